use chrono::TimeDelta;
use contract::CommandKey;

use super::*;
use crate::{
    accounts::{
        self, Entry,
        factors::{
            self,
            testing::{AppSecret, sign_in, typed, with_app, wrong},
        },
        providers::{
            CameBack,
            testing::{Scene, vouched},
        },
        testing::refusal,
    },
    audit::Deed,
    testing::{PASSWORD, Stage},
};

async fn steps(stage: &Stage, half: &str, form: SecondStep) -> Result<(Entered, String), Error> {
    second_step(&stage.ctx, &stage.visitor, half, form).await
}

fn shown(stage: &Stage, app: &AppSecret) -> SecondStep {
    typed(&app.shows(stage.ctx.now()))
}

#[tokio::test]
async fn the_password_alone_opens_nothing_and_the_code_leads_on() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    assert!(matches!(sign_in(&stage, "ada").await, Entry::In(entered) if entered.is_fresh()));
    let (app, _) = with_app(&stage, &ada).await;
    let half = sign_in(&stage, "ada").await.half();
    assert_eq!(factors::asked(&stage.ctx, &half).await.unwrap().map(|asked| asked.app), Some(true));
    let deeds = stage.deeds(ada.id).await;
    assert_eq!(deeds.iter().filter(|deed| **deed == Deed::SignedIn).count(), 1, "half is not in");
    let (entered, next) = steps(&stage, &half, shown(&stage, &app)).await.unwrap();
    assert_eq!((entered.id, entered.is_fresh(), next.as_str()), (ada.id, true, "/bookings"));
    assert_eq!(stage.deeds(ada.id).await[0], Deed::SignedIn);
    let again = steps(&stage, &half, shown(&stage, &app)).await;
    assert_eq!(refusal(again), Refusal::HalfLost, "it is good once");
    assert_eq!(factors::asked(&stage.ctx, &half).await.unwrap(), None);
    assert_eq!(refusal(steps(&stage, "invented", shown(&stage, &app)).await), Refusal::HalfLost);
    let kept: Vec<String> =
        sqlx::query_scalar("SELECT h::text FROM accounts.half_sign_in h").fetch_all(&stage.ctx.db).await.unwrap();
    assert!(!kept.iter().any(|row| row.contains(&half)));
}

#[tokio::test]
async fn a_code_is_good_once_also_at_once() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (app, _) = with_app(&stage, &ada).await;
    let halves = [sign_in(&stage, "ada").await.half(), sign_in(&stage, "ada").await.half()];
    let code = shown(&stage, &app);
    let (a, b) = tokio::join!(steps(&stage, &halves[0], code.clone()), steps(&stage, &halves[1], code.clone()));
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
    let refused = if a.is_ok() { b } else { a };
    assert_eq!(refusal(refused), Refusal::SecondCodeWrong);
    // Nor is an older one good after a newer one, though the clock would let it.
    let third = sign_in(&stage, "ada").await.half();
    let before = typed(&app.shows(stage.ctx.now() - TimeDelta::seconds(30)));
    assert_eq!(refusal(steps(&stage, &third, before).await), Refusal::SecondCodeWrong);
    let back = "UPDATE accounts.authenticator SET last_step = last_step - 1";
    let refused = sqlx::query(back).execute(&stage.ctx.db).await.unwrap_err();
    assert!(refused.to_string().contains("good once"), "the table refuses it too: {refused}");
    stage.ctx.clock.advance(TimeDelta::seconds(30));
    assert!(steps(&stage, &third, shown(&stage, &app)).await.is_ok());
}

#[tokio::test]
async fn five_wrong_ones_end_it_and_the_owner_hears_of_it_once_a_day() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (app, _) = with_app(&stage, &ada).await;
    for _ in 0..2 {
        let half = sign_in(&stage, "ada").await.half();
        for _ in 0..4 {
            let refused = steps(&stage, &half, wrong(&app, &stage)).await;
            assert_eq!(refusal(refused), Refusal::SecondCodeWrong);
        }
        assert_eq!(refusal(steps(&stage, &half, wrong(&app, &stage)).await), Refusal::HalfLost);
        assert_eq!(refusal(steps(&stage, &half, shown(&stage, &app)).await), Refusal::HalfLost, "also the right one");
        assert_eq!(stage.events("accounts.codes_tried").await, 1);
    }
    let deeds = stage.deeds(ada.id).await;
    assert_eq!(deeds.iter().filter(|deed| **deed == Deed::SecondStepRefused).count(), 10);
}

#[tokio::test]
async fn wrong_ones_at_the_same_moment_are_counted_one_by_one() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (app, _) = with_app(&stage, &ada).await;
    let half = sign_in(&stage, "ada").await.half();
    let answers = (0..12).map(|_| steps(&stage, &half, wrong(&app, &stage)));
    let answers = futures::future::join_all(answers).await;
    let looked_at = answers.into_iter().map(refusal).filter(|refusal| *refusal == Refusal::SecondCodeWrong).count();
    assert_eq!(looked_at, 4, "the fifth ends it");
}

#[tokio::test]
async fn many_half_ones_share_the_tries_of_the_account() {
    let stage = Stage::with_real_limits().await;
    let ada = stage.person("ada").await;
    let (app, _) = with_app(&stage, &ada).await;
    let mut tried = 1; // the one that set it up
    let waits = loop {
        let entry = factors::enter(&stage.ctx, ada.clone(), factors::Way::Password, "/").await.unwrap();
        let half = entry.half();
        let answers =
            [steps(&stage, &half, wrong(&app, &stage)).await, steps(&stage, &half, wrong(&app, &stage)).await];
        tried += 2;
        if let Some(seconds) = answers.into_iter().find_map(|answer| match answer {
            Err(Error::TooOften(seconds)) => Some(seconds),
            _ => None,
        }) {
            break seconds;
        }
    };
    assert!(waits > 0 && tried <= 17, "{tried}");
    assert_eq!(stage.events("accounts.codes_tried").await, 1);
}

#[tokio::test]
async fn a_recovery_code_stands_in_once() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (_, codes) = with_app(&stage, &ada).await;
    assert_eq!(codes.len(), 10);
    let halves = [sign_in(&stage, "ada").await.half(), sign_in(&stage, "ada").await.half()];
    let typed_small = typed(&codes[0].to_lowercase());
    let (a, b) =
        tokio::join!(steps(&stage, &halves[0], typed_small.clone()), steps(&stage, &halves[1], typed_small.clone()));
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
    assert_eq!(stage.events("accounts.recovery_code_used").await, 1);
    assert_eq!(factors::factors(&stage.ctx, &ada).await.unwrap().codes_left, 9);
    let deeds = stage.deeds(ada.id).await;
    let noted = |deed: Deed| deeds.iter().filter(|one| **one == deed).count();
    assert_eq!(
        [Deed::SecondStepRefused, Deed::SignedIn, Deed::RecoveryCodeUsed].map(noted),
        [1, 1, 1],
        "one in, one out"
    );
    let kept: Vec<String> =
        sqlx::query_scalar("SELECT c::text FROM accounts.recovery_code c").fetch_all(&stage.ctx.db).await.unwrap();
    assert!(!kept.iter().any(|row| codes.iter().any(|code| row.contains(&code.replace('-', "")))));
}

#[tokio::test]
async fn nobody_comes_in_with_the_code_of_another() {
    let stage = Stage::new().await;
    let (ada, eve) = (stage.person("ada").await, stage.person("eve").await);
    let (app, codes) = with_app(&stage, &ada).await;
    with_app(&stage, &eve).await;
    let half = sign_in(&stage, "eve").await.half();
    assert_eq!(refusal(steps(&stage, &half, shown(&stage, &app)).await), Refusal::SecondCodeWrong);
    assert_eq!(refusal(steps(&stage, &half, typed(&codes[0])).await), Refusal::SecondCodeWrong);
    // Nor does a secret that somebody with the database puts into another row.
    let sql = "UPDATE accounts.authenticator a SET secret = b.secret, last_step = 0
               FROM accounts.authenticator b WHERE a.person_id = $1 AND b.person_id = $2";
    sqlx::query(sql).bind(eve.id.0).bind(ada.id.0).execute(&stage.ctx.db).await.unwrap();
    assert!(matches!(steps(&stage, &half, shown(&stage, &app)).await, Err(Error::Sealed(_))));
    let kept: Vec<u8> = sqlx::query_scalar("SELECT secret FROM accounts.authenticator WHERE person_id = $1")
        .bind(ada.id.0)
        .fetch_one(&stage.ctx.db)
        .await
        .unwrap();
    let plain = AppSecret::from_base32(&app.base32());
    assert!(!kept.windows(20).any(|part| AppSecret::of(part).base32() == plain.base32()));
}

#[tokio::test]
async fn ten_minutes_later_the_password_is_asked_for_again() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (app, _) = with_app(&stage, &ada).await;
    let half = sign_in(&stage, "ada").await.half();
    stage.ctx.clock.advance(TimeDelta::minutes(10));
    assert_eq!(refusal(steps(&stage, &half, shown(&stage, &app)).await), Refusal::HalfLost);
    factors::prune(&stage.ctx).await.unwrap();
    let left: i64 =
        sqlx::query_scalar("SELECT count(*) FROM accounts.half_sign_in").fetch_one(&stage.ctx.db).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn who_is_shut_out_in_between_stays_out() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (app, _) = with_app(&stage, &ada).await;
    let half = sign_in(&stage, "ada").await.half();
    accounts::set_disabled(&stage.ctx, "ada", true).await.unwrap();
    assert_eq!(refusal(steps(&stage, &half, shown(&stage, &app)).await), Refusal::AccountClosed);
}

#[tokio::test]
async fn another_password_ends_what_began_with_the_old_one() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let (app, _) = with_app(&stage, &ada).await;
    let half = sign_in(&stage, "ada").await.half();
    let form = contract::accounts::ChangePassword {
        key: CommandKey(stage.ctx.id()),
        current_password: PASSWORD.into(),
        password: "five even quieter words here".into(),
    };
    accounts::change_password(&stage.ctx, &ada, form).await.unwrap();
    assert_eq!(refusal(steps(&stage, &half, shown(&stage, &app)).await), Refusal::HalfLost);
}

#[tokio::test]
async fn a_provider_leads_to_the_second_step_too() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let (app, _) = with_app(&scene.stage, &ada).await;
    let came = scene.comes(vouched("ada", "ada@example.org")).await;
    let Ok(CameBack::In { entry, .. }) = came else { panic!("{came:?}") };
    let half = entry.half();
    let (entered, next) = steps(&scene.stage, &half, shown(&scene.stage, &app)).await.unwrap();
    assert_eq!((entered.id, entered.is_fresh(), next.as_str()), (ada.id, false, "/bookings"));
}
