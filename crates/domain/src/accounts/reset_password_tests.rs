use chrono::TimeDelta;
use contract::{
    CommandKey,
    accounts::{AskReset, ChangeEmail, CreateToken, SignIn},
};

use super::*;
use crate::{
    accounts::{
        self, BeginReset, User,
        breached::testing::StolenList,
        codes::Written,
        factors::testing::with_app,
        testing::{another, newcomer, refusal, session, sessions_of, written},
    },
    jobs::Job,
    testing::{PASSWORD, Stage, a_run},
};

const NEW: &str = "five even quieter words here";

/// The letter that somebody gets who asks for it.
async fn letter(stage: &Stage, user: &User) -> Written {
    let form = AskReset { key: CommandKey(stage.ctx.id()), email: format!("{}@example.org", user.handle) };
    accounts::ask_reset(&stage.ctx, &stage.visitor, form).await.unwrap();
    for job in stage.take::<BeginReset>() {
        job.run(&stage.ctx, &a_run()).await.unwrap();
    }
    written(stage, user, Purpose::Reset).await.unwrap()
}

fn typed(stage: &Stage, email: &str, code: &str) -> ResetPassword {
    ResetPassword {
        key: CommandKey(stage.ctx.id()),
        letter: None,
        email: email.into(),
        code: code.into(),
        password: NEW.into(),
    }
}

async fn send(stage: &Stage, form: ResetPassword) -> Result<Replaced, Error> {
    reset_password(&stage.ctx, &stage.visitor, form).await
}

async fn comes_in(stage: &Stage, password: &str) -> bool {
    let form = SignIn { email: "ada@example.org".into(), password: password.into(), next: None };
    accounts::sign_in(&stage.ctx, &stage.visitor, form).await.is_ok()
}

#[tokio::test]
async fn the_new_password_opens_once_and_every_session_ends() {
    let stage = Stage::new().await;
    let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
    for (id, person) in [("one", &ada), ("two", &ada), ("other", &bob)] {
        session(&stage, id, person).await;
    }
    let letter = letter(&stage, &ada).await;
    let form = typed(&stage, "ada@example.org", &letter.code);
    let ended = send(&stage, form.clone()).await.unwrap().ended;
    assert_eq!(ended.len(), 2, "{ended:?}");
    assert_eq!((sessions_of(&stage, &ada).await, sessions_of(&stage, &bob).await), (0, 1));
    assert!(comes_in(&stage, NEW).await && !comes_in(&stage, PASSWORD).await);

    assert!(send(&stage, form.clone()).await.unwrap().ended.is_empty(), "the same form twice");
    let later = ResetPassword { key: CommandKey(stage.ctx.id()), ..form };
    assert_eq!(refusal(send(&stage, later).await), Refusal::ResetCodeWrong);
    assert_eq!(stage.events("accounts.password_reset").await, 1);
}

#[tokio::test]
async fn the_link_says_whose_it_is_and_the_address_counts_as_confirmed() {
    let stage = Stage::new().await;
    let ada = newcomer(&stage, "ada").await;
    let letter = letter(&stage, &ada).await;
    let form = ResetPassword { letter: Some(letter.letter), ..typed(&stage, "", &letter.code) };
    send(&stage, form).await.unwrap();
    assert!(comes_in(&stage, NEW).await);
    assert!(accounts::user(&stage.ctx, ada.id).await.unwrap().unwrap().verify_by.is_none());
}

#[tokio::test]
async fn whatever_is_wrong_is_answered_alike() {
    let stage = Stage::new().await;
    let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
    let older = letter(&stage, &ada).await;
    let newer = letter(&stage, &ada).await;
    for (email, code) in [
        ("nobody@example.org", &newer.code),
        ("bob@example.org", &newer.code),
        ("ada@example.org", &older.code),
        ("ada@example.org", &another(&newer.code)),
    ] {
        assert_eq!(refusal(send(&stage, typed(&stage, email, code)).await), Refusal::ResetCodeWrong, "{email} {code}");
    }
    let of_bob = letter(&stage, &bob).await;
    let mixed = ResetPassword { letter: Some(of_bob.letter), ..typed(&stage, "", &newer.code) };
    assert_eq!(refusal(send(&stage, mixed).await), Refusal::ResetCodeWrong);
    stage.ctx.clock.advance(TimeDelta::minutes(30));
    assert_eq!(refusal(send(&stage, typed(&stage, "ada@example.org", &newer.code)).await), Refusal::ResetCodeWrong);
    assert!(comes_in(&stage, PASSWORD).await);
}

#[tokio::test]
async fn five_tries_and_the_right_one_comes_too_late() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let code = letter(&stage, &ada).await.code;
    for _ in 0..5 {
        send(&stage, typed(&stage, "ada@example.org", &another(&code))).await.unwrap_err();
    }
    assert_eq!(refusal(send(&stage, typed(&stage, "ada@example.org", &code)).await), Refusal::ResetCodeWrong);
}

#[tokio::test]
async fn a_password_must_be_good_and_the_code_stays_good_until_it_is() {
    let stage = Stage::new().await;
    let ada = stage.person("ada-lovelace").await;
    let code = letter(&stage, &ada).await.code;
    let with = |password: &str| ResetPassword {
        password: password.into(),
        ..typed(&stage, "ada-lovelace@example.org", &code)
    };
    for _ in 0..6 {
        assert!(matches!(send(&stage, with("1234567890")).await, Err(Error::CommonPassword)));
        assert!(matches!(send(&stage, with("ada-lovelace")).await, Err(Error::PasswordIsYou)));
    }
    send(&stage, with(NEW)).await.unwrap();
}

#[tokio::test]
async fn of_two_at_the_same_moment_one_has_the_code() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let code = letter(&stage, &ada).await.code;
    let (a, b) = tokio::join!(
        send(&stage, typed(&stage, "ada@example.org", &code)),
        send(&stage, typed(&stage, "ada@example.org", &code))
    );
    let refused = if a.is_ok() { b } else { a };
    assert_eq!(refusal(refused), Refusal::ResetCodeWrong);
    assert_eq!(stage.events("accounts.password_reset").await, 1);
}

#[tokio::test]
async fn tokens_of_an_intruder_open_nothing_any_more() {
    let stage = Stage::new().await;
    let (ctx, ada, bob) = (&stage.ctx, stage.person("ada").await, stage.person("bob").await);
    let token = async |user: &User, name: &str| {
        let form = CreateToken { key: CommandKey(ctx.id()), name: name.into(), days: 7 };
        accounts::create_token(ctx, &stage.sudo(user), form).await.unwrap()
    };
    let (theirs, of_bob) = (token(&ada, "laptop").await, token(&bob, "laptop").await);
    let code = letter(&stage, &ada).await.code;
    let replaced = send(&stage, typed(&stage, "ada@example.org", &code)).await.unwrap();
    assert_eq!(replaced.revoked, ["laptop"]);
    assert!(accounts::person_of_token(ctx, &theirs).await.unwrap().is_none());
    assert!(accounts::person_of_token(ctx, &of_bob).await.unwrap().is_some());
    assert!(stage.deeds(ada.id).await.contains(&Deed::TokenRevoked));
}

#[tokio::test]
async fn while_strangers_try_passwords_the_code_opens_this_device() {
    let stage = Stage::with_real_limits().await;
    let ada = stage.person("ada").await;
    let code = letter(&stage, &ada).await.code;
    let device = send(&stage, typed(&stage, "ada@example.org", &code)).await.unwrap().device;
    while stage.ctx.limits.take(Limit::SignInByAccount, "ada@example.org").await.is_ok() {}
    assert!(!comes_in(&stage, NEW).await, "elsewhere");
    let origin = crate::Origin { device: device.map(Into::into), ..crate::Origin::default() };
    let form = SignIn { email: "ada@example.org".into(), password: NEW.into(), next: None };
    accounts::sign_in(&stage.ctx.clone().called_from(origin), &stage.visitor, form).await.unwrap();
}

#[tokio::test]
async fn an_address_that_an_intruder_asked_for_is_forgotten() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let change = ChangeEmail {
        key: CommandKey(stage.ctx.id()),
        email: "eve@example.org".into(),
        current_password: PASSWORD.into(),
    };
    accounts::change_email(&stage.ctx, &ada, change).await.unwrap();
    let code = letter(&stage, &ada).await.code;
    send(&stage, typed(&stage, "ada@example.org", &code)).await.unwrap();
    assert!(written(&stage, &ada, Purpose::Address).await.is_none());
}

#[tokio::test]
async fn a_new_password_leads_to_the_second_step_and_not_past_it() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    with_app(&stage, &ada).await;
    let half = crate::accounts::factors::testing::sign_in(&stage, "ada").await.half();
    let code = letter(&stage, &ada).await.code;
    send(&stage, typed(&stage, "ada@example.org", &code)).await.unwrap();
    let form = SignIn { email: "ada@example.org".into(), password: NEW.into(), next: None };
    let entry = accounts::sign_in(&stage.ctx, &stage.visitor, form).await.unwrap();
    assert!(matches!(entry, accounts::Entry::Half(_)));
    assert_eq!(accounts::factors::asked(&stage.ctx, &half).await.unwrap(), None, "the old password opens nothing");
}

#[tokio::test]
async fn a_wrong_code_of_somebody_known_is_noted_as_often_as_a_code_has_tries() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    letter(&stage, &ada).await;
    for _ in 0..8 {
        send(&stage, typed(&stage, "ada@example.org", "AAAA2222")).await.unwrap_err();
    }
    let refused = async || {
        let deeds = stage.deeds(ada.id).await;
        deeds.iter().filter(|deed| **deed == Deed::MailCodeRefused).count()
    };
    while refused().await < 5 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(refused().await, 5);
}

#[tokio::test]
async fn a_password_that_was_stolen_elsewhere_is_refused_and_costs_no_try() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let letter = letter(&stage, &ada).await;
    let informed = Ctx { breached: StolenList::of(&[NEW]).open().unwrap(), ..stage.ctx.clone() };
    for _ in 0..6 {
        let stolen = reset_password(&informed, &stage.visitor, typed(&stage, "ada@example.org", &letter.code)).await;
        assert!(matches!(stolen, Err(Error::StolenPassword)));
    }
    let other = ResetPassword {
        password: "six plain words of another day".into(),
        ..typed(&stage, "ada@example.org", &letter.code)
    };
    reset_password(&informed, &stage.visitor, other).await.unwrap();
}
