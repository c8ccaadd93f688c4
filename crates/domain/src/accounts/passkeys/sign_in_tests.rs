use super::*;
use crate::{
    accounts::{
        self,
        passkeys::testing::{Device, asks, showing, with_passkey},
        testing::refusal,
    },
    testing::Stage,
};

async fn comes(stage: &Stage, device: &mut Device) -> Result<Entry, Error> {
    let challenge = asks(stage).await;
    let signed = device.signs(&challenge);
    sign_in_by_passkey(&stage.ctx, &stage.visitor, showing(&challenge, signed)).await
}

#[tokio::test]
async fn whoever_unlocks_it_is_in_and_nothing_else_is_asked_for() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (mut device, _) = with_passkey(&stage, &ada).await;
    let entry = comes(&stage, &mut device).await.unwrap();
    assert!(matches!(&entry, Entry::In(entered) if entered.id == ada.id && entered.is_fresh()));
    assert_eq!(stage.deeds(ada.id).await[0], Deed::SignedIn);
    let listed = accounts::passkeys::passkeys(&stage.ctx, &ada).await.unwrap();
    assert_eq!(listed[0].used_at, Some(stage.ctx.now()));
    let mut locked = Device { unlocked: false, ..device };
    assert_eq!(refusal(comes(&stage, &mut locked).await), Refusal::PasskeyRefused);
}

#[tokio::test]
async fn an_answer_is_good_once() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (mut device, _) = with_passkey(&stage, &ada).await;
    let challenge = asks(&stage).await;
    let form = showing(&challenge, device.signs(&challenge));
    let (a, b) = tokio::join!(
        sign_in_by_passkey(&stage.ctx, &stage.visitor, form.clone()),
        sign_in_by_passkey(&stage.ctx, &stage.visitor, form.clone())
    );
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
    let refused = if a.is_ok() { b } else { a };
    assert_eq!(refusal(refused), Refusal::PasskeyLost);
    // Nor is it the answer to another question.
    let another = asks(&stage).await;
    let replayed = showing(&another, form.credential);
    let replayed = sign_in_by_passkey(&stage.ctx, &stage.visitor, replayed).await;
    assert_eq!(refusal(replayed), Refusal::PasskeyRefused);
    let late = asks(&stage).await;
    stage.ctx.clock.advance(chrono::TimeDelta::minutes(10));
    let late = showing(&late, device.signs(&late));
    assert_eq!(refusal(sign_in_by_passkey(&stage.ctx, &stage.visitor, late).await), Refusal::PasskeyLost);
    ceremony::prune(&stage.ctx).await.unwrap();
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM accounts.ceremony").fetch_one(&stage.ctx.db).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_counter_that_goes_back_is_a_copy() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (mut device, _) = with_passkey(&stage, &ada).await;
    for _ in 0..3 {
        comes(&stage, &mut device).await.unwrap();
    }
    let now = device.counter;
    device.counter = now - 1;
    assert_eq!(refusal(comes(&stage, &mut device).await), Refusal::PasskeyRefused, "the same once more");
    device.counter = 1;
    assert_eq!(refusal(comes(&stage, &mut device).await), Refusal::PasskeyRefused);
    stage.until_noted(ada.id, Deed::SignInRefused).await;
    device.counter = now;
    comes(&stage, &mut device).await.unwrap();
}

#[tokio::test]
async fn nobody_comes_in_as_another() {
    let stage = Stage::new().await;
    let (ada, eve) = (stage.person("ada").await, stage.person("eve").await);
    let (device, _) = with_passkey(&stage, &ada).await;
    let (mut hers, _) = with_passkey(&stage, &eve).await;
    // Her own key, saying that it is Ada's.
    let own = hers.user.clone();
    hers.user = device.user.clone();
    assert_eq!(refusal(comes(&stage, &mut hers).await), Refusal::PasskeyRefused);
    // Ada's key by its id, signed with her own.
    let id = std::mem::replace(&mut hers.id, device.id.clone());
    assert_eq!(refusal(comes(&stage, &mut hers).await), Refusal::PasskeyRefused);
    hers.id = id;
    hers.user = b"nobody".to_vec();
    assert_eq!(refusal(comes(&stage, &mut hers).await), Refusal::PasskeyRefused);
    hers.user = own;
    assert!(matches!(comes(&stage, &mut hers).await.unwrap(), Entry::In(entered) if entered.id == eve.id));
    accounts::set_disabled(&stage.ctx, "eve", true).await.unwrap();
    assert_eq!(refusal(comes(&stage, &mut hers).await), Refusal::AccountClosed);
}
