//! Tutors in each stage of becoming one.

use contract::{
    CommandKey, Refusal,
    tutors::{AddSpecialty, EditProfile, Level},
};

use super::{Error, add_specialty, application::testing::approve_directly, edit_profile};
use crate::{Ctx, accounts::User, testing::Stage};

/// Someone with a profile that is not open yet.
pub(crate) async fn new_tutor(stage: &Stage, handle: &str) -> User {
    let user = stage.person(handle).await;
    edit_profile(&stage.ctx, &user, edit(&stage.ctx, false)).await.unwrap();
    user
}

/// Someone whose page is open and who teaches these subjects at school level, for 35 euros.
pub(crate) async fn open_tutor(stage: &Stage, handle: &str, subjects: &[&str]) -> User {
    let user = new_tutor(stage, handle).await;
    for subject in subjects {
        add_specialty(&stage.ctx, &user, specialty(&stage.ctx, subject)).await.unwrap();
    }
    approve_directly(&stage.ctx, &user).await;
    edit_profile(&stage.ctx, &user, edit(&stage.ctx, true)).await.unwrap();
    user
}

pub(crate) fn edit(ctx: &Ctx, published: bool) -> EditProfile {
    EditProfile {
        key: CommandKey(ctx.id()),
        headline: "Patient lessons".into(),
        about: "I explain things until they are clear, with many examples.".into(),
        price_minor: 3500,
        currency: "EUR".into(),
        session_minutes: 60,
        buffer_minutes: 10,
        notice_hours: 12,
        languages: vec!["am".into(), "en".into()],
        published,
    }
}

pub(crate) fn specialty(ctx: &Ctx, subject: &str) -> AddSpecialty {
    AddSpecialty { key: CommandKey(ctx.id()), subject: subject.into(), level: Level::School, evidence: String::new() }
}

pub(crate) fn refusal<T>(answer: Result<T, Error>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        Err(other) => panic!("refused differently: {other}"),
        Ok(_) => panic!("must be refused"),
    }
}
