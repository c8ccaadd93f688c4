use contract::{CommandKey, IdentityId, accounts::ChangePassword};
use uuid::Uuid;

use super::*;
use crate::{
    accounts::{
        self, User,
        providers::{
            testing::{Scene, vouched},
            ways_in,
        },
        testing::{refusal, session, sessions_of},
    },
    testing::PASSWORD,
};

async fn forms(scene: &Scene, user: &User) -> Vec<Unlink> {
    let linked = ways_in(&scene.stage.ctx, user).await.unwrap().linked;
    linked.into_iter().map(|one| Unlink { key: CommandKey(scene.stage.ctx.id()), identity: one.id }).collect()
}

#[tokio::test]
async fn it_opens_nothing_any_more_and_other_sessions_end() {
    let scene = Scene::new().await;
    let ada = scene.stage.person("ada").await;
    let ctx = &scene.stage.ctx;
    let google = ctx.providers.named("google").unwrap();
    super::super::link::link(ctx, &ada, google, &vouched("1", "ada@example.org")).await.unwrap();
    let sudo = scene.sudo(&ada).await;
    session(&scene.stage, "there", &ada).await;
    let [form] = &forms(&scene, &ada).await[..] else { panic!() };
    for _ in 0..2 {
        unlink(ctx, &sudo, form.clone()).await.expect("also twice");
    }
    assert!(scene.linked(&ada).await.is_empty());
    assert_eq!(sessions_of(&scene.stage, &ada).await, 1);
    assert_eq!(scene.stage.events("accounts.provider_unlinked").await, 1);
    assert_eq!(scene.stage.deeds(ada.id).await, [Deed::ProviderUnlinked, Deed::ProviderLinked, Deed::Joined]);
    let came = scene.comes(vouched("1", "new@example.org")).await;
    assert!(matches!(came, Ok(accounts::providers::CameBack::Unknown { .. })));
}

#[tokio::test]
async fn the_last_way_in_stays_until_there_is_a_password() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let sudo = scene.sudo(&ada).await;
    let ctx = &scene.stage.ctx;
    let [form] = &forms(&scene, &ada).await[..] else { panic!() };
    assert_eq!(refusal(unlink(ctx, &sudo, form.clone()).await), Refusal::LastWayIn);
    assert_eq!(scene.linked(&ada).await.len(), 1, "it is still there");
    let set = ChangePassword { key: CommandKey(ctx.id()), current_password: String::new(), password: PASSWORD.into() };
    accounts::change_password(ctx, &sudo, set).await.unwrap();
    unlink(ctx, &sudo, form.clone()).await.unwrap();
}

#[tokio::test]
async fn of_two_that_are_unlinked_at_once_one_stays() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let ctx = &scene.stage.ctx;
    let school = ctx.providers.named("school").unwrap();
    super::super::link::link(ctx, &ada, school, &vouched("1", "ada@example.org")).await.unwrap();
    let sudo = scene.sudo(&ada).await;
    let [one, other] = &forms(&scene, &ada).await[..] else { panic!() };
    let (a, b) = tokio::join!(unlink(ctx, &sudo, one.clone()), unlink(ctx, &sudo, other.clone()));
    assert_eq!(refusal(if a.is_ok() { b } else { a }), Refusal::LastWayIn);
    assert_eq!(scene.linked(&ada).await.len(), 1);
}

#[tokio::test]
async fn one_whose_provider_is_gone_is_no_way_in() {
    let mut scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let school = scene.stage.ctx.providers.named("school").unwrap();
    super::super::link::link(&scene.stage.ctx, &ada, school, &vouched("1", "ada@example.org")).await.unwrap();
    scene.stage.ctx.providers = crate::ports::Providers::new(vec![scene.google.clone()]);
    let sudo = scene.sudo(&ada).await;
    let [google, gone] = &forms(&scene, &ada).await[..] else { panic!() };
    assert_eq!(refusal(unlink(&scene.stage.ctx, &sudo, google.clone()).await), Refusal::LastWayIn);
    unlink(&scene.stage.ctx, &sudo, gone.clone()).await.unwrap();
}

#[tokio::test]
async fn only_one_s_own() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let eve = scene.sudo(&scene.stage.person("eve").await).await;
    let mut form = forms(&scene, &ada).await.remove(0);
    assert!(matches!(unlink(&scene.stage.ctx, &eve, form.clone()).await, Err(Error::NotFound)));
    form.identity = IdentityId(Uuid::nil());
    assert!(matches!(unlink(&scene.stage.ctx, &eve, form).await, Err(Error::NotFound)));
}
