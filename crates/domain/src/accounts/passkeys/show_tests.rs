use super::*;
use crate::{
    accounts::{
        factors::testing::{sign_in, with_app},
        passkeys::{
            begin_second, second_by_passkey,
            testing::{asks, showing, with_passkey},
        },
        testing::refusal,
    },
    audit::Filter,
    testing::Stage,
};

#[tokio::test]
async fn it_is_a_second_step_after_the_password() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
    let (mut device, _) = with_passkey(&stage, &ada).await;
    let half = sign_in(&stage, "ada").await.half();
    let challenge = begin_second(ctx, &half).await.unwrap().unwrap();
    let form = showing(&challenge, device.signs(&challenge));
    let (entered, next) = second_by_passkey(ctx, &stage.visitor, &half, form.clone()).await.unwrap();
    assert_eq!((entered.id, next.as_str()), (ada.id, "/bookings"));
    assert_eq!(stage.deeds(ada.id).await[0], Deed::SignedIn);
    assert_eq!(refusal(second_by_passkey(ctx, &stage.visitor, &half, form).await), Refusal::HalfLost);
    assert!(begin_second(ctx, &half).await.unwrap().is_none());
}

#[tokio::test]
async fn that_of_another_is_none_and_so_is_one_asked_for_something_else() {
    let stage = Stage::new().await;
    let (ctx, ada, eve) = (&stage.ctx, stage.person("ada").await, stage.person("eve").await);
    let (mut device, _) = with_passkey(&stage, &ada).await;
    let (mut hers, _) = with_passkey(&stage, &eve).await;
    let half = sign_in(&stage, "ada").await.half();
    let challenge = begin_second(ctx, &half).await.unwrap().unwrap();
    let by_eve = showing(&challenge, hers.signs(&challenge));
    let refused = second_by_passkey(ctx, &stage.visitor, &half, by_eve).await;
    assert_eq!(refusal(refused), Refusal::PasskeyRefused);
    for other in [asks(&stage).await, begin_showing(ctx, &ada).await.unwrap().unwrap()] {
        let form = showing(&other, device.signs(&other));
        let refused = second_by_passkey(ctx, &stage.visitor, &half, form).await;
        assert_eq!(refusal(refused), Refusal::PasskeyLost);
    }
}

#[tokio::test]
async fn one_that_does_not_hold_is_noted_and_its_tries_are_counted() {
    let stage = Stage::new().await;
    let (ctx, ada, eve) = (&stage.ctx, stage.person("ada").await, stage.person("eve").await);
    let (device, _) = with_passkey(&stage, &ada).await;
    let (mut hers, _) = with_passkey(&stage, &eve).await;
    // It says that its key is Ada's.
    hers.id = device.id;
    let half = sign_in(&stage, "ada").await.half();
    for nth in 1..=5 {
        let challenge = begin_second(ctx, &half).await.unwrap().unwrap();
        let form = showing(&challenge, hers.signs(&challenge));
        let refused = refusal(second_by_passkey(ctx, &stage.visitor, &half, form).await);
        assert_eq!(refused, if nth < 5 { Refusal::PasskeyRefused } else { Refusal::HalfLost }, "{nth}");
    }
    let deeds = stage.deeds(ada.id).await;
    assert_eq!(deeds[0], Deed::CodesTried);
    assert_eq!(deeds.iter().filter(|deed| **deed == Deed::SecondStepRefused).count(), 5);
    let challenge = begin_showing(ctx, &ada).await.unwrap().unwrap();
    let form = showing(&challenge, hers.signs(&challenge));
    assert_eq!(refusal(show_passkey(ctx, &ada, form).await), Refusal::PasskeyRefused);
    let noted = audit::list(ctx, Filter { person: Some(ada.id), deed: None }, None).await.unwrap().entries;
    assert_eq!((noted[0].deed, noted[0].thing.as_deref()), (Some(Deed::ConfirmRefused), Some("passkey")));
    assert_eq!((noted[2].deed, noted[2].thing.as_deref()), (Some(Deed::SecondStepRefused), Some("passkey")));
}

#[tokio::test]
async fn it_shows_that_it_is_them_in_the_place_of_password_and_code() {
    let stage = Stage::new().await;
    let (ctx, ada, eve) = (&stage.ctx, stage.person("ada").await, stage.person("eve").await);
    with_app(&stage, &ada).await;
    assert!(begin_showing(ctx, &ada).await.unwrap().is_none());
    let (mut device, _) = with_passkey(&stage, &ada).await;
    let challenge = begin_showing(ctx, &ada).await.unwrap().unwrap();
    let form = showing(&challenge, device.signs(&challenge));
    assert_eq!(refusal(show_passkey(ctx, &eve, form.clone()).await), Refusal::PasskeyLost);
    show_passkey(ctx, &ada, form.clone()).await.unwrap();
    assert_eq!(refusal(show_passkey(ctx, &ada, form).await), Refusal::PasskeyLost);
    assert_eq!(stage.deeds(ada.id).await[0], Deed::PasskeyConfirmed);
}
