//! Mails about the account itself: what they say, to whom, and when.

use std::sync::Arc;

use async_trait::async_trait;
use contract::{
    CommandKey,
    accounts::{AskReset, ChangeEmail, ChangePassword, ConfirmAddress, ResetPassword, SendAgain, SignIn},
};

use super::{SendMail, testing::a_run};
use crate::{
    accounts::{self, BeginReset, testing::newcomer},
    audit::Deed,
    jobs::{Job, JobError},
    ports::{Limit, Mail, MailError, Mailer},
    testing::{PASSWORD, Stage},
};

const NEW: &str = "five even quieter words here";

fn key(stage: &Stage) -> CommandKey {
    CommandKey(stage.ctx.id())
}

/// The code as it is read, and the link's letter and code.
fn code_of(mail: &Mail, page: &str) -> (String, ConfirmAddress) {
    let line = mail.text.lines().find_map(|line| line.strip_prefix("Code: ")).expect("a code");
    let start = format!("https://tutors.example.org{page}?letter=");
    let at = mail.text.find(&start).expect("a link") + start.len();
    let (letter, code) = mail.text[at..].lines().next().unwrap().split_once("&code=").unwrap();
    assert_eq!(line.replace('-', ""), code, "text and link say the same");
    assert!(mail.html.contains(line), "{}", mail.html);
    assert!(mail.html.contains(&format!("{page}?letter={letter}&#38;code={code}")), "{}", mail.html);
    let form =
        ConfirmAddress { key: CommandKey(uuid::Uuid::nil()), letter: Some(letter.parse().unwrap()), code: code.into() };
    (line.to_owned(), form)
}

async fn asks_for_reset(stage: &Stage, email: &str) -> Vec<Mail> {
    let form = AskReset { key: key(stage), email: email.into() };
    accounts::ask_reset(&stage.ctx, &stage.visitor, form).await.unwrap();
    for job in stage.take::<BeginReset>() {
        job.run(&stage.ctx, &a_run()).await.unwrap();
    }
    stage.deliver().await
}

#[tokio::test]
async fn a_newcomer_gets_one_mail_with_code_and_link() {
    let stage = Stage::new().await;
    let ada = newcomer(&stage, "ada").await;
    let mails = stage.deliver().await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!((mail.to_address.as_str(), mail.subject.as_str()), ("ada@example.org", "Welcome to TutorForge, ADA"));
    let (_, form) = code_of(mail, "/verify");
    accounts::confirm_address(&stage.ctx, &stage.visitor, None, form).await.unwrap();
    assert!(accounts::user(&stage.ctx, ada.id).await.unwrap().unwrap().verify_by.is_none());
}

#[tokio::test]
async fn a_mail_that_is_asked_for_again_has_another_code() {
    let stage = Stage::new().await;
    let ada = newcomer(&stage, "ada").await;
    let first = code_of(&stage.deliver().await[0], "/verify");
    accounts::send_again(&stage.ctx, &ada, SendAgain { key: key(&stage) }).await.unwrap();
    let mails = stage.deliver().await;
    assert_eq!(mails.iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(), ["Your code for TutorForge"]);
    let second = code_of(&mails[0], "/verify");
    assert_ne!(first.0, second.0);
    accounts::confirm_address(&stage.ctx, &stage.visitor, None, first.1).await.unwrap_err();
    accounts::confirm_address(&stage.ctx, &stage.visitor, None, second.1).await.unwrap();
}

#[tokio::test]
async fn a_code_is_good_if_its_mail_went_out_and_a_later_run_leaves_it_alone() {
    let mut stage = Stage::new().await;
    newcomer(&stage, "ada").await;
    let jobs: Vec<SendMail> = stage.react().await;
    stage.ctx.mailer = Arc::new(Away);
    assert!(matches!(jobs[0].clone().run(&stage.ctx, &a_run()).await, Err(JobError::Retry(_))));
    let hash = async |stage: &Stage| {
        sqlx::query_scalar::<_, Option<String>>("SELECT hash FROM accounts.code")
            .fetch_one(&stage.ctx.db)
            .await
            .unwrap()
    };
    assert_eq!(hash(&stage).await, None);
    stage.ctx.mailer = stage.mails.clone();
    jobs[0].clone().run(&stage.ctx, &a_run()).await.unwrap();
    let sent = hash(&stage).await;
    jobs[0].clone().run(&stage.ctx, &a_run()).await.unwrap();
    assert!(sent.is_some() && hash(&stage).await == sent);
    assert_eq!(stage.deliver().await.len(), 1);
}

#[tokio::test]
async fn another_address_is_written_to_and_the_old_one_is_warned_at_once() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let form = ChangeEmail { key: key(&stage), email: "new@example.org".into(), current_password: PASSWORD.into() };
    accounts::change_email(&stage.ctx, &ada, form).await.unwrap();
    let mails = stage.deliver().await;
    let [old, new] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!((old.to_address.as_str(), new.to_address.as_str()), ("ada@example.org", "new@example.org"));
    assert!(old.text.contains("If it was not you") && old.text.contains("https://tutors.example.org/reset\n"));
    assert!(!old.text.contains("Code: "), "the old address cannot confirm the new one");
    let (_, form) = code_of(new, "/verify");
    accounts::confirm_address(&stage.ctx, &stage.visitor, Some(&ada), form).await.unwrap();
    assert!(stage.deliver().await.is_empty());
}

#[tokio::test]
async fn the_owner_of_an_address_hears_that_somebody_tried_it_and_not_who() {
    let stage = Stage::new().await;
    let (ada, _bob) = (stage.person("ada").await, stage.person("bob").await);
    let form = ChangeEmail { key: key(&stage), email: "bob@example.org".into(), current_password: PASSWORD.into() };
    accounts::change_email(&stage.ctx, &ada, form).await.unwrap();
    let mails = stage.deliver().await;
    let told = mails.iter().find(|mail| mail.to_address == "bob@example.org").unwrap();
    assert!(told.text.starts_with("Hello BOB,\n\nSomebody asked to use this address for another account."));
    assert!(!told.text.contains("Code: ") && !told.text.to_lowercase().contains("ada"), "{}", told.text);
}

#[tokio::test]
async fn a_reset_is_mailed_to_who_has_an_account_and_its_end_is_told() {
    let stage = Stage::new().await;
    stage.person("ada").await;
    assert!(asks_for_reset(&stage, "nobody@example.org").await.is_empty());
    let mails = asks_for_reset(&stage, "ada@example.org").await;
    assert_eq!(mails[0].subject, "Choose a new password for TutorForge");
    let (_, ConfirmAddress { letter, code, .. }) = code_of(&mails[0], "/reset");
    let form = ResetPassword { key: key(&stage), letter, email: String::new(), code, password: NEW.into() };
    accounts::reset_password(&stage.ctx, &stage.visitor, form).await.unwrap();
    let mails = stage.deliver().await;
    assert_eq!(mails[0].subject, "Your password at TutorForge was replaced");
    assert!(mails[0].text.contains("Every session has ended") && mails[0].text.contains("were revoked"));
}

#[tokio::test]
async fn a_changed_password_is_told_to_its_owner() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let form = ChangePassword { key: key(&stage), current_password: PASSWORD.into(), password: NEW.into() };
    accounts::change_password(&stage.ctx, &ada, form).await.unwrap();
    let mails = stage.deliver().await;
    assert_eq!(mails[0].subject, "Your password at TutorForge was changed");
    assert!(mails[0].text.contains("choose a new password: https://tutors.example.org/reset\n"), "{}", mails[0].text);
}

#[tokio::test]
async fn whose_password_is_guessed_at_hears_what_they_can_do() {
    let stage = Stage::with_real_limits().await;
    let ada = stage.person("ada").await;
    while stage.ctx.limits.take(Limit::SignInByAccount, "ada@example.org").await.is_ok() {}
    let form = SignIn { email: "ada@example.org".into(), password: "not this one".into(), next: None };
    accounts::sign_in(&stage.ctx, &stage.visitor, form).await.unwrap_err();
    stage.until_noted(ada.id, Deed::PasswordsTried).await;
    let mails = stage.deliver().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        (mails[0].to_address.as_str(), mails[0].subject.as_str()),
        ("ada@example.org", "Somebody tried many passwords for your account")
    );
    assert!(mails[0].text.contains("https://tutors.example.org/reset\n"), "{}", mails[0].text);
}

/// A post office that is closed.
struct Away;

#[async_trait]
impl Mailer for Away {
    async fn send(&self, _: &Mail) -> Result<(), MailError> {
        Err(MailError::Unavailable("421".into()))
    }
}
