//! Setting an app up, recovery codes, and taking all of it away.

use chrono::TimeDelta;
use contract::{CommandKey, Refusal, accounts::ConfirmApp};

use super::{
    begin_app, confirm_app, factors, remove_app, remove_factors, renew_codes, set_up,
    testing::{AppSecret, change, sign_in, typed, with_app},
};
use crate::{
    accounts::{
        Entry, Error, Sudo,
        testing::{refusal, session, sessions_of},
    },
    audit::Deed,
    testing::Stage,
};

async fn begins(stage: &Stage, sudo: &Sudo) -> AppSecret {
    begin_app(&stage.ctx, sudo, change(stage)).await.unwrap();
    AppSecret::from_base32(&set_up(&stage.ctx, sudo).await.unwrap().unwrap().secret)
}

fn shown(stage: &Stage, app: &AppSecret) -> ConfirmApp {
    ConfirmApp { key: CommandKey(stage.ctx.id()), code: app.shows(stage.ctx.now()) }
}

#[tokio::test]
async fn nothing_is_asked_for_until_the_app_has_shown_a_code() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let here = session(&stage, "here", &ada).await.in_session(contract::SessionId(stage.ctx.id()), None);
    session(&stage, "there", &ada).await;
    let (ctx, sudo) = (&stage.ctx, stage.sudo(&ada));
    let first = begins(&stage, &sudo).await;
    assert!(matches!(sign_in(&stage, "ada").await, Entry::In(_)));
    let app = begins(&stage, &sudo).await;
    assert_ne!(first.base32(), app.base32(), "whoever begins again gets another");
    let old = confirm_app(ctx, &sudo, shown(&stage, &first)).await;
    assert_eq!(refusal(old), Refusal::SecondCodeWrong);
    let form = shown(&stage, &app);
    let codes = confirm_app(ctx, &sudo, form.clone()).await.unwrap();
    assert_eq!(refusal(confirm_app(ctx, &sudo, form).await), Refusal::CodesShownOnce);
    let another = ConfirmApp { key: CommandKey(ctx.id()), ..shown(&stage, &app) };
    assert_eq!(refusal(confirm_app(ctx, &sudo, another).await), Refusal::AppThere);
    assert_eq!(refusal(begin_app(ctx, &sudo, change(&stage)).await), Refusal::AppThere);
    assert!(set_up(ctx, &sudo).await.unwrap().is_none(), "the secret is shown no more");
    let mut unlike = codes.clone();
    unlike.sort();
    unlike.dedup();
    assert_eq!((unlike.len(), sessions_of(&stage, &here).await), (10, 0), "other sessions end");
    assert_eq!(stage.events("accounts.factor_added").await, 1);
    assert_eq!(stage.deeds(ada.id).await[0], Deed::FactorAdded);
    // The code that set it up is used.
    let half = sign_in(&stage, "ada").await.half();
    let again = super::second_step(ctx, &stage.visitor, &half, typed(&app.shows(ctx.now()))).await;
    assert_eq!(refusal(again), Refusal::SecondCodeWrong);
}

#[tokio::test]
async fn half_an_hour_later_it_is_begun_again() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let sudo = stage.sudo(&ada);
    assert_eq!(
        refusal(confirm_app(&stage.ctx, &sudo, shown(&stage, &AppSecret::of(&[7; 20]))).await),
        Refusal::SetUpLost
    );
    let app = begins(&stage, &sudo).await;
    stage.ctx.clock.advance(TimeDelta::minutes(30));
    assert!(set_up(&stage.ctx, &sudo).await.unwrap().is_none());
    assert_eq!(refusal(confirm_app(&stage.ctx, &sudo, shown(&stage, &app)).await), Refusal::SetUpLost);
    stage.ctx.clock.advance(TimeDelta::days(1));
    super::prune(&stage.ctx).await.unwrap();
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM accounts.authenticator").fetch_one(&stage.ctx.db).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn two_at_the_same_moment_make_one_sheet_of_codes() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let sudo = stage.sudo(&ada);
    let app = begins(&stage, &sudo).await;
    let (a, b) = tokio::join!(
        confirm_app(&stage.ctx, &sudo, shown(&stage, &app)),
        confirm_app(&stage.ctx, &sudo, shown(&stage, &app))
    );
    let refused = if a.is_ok() { b } else { a };
    assert_eq!(refusal(refused), Refusal::AppThere);
    assert_eq!(factors(&stage.ctx, &ada).await.unwrap().codes_left, 10);
}

#[tokio::test]
async fn new_codes_end_the_old_ones_and_are_shown_once() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (ctx, sudo) = (&stage.ctx, stage.sudo(&ada));
    assert_eq!(refusal(renew_codes(ctx, &sudo, change(&stage)).await), Refusal::NoSecondStep);
    let (_, old) = with_app(&stage, &ada).await;
    let form = change(&stage);
    let new = renew_codes(ctx, &sudo, form.clone()).await.unwrap();
    assert_eq!(refusal(renew_codes(ctx, &sudo, form).await), Refusal::CodesShownOnce);
    let half = sign_in(&stage, "ada").await.half();
    let with = async |code: &str| super::second_step(ctx, &stage.visitor, &half, typed(code)).await;
    assert_eq!(refusal(with(&old[0]).await), Refusal::SecondCodeWrong);
    with(&new[0]).await.unwrap();
    assert_eq!(stage.deeds(ada.id).await.iter().filter(|deed| **deed == Deed::RecoveryCodesMade).count(), 1);
}

#[tokio::test]
async fn without_the_app_the_password_is_enough_again_and_no_code_is_left() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (ctx, sudo) = (&stage.ctx, stage.sudo(&ada));
    assert!(matches!(remove_app(ctx, &sudo, change(&stage)).await, Err(Error::NotFound)));
    with_app(&stage, &ada).await;
    let half = sign_in(&stage, "ada").await.half();
    session(&stage, "there", &ada).await;
    let form = change(&stage);
    for _ in 0..2 {
        remove_app(ctx, &sudo, form.clone()).await.expect("also twice");
    }
    assert_eq!(sessions_of(&stage, &ada).await, 0);
    assert_eq!(super::asked(ctx, &half).await.unwrap(), None);
    assert_eq!(factors(ctx, &ada).await.unwrap().codes_left, 0);
    assert!(matches!(sign_in(&stage, "ada").await, Entry::In(_)));
    assert_eq!(stage.events("accounts.factor_removed").await, 1);
}

#[tokio::test]
async fn the_operator_helps_who_has_lost_it_all_and_it_is_noted() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    with_app(&stage, &ada).await;
    session(&stage, "here", &ada).await;
    assert!(!remove_factors(&stage.ctx, "nobody").await.unwrap());
    for _ in 0..2 {
        assert!(remove_factors(&stage.ctx, "ada").await.unwrap());
    }
    assert_eq!(sessions_of(&stage, &ada).await, 0);
    assert!(matches!(sign_in(&stage, "ada").await, Entry::In(_)));
    assert_eq!(stage.events("accounts.factor_removed").await, 1);
    assert_eq!(stage.deeds(ada.id).await.iter().filter(|deed| **deed == Deed::FactorRemoved).count(), 1);
}
