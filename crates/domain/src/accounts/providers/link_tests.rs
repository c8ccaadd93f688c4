use contract::CommandKey;

use super::*;
use crate::accounts::{
    self,
    providers::{
        CameBack, arrived,
        testing::{Scene, vouched},
    },
    testing::refusal,
};

fn form(scene: &Scene) -> LinkArrived {
    LinkArrived { key: CommandKey(scene.stage.ctx.id()) }
}

#[tokio::test]
async fn what_somebody_came_with_opens_the_account_that_they_signed_in_to() {
    let scene = Scene::new().await;
    let ada = scene.stage.person("ada").await;
    let browser = scene.arrives(vouched("1", "ada@example.org")).await;
    let sudo = scene.sudo(&ada).await;
    let once = form(&scene);
    for _ in 0..2 {
        let next = link_arrived(&scene.stage.ctx, &sudo, &browser, once.clone()).await.unwrap();
        assert_eq!(next, "/bookings");
    }
    assert_eq!(scene.stage.events("accounts.provider_linked").await, 1);
    assert_eq!(scene.stage.deeds(ada.id).await, [Deed::ProviderLinked, Deed::Joined]);
    assert!(arrived(&scene.stage.ctx, &browser).await.unwrap().is_none());
    assert!(
        matches!(scene.comes(vouched("1", "x@example.org")).await, Ok(CameBack::In { entry, .. }) if entry.clone().whole().id == ada.id)
    );
    let again = link_arrived(&scene.stage.ctx, &sudo, &browser, form(&scene)).await;
    assert_eq!(refusal(again), Refusal::WayLost, "it was used");
}

#[tokio::test]
async fn of_two_browsers_that_link_one_subject_at_once_one_does() {
    let scene = Scene::new().await;
    let (ada, bob) = (scene.stage.person("ada").await, scene.stage.person("bob").await);
    let (hers, his) = (scene.sudo(&ada).await, scene.sudo(&bob).await);
    let (one, other) =
        (scene.arrives(vouched("1", "x@example.org")).await, scene.arrives(vouched("1", "x@example.org")).await);
    let ctx = &scene.stage.ctx;
    let (a, b) =
        tokio::join!(link_arrived(ctx, &hers, &one, form(&scene)), link_arrived(ctx, &his, &other, form(&scene)));
    assert_eq!(refusal(if a.is_ok() { b } else { a }), Refusal::LinkedElsewhere);
    assert_eq!(scene.linked(&ada).await.len() + scene.linked(&bob).await.len(), 1);
}

#[tokio::test]
async fn what_is_linked_already_stays_and_ten_are_enough() {
    let scene = Scene::new().await;
    let ada = scene.stage.person("ada").await;
    let sudo = scene.sudo(&ada).await;
    let ctx = &scene.stage.ctx;
    let google = ctx.providers.named("google").unwrap();
    for _ in 0..2 {
        link(ctx, &ada, google, &vouched("1", "ada@example.org")).await.unwrap();
    }
    assert_eq!(scene.stage.events("accounts.provider_linked").await, 1);
    for n in 2..=10 {
        link(ctx, &ada, google, &vouched(&n.to_string(), "ada@example.org")).await.unwrap();
    }
    let more = link(ctx, &sudo, google, &vouched("11", "ada@example.org")).await;
    assert_eq!(refusal(more), Refusal::TooManyWays);
    assert_eq!(scene.linked(&ada).await.len(), 10);
    let bob = scene.stage.person("bob").await;
    assert_eq!(refusal(link(ctx, &bob, google, &vouched("1", "x@example.org")).await), Refusal::LinkedElsewhere);
    assert!(accounts::providers::ways_in(ctx, &bob).await.unwrap().password);
}
