//! What a moderator said to somebody who teaches or wants to, as its mail tells of it.

use contract::{UserId, tutors::Part};

use crate::{Ctx, jobs::JobError};

/// The words of a moderator, and the parts that they are about.
pub(super) struct Answer {
    pub note: String,
    pub parts: Vec<Part>,
}

impl Answer {
    /// `None` if nothing was written with it.
    pub(super) fn quote(&self) -> Option<(String, String)> {
        (!self.note.is_empty()).then(|| ("The moderator".to_owned(), self.note.clone()))
    }
}

/// The latest of that kind. `None` if the application is gone.
pub(super) async fn answer(ctx: &Ctx, tutor: UserId, happened: &str) -> Result<Option<Answer>, JobError> {
    let row = sqlx::query!(
        r#"SELECT note AS "note!", parts AS "parts!" FROM tutors.public_step
           WHERE person_id = $1 AND happened = $2 ORDER BY number DESC LIMIT 1"#,
        tutor.0,
        happened,
    )
    .fetch_optional(&ctx.db)
    .await?;
    let parts = |names: Vec<String>| names.iter().filter_map(|name| name.parse().ok()).collect();
    Ok(row.map(|row| Answer { note: row.note, parts: parts(row.parts) }))
}
