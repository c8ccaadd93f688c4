use contract::{CommandKey, Refusal, accounts::ConfirmAddress};

use super::*;
use crate::{
    accounts::{
        self,
        codes::About,
        providers::testing::Scene,
        testing::{newcomer, refusal, written},
    },
    testing::{PASSWORD, Stage},
};

fn form(ctx: &Ctx, email: &str) -> ChangeEmail {
    ChangeEmail { key: CommandKey(ctx.id()), email: email.into(), current_password: PASSWORD.into() }
}

async fn address(ctx: &Ctx, user: &User) -> String {
    let email = sqlx::query_scalar("SELECT email FROM accounts.person WHERE id = $1").bind(user.id.0);
    email.fetch_one(&ctx.db).await.unwrap()
}

async fn confirm(stage: &Stage, user: &User, code: String) -> Result<(), Error> {
    let form = ConfirmAddress { key: CommandKey(stage.ctx.id()), letter: None, code };
    accounts::confirm_address(&stage.ctx, &stage.visitor, Some(user), form).await
}

#[tokio::test]
async fn the_address_changes_when_it_is_confirmed_and_not_before() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
    let asked = form(ctx, "new@example.org");
    change_email(ctx, &ada, asked.clone()).await.unwrap();
    change_email(ctx, &ada, asked).await.unwrap();
    assert_eq!(stage.events("accounts.email_change_asked").await, 1);
    assert_eq!(address(ctx, &ada).await, "ada@example.org");
    assert_eq!(accounts::waiting_address(ctx, &ada).await.unwrap().as_deref(), Some("new@example.org"));

    let letter = written(&stage, &ada, Purpose::Address).await.unwrap();
    assert_eq!((letter.about, letter.address.as_str()), (About::Next, "new@example.org"));
    confirm(&stage, &ada, letter.code).await.unwrap();
    assert_eq!(address(ctx, &ada).await, "new@example.org");
    assert_eq!(stage.events("accounts.email_changed").await, 1);
    assert_eq!(accounts::waiting_address(ctx, &ada).await.unwrap(), None);
}

#[tokio::test]
async fn the_password_is_asked_for_and_the_address_must_be_another() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
    let wrong = ChangeEmail { current_password: "not this one".into(), ..form(ctx, "new@example.org") };
    assert!(matches!(change_email(ctx, &ada, wrong).await, Err(Error::WrongPassword)));
    assert!(matches!(change_email(ctx, &ada, form(ctx, "ada@example.org")).await, Err(Error::SameAddress)));
    assert_eq!(stage.events("accounts.email_change_asked").await, 0);
}

#[tokio::test]
async fn a_taken_address_is_answered_like_any_other_and_never_given() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
    stage.person("bob").await;
    change_email(ctx, &ada, form(ctx, "bob@example.org")).await.unwrap();
    let letter = written(&stage, &ada, Purpose::Address).await.unwrap();
    assert_eq!((letter.about, letter.to.as_str(), letter.code.as_str()), (About::Taken, "BOB", ""));
    assert_eq!(refusal(confirm(&stage, &ada, "AAAAAAAA".into()).await), Refusal::CodeWrong);
    assert_eq!(refusal(confirm(&stage, &ada, String::new()).await), Refusal::CodeWrong);
    assert_eq!(address(ctx, &ada).await, "ada@example.org");
}

#[tokio::test]
async fn of_two_who_confirm_one_address_the_first_has_it() {
    let stage = Stage::new().await;
    let (ctx, ada, bob) = (&stage.ctx, stage.person("ada").await, stage.person("bob").await);
    let mut codes = Vec::new();
    for person in [&ada, &bob] {
        change_email(ctx, person, form(ctx, "new@example.org")).await.unwrap();
        codes.push(written(&stage, person, Purpose::Address).await.unwrap().code);
    }
    let [first, second] = [codes.remove(0), codes.remove(0)];
    let (a, b) = tokio::join!(confirm(&stage, &ada, first), confirm(&stage, &bob, second));
    let refused = if a.is_ok() { b } else { a };
    assert_eq!(refusal(refused), Refusal::AddressTaken);
    assert_eq!(stage.events("accounts.email_changed").await, 1);
}

#[tokio::test]
async fn who_mistyped_the_address_when_joining_puts_it_right() {
    let stage = Stage::new().await;
    let ada = newcomer(&stage, "ada").await;
    change_email(&stage.ctx, &ada, form(&stage.ctx, "right@example.org")).await.unwrap();
    let code = written(&stage, &ada, Purpose::Address).await.unwrap().code;
    confirm(&stage, &ada, code).await.unwrap();
    assert!(accounts::user(&stage.ctx, ada.id).await.unwrap().unwrap().verify_by.is_none());
}

#[tokio::test]
async fn a_password_is_guessed_ten_times() {
    let stage = Stage::with_real_limits().await;
    let ada = stage.person("ada").await;
    let wrong = || ChangeEmail { current_password: "no".into(), ..form(&stage.ctx, "new@example.org") };
    for _ in 0..10 {
        assert!(matches!(change_email(&stage.ctx, &ada, wrong()).await, Err(Error::WrongPassword)));
    }
    assert!(matches!(change_email(&stage.ctx, &ada, wrong()).await, Err(Error::TooOften(_))));
}

#[tokio::test]
async fn who_has_no_password_shows_otherwise_that_it_is_them() {
    let scene = Scene::new().await;
    let (ctx, ada) = (&scene.stage.ctx, scene.joined("ada").await);
    let sudo = scene.sudo(&ada).await;
    let asked = ChangeEmail { current_password: String::new(), ..form(ctx, "new@example.org") };
    assert_eq!(refusal(change_email(ctx, &ada, asked.clone()).await), Refusal::SudoFirst);
    change_email(ctx, &sudo, asked).await.unwrap();
    let letter = written(&scene.stage, &ada, Purpose::Address).await.unwrap();
    confirm(&scene.stage, &ada, letter.code).await.unwrap();
    assert_eq!(address(ctx, &ada).await, "new@example.org");
}
