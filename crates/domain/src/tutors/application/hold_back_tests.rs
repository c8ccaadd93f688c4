use contract::{CommandKey, Refusal, tutors::Withdraw};

use super::*;
use crate::{
    testing::Stage,
    tutors::{
        add_specialty,
        application::{Admission, Change, Risk, approve_change, my_application, take_back, testing::yes},
        edit_profile, my_teaching, profile,
        testing::{edit, new_tutor, open_tutor, specialty},
    },
};

const RISKY: &str = "Patient lessons, write to ada@cheaper.example";

fn risky(ctx: &Ctx) -> EditProfile {
    EditProfile { headline: RISKY.into(), ..edit(ctx, true) }
}

async fn public_headline(ctx: &Ctx) -> String {
    profile(ctx, "ada", None).await.unwrap().unwrap().headline
}

async fn waits(ctx: &Ctx, user: &User) -> Option<Change> {
    my_application(ctx, user).await.unwrap().change
}

#[tokio::test]
async fn others_see_the_old_words_and_the_tutor_sees_both() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
    let form = EditProfile { currency: "ETB".into(), ..risky(ctx) };
    assert_eq!(edit_profile(ctx, &ada, form.clone()).await.unwrap(), Seen::ByModerators);
    assert_eq!(public_headline(ctx).await, "Patient lessons");
    assert_eq!(
        profile(ctx, "ada", None).await.unwrap().unwrap().currency,
        "ETB",
        "what is not risky is public at once"
    );
    let change = waits(ctx, &ada).await.unwrap();
    assert_eq!((change.headline.as_deref(), change.about.as_deref()), (Some(RISKY), None));
    assert_eq!((change.old_headline.as_str(), change.risks.as_slice()), ("Patient lessons", &[Risk::Email][..]));
    let form_shows = my_teaching(ctx, &ada).await.unwrap().profile.unwrap().headline;
    assert_eq!(form_shows, RISKY, "the form keeps what was typed");
    edit_profile(ctx, &ada, form).await.expect("has had its effect");
}

#[tokio::test]
async fn the_same_again_keeps_its_place_and_other_words_take_it() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
    edit_profile(ctx, &ada, risky(ctx)).await.unwrap();
    let first = waits(ctx, &ada).await.unwrap();
    ctx.clock.advance(chrono::TimeDelta::hours(1));
    edit_profile(ctx, &ada, risky(ctx)).await.unwrap();
    assert_eq!(waits(ctx, &ada).await.unwrap(), first);
    let other = EditProfile { headline: "Patient lessons on www.cheaper.example".into(), ..edit(ctx, true) };
    edit_profile(ctx, &ada, other).await.unwrap();
    let second = waits(ctx, &ada).await.unwrap();
    assert!(second.version != first.version && second.since > first.since);
    let harmless = EditProfile { headline: "Very patient lessons".into(), ..edit(ctx, true) };
    assert_eq!(edit_profile(ctx, &ada, harmless).await.unwrap(), Seen::ByAll);
    assert_eq!((public_headline(ctx).await.as_str(), waits(ctx, &ada).await), ("Very patient lessons", None));
}

#[tokio::test]
async fn a_new_subject_waits_and_one_that_is_there_does_not() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
    assert_eq!(add_specialty(ctx, &ada, specialty(ctx, "algebra")).await.unwrap(), Seen::ByAll);
    assert_eq!(waits(ctx, &ada).await, None);
    for _ in 0..2 {
        assert_eq!(add_specialty(ctx, &ada, specialty(ctx, "physics")).await.unwrap(), Seen::ByModerators);
    }
    let change = waits(ctx, &ada).await.unwrap();
    assert_eq!(change.subjects.iter().map(|s| s.subject.as_str()).collect::<Vec<_>>(), ["physics"]);
    let page = profile(ctx, "ada", None).await.unwrap().unwrap();
    assert_eq!(page.specialties.len(), 1);
    let unknown = add_specialty(ctx, &ada, specialty(ctx, "alchemy")).await;
    assert!(matches!(unknown, Err(Error::UnknownSubject)));
    edit_profile(ctx, &ada, risky(ctx)).await.unwrap();
    edit_profile(ctx, &ada, edit(ctx, true)).await.unwrap();
    let left = waits(ctx, &ada).await.unwrap();
    assert_eq!((left.headline, left.subjects.len()), (None, 1), "the words are as they were; the subject still waits");
}

#[tokio::test]
async fn what_waits_is_taken_back_once() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
    edit_profile(ctx, &ada, risky(ctx)).await.unwrap();
    let form = Withdraw { key: CommandKey(ctx.id()) };
    for _ in 0..2 {
        take_back(ctx, &ada, form.clone()).await.unwrap();
    }
    take_back(ctx, &ada, Withdraw { key: CommandKey(ctx.id()) }).await.expect("nothing waits, and nothing is wrong");
    assert_eq!(waits(ctx, &ada).await, None);
    let steps = my_application(ctx, &ada).await.unwrap().steps;
    assert_eq!(steps.iter().filter(|step| step.happened == "change_taken_back").count(), 1);
    let bob = stage.person("bob").await;
    assert!(matches!(take_back(ctx, &bob, form).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn nothing_waits_before_the_approval_and_nowhere_where_teaching_is_open() {
    let mut stage = Stage::new().await;
    let ada = new_tutor(&stage, "ada").await;
    let closed = EditProfile { published: false, ..risky(&stage.ctx) };
    assert_eq!(edit_profile(&stage.ctx, &ada, closed).await.unwrap(), Seen::ByAll, "nobody sees it yet");
    let early = edit_profile(&stage.ctx, &ada, risky(&stage.ctx)).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::NoSpecialty | Refusal::ApprovalFirst))));
    stage.ctx.admission = Admission::Open;
    let bob = open_tutor(&stage, "bob", &["algebra"]).await;
    assert_eq!(edit_profile(&stage.ctx, &bob, risky(&stage.ctx)).await.unwrap(), Seen::ByAll);
    assert_eq!(add_specialty(&stage.ctx, &bob, specialty(&stage.ctx, "law")).await.unwrap(), Seen::ByAll);
}

#[tokio::test]
async fn a_video_waits_and_goes_at_once_when_it_is_taken_away() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, open_tutor(&stage, "ada", &["algebra"]).await);
    let with = |video: &str| EditProfile { video: video.into(), ..edit(ctx, true) };
    let (first, second) = ("https://videos.example.org/ada", "https://videos.example.org/ada-2");
    let public = async || profile(ctx, "ada", None).await.unwrap().unwrap().video;
    assert_eq!(edit_profile(ctx, &ada, with(first)).await.unwrap(), Seen::ByModerators);
    assert_eq!(public().await, "");
    assert_eq!(my_teaching(ctx, &ada).await.unwrap().profile.unwrap().video, first, "the form keeps what was typed");

    let change = waits(ctx, &ada).await.unwrap();
    assert_eq!((change.video.as_deref(), change.risks.as_slice()), (Some(first), &[Risk::Link][..]));
    let mia = stage.with_role("mia", crate::accounts::Role::Moderator).await;
    approve_change(ctx, &mia, "ada", yes(ctx, change.version)).await.unwrap();
    assert_eq!(public().await, first);
    assert_eq!(edit_profile(ctx, &ada, with(first)).await.unwrap(), Seen::ByAll, "it is public already");
    assert_eq!(edit_profile(ctx, &ada, with(second)).await.unwrap(), Seen::ByModerators);
    assert_eq!(edit_profile(ctx, &ada, with("")).await.unwrap(), Seen::ByAll);
    assert_eq!((public().await.as_str(), waits(ctx, &ada).await), ("", None));
}
