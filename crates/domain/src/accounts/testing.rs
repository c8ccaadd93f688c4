//! What the tests of letters stand on.

use contract::{CommandKey, accounts::SignUp};

use super::{
    Error, User,
    codes::{self, Purpose, Written},
    sessions::{self, Seat, Stored},
    sign_up,
};
use crate::testing::{PASSWORD, Stage};

/// Somebody who has just signed up, and whose address is `<handle>@example.org`.
pub(crate) async fn newcomer(stage: &Stage, handle: &str) -> User {
    join(stage, handle).await.unwrap()
}

/// Tries to sign up with that handle.
pub(crate) async fn join(stage: &Stage, handle: &str) -> Result<User, Error> {
    let form = SignUp {
        key: CommandKey(stage.ctx.id()),
        email: format!("{handle}@example.org"),
        handle: handle.into(),
        name: handle.to_uppercase(),
        password: PASSWORD.into(),
        zone: "UTC".into(),
    };
    Ok(sign_up(&stage.ctx, &stage.visitor, form).await?.whole())
}

/// The letter that the mail's job would write now.
pub(super) async fn written(stage: &Stage, user: &User, purpose: Purpose) -> Option<Written> {
    let fresh = codes::Fresh::make(&stage.ctx).await.unwrap();
    let mut conn = stage.ctx.db.acquire().await.unwrap();
    codes::write_code(&stage.ctx, &mut conn, user.id, purpose, fresh).await.unwrap()
}

/// A code that is certainly another one.
pub(super) fn another(code: &str) -> String {
    let first = if code.starts_with('A') { "B" } else { "A" };
    format!("{first}{}", &code[1..])
}

pub(super) fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> contract::Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// The same person, in a session that begins now.
pub(super) async fn session(stage: &Stage, id: &str, person: &User) -> User {
    let seat = Seat::new(&stage.ctx);
    let seated = person.clone().in_session(seat.id, None);
    let stored = Stored { id: id.into(), person: person.id, seat, body: serde_json::json!({}) };
    assert!(sessions::insert(&stage.ctx, &stored).await.unwrap());
    seated
}

/// Sessions of theirs that have not ended.
pub(super) async fn sessions_of(stage: &Stage, person: &User) -> usize {
    sessions::mine(&stage.ctx, person).await.unwrap().len()
}

/// The same person, had they never confirmed their address and joined a day ago.
pub(crate) async fn unverified(stage: &Stage, user: &User) -> User {
    sqlx::query("UPDATE accounts.person SET verified_at = NULL, created_at = $2 WHERE id = $1")
        .bind(user.id.0)
        .bind(stage.ctx.now() - super::model::GRACE)
        .execute(&stage.ctx.db)
        .await
        .unwrap();
    super::user(&stage.ctx, user.id).await.unwrap().unwrap()
}
