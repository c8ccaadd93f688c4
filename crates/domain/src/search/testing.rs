//! A few tutors that are easy to tell apart.

use contract::{
    CommandKey,
    tutors::{AddSpecialty, EditProfile, FirstLesson, Level},
};

use super::rebuild_all;
use crate::{
    accounts::{self, NewPerson, Role, User},
    testing::{PASSWORD, Stage},
    tutors::{add_specialty, application::testing::approve_directly, edit_profile, testing::edit},
};

/// Ada teaches algebra at school, in English and Amharic, for 20. Zoë Müller teaches analysis at universities, in
/// German, for 40. Bob teaches JavaScript to professionals, in English, for 60.
pub(super) async fn library() -> Stage {
    let stage = Stage::new().await;
    teaches(&stage, "ada", "Ada Lovelace", ("algebra", Level::School), 2000, &["am", "en"]).await;
    teaches(&stage, "zoe", "Zoë Müller", ("analysis", Level::University), 4000, &["de"]).await;
    teaches(&stage, "bob", "Bob Tesfaye", ("javascript", Level::Professional), 6000, &["en"]).await;
    rebuild_all(&stage.ctx, |_| ()).await.unwrap();
    stage
}

pub(super) async fn teaches(
    stage: &Stage,
    handle: &str,
    name: &str,
    (subject, level): (&str, Level),
    price_minor: i64,
    languages: &[&str],
) -> User {
    let ctx = &stage.ctx;
    let person = NewPerson {
        email: format!("{handle}@example.org"),
        handle: handle.into(),
        name: name.into(),
        about: String::new(),
        zone: "UTC".into(),
        password: PASSWORD.into(),
        role: Role::Member,
    };
    let id = accounts::create(ctx, person).await.unwrap();
    let user = accounts::user(ctx, id).await.unwrap().unwrap();
    let languages: Vec<String> = languages.iter().map(|code| (*code).to_owned()).collect();
    let lesson = edit(ctx, false).lesson.map(|lesson| FirstLesson { price_minor, ..lesson });
    let form = |published| EditProfile { lesson: lesson.clone(), languages: languages.clone(), ..edit(ctx, published) };
    edit_profile(ctx, &user, form(false)).await.unwrap();
    let specialty = AddSpecialty { key: CommandKey(ctx.id()), subject: subject.into(), level, evidence: String::new() };
    add_specialty(ctx, &user, specialty).await.unwrap();
    approve_directly(ctx, &user).await;
    edit_profile(ctx, &user, form(true)).await.unwrap();
    user
}
