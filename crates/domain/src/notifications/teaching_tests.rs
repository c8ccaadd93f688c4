use contract::tutors::EditProfile;

use crate::{
    accounts::Role,
    testing::Stage,
    tutors::{
        application::{
            approve, approve_change, ask_changes, case, decline, decline_change, lift, submit, suspend,
            testing::{apply, no, reason, seen, submitted, wish, yes},
        },
        edit_profile,
        testing::{edit, open_tutor},
    },
};

/// The subject lines that went to somebody, and the words that were quoted.
async fn told(stage: &Stage) -> Vec<(String, bool)> {
    let mails = stage.deliver().await;
    assert!(mails.iter().all(|mail| mail.to_address == "ada@example.org"), "nobody else hears of it");
    mails.into_iter().map(|mail| (mail.subject, mail.text.contains("The moderator wrote:"))).collect()
}

fn one(subject: &str, quoted: bool) -> Vec<(String, bool)> {
    vec![(subject.to_owned(), quoted)]
}

#[tokio::test]
async fn an_applicant_hears_of_each_answer_with_its_words() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, submitted(&stage, "ada").await);
    let mia = stage.with_role("mia", Role::Moderator).await;
    stage.deliver().await;
    ask_changes(ctx, &mia, "ada", wish(ctx, seen(ctx, &mia, "ada").await)).await.unwrap();
    let mails = stage.deliver().await;
    assert_eq!(mails[0].subject, "Your application to teach: one more thing");
    for part in ["before they decide: Evidence.", "Please say where you studied.", "/teach/apply"] {
        assert!(mails[0].text.contains(part), "{}", mails[0].text);
    }
    submit(ctx, &ada, apply(ctx)).await.unwrap();
    assert_eq!(told(&stage).await, [], "sending it is told to nobody");
    decline(ctx, &mia, "ada", no(ctx, seen(ctx, &mia, "ada").await)).await.unwrap();
    assert_eq!(told(&stage).await, one("Your application to teach was declined", true));
    ctx.clock.advance(chrono::TimeDelta::days(30));
    submit(ctx, &ada, apply(ctx)).await.unwrap();
    approve(ctx, &mia, "ada", yes(ctx, seen(ctx, &mia, "ada").await)).await.unwrap();
    assert_eq!(told(&stage).await, one("You may teach at TutorForge", false));
}

#[tokio::test]
async fn a_tutor_hears_what_becomes_of_a_change_and_of_the_page() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
    let mia = stage.with_role("mia", Role::Moderator).await;
    stage.deliver().await;
    let risky = || EditProfile { headline: "All on www.cheaper.example".into(), ..edit(ctx, true) };
    for subject in ["What you changed of your page was not approved", "What you changed is public"] {
        edit_profile(ctx, &ada, risky()).await.unwrap();
        let seen = case(ctx, &mia, "ada").await.unwrap().application.change.unwrap().version;
        if subject.contains("not") {
            decline_change(ctx, &mia, "ada", no(ctx, seen)).await.unwrap();
        } else {
            approve_change(ctx, &mia, "ada", yes(ctx, seen)).await.unwrap();
        }
        assert_eq!(told(&stage).await, one(subject, subject.contains("not")));
    }
    suspend(ctx, &mia, "ada", reason(ctx)).await.unwrap();
    assert_eq!(told(&stage).await, one("Your page as a tutor is suspended", true));
    lift(ctx, &mia, "ada", reason(ctx)).await.unwrap();
    assert_eq!(told(&stage).await, one("Your page as a tutor is no longer suspended", true));
}
