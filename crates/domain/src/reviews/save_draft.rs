use contract::{CommandKey, SubmissionId, reviews::SaveDraft};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    Error, change_draft,
    draft::{Draft, Saved},
};
use crate::{Ctx, accounts::User};

/// Characters of the link to what is not listed: more than 128 bits.
const LINK: usize = 22;

/// Keeps code as a draft that its author alone sees. Sent twice, it is one draft, and what was sent last stands in it.
///
/// # Errors
/// `Invalid` at `text`, `upload` or `language`; `TooOften`; `AlreadyPublished` if the draft of this form is one no longer.
pub async fn save_draft(ctx: &Ctx, user: &User, form: SaveDraft) -> Result<Saved, Error> {
    let key = (!form.key.0.is_nil()).then_some(form.key.0);
    let draft = Draft::read(ctx, user, form).await?;
    let mut tx = ctx.begin().await?;
    let id = SubmissionId(ctx.id());
    if !insert(ctx, &mut tx, user, id, key, &draft).await? {
        tx.rollback().await?;
        return save_again(ctx, user, key, draft).await;
    }
    draft.fill(ctx, &mut tx, user, id).await?;
    tx.commit().await?;
    Ok(draft.saved_as(id))
}

/// `false` if this very form has made its draft already.
async fn insert(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    id: SubmissionId,
    key: Option<Uuid>,
    draft: &Draft,
) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query!(
        "INSERT INTO reviews.submission (id, author_id, title, ask, language, level, urgency, visibility, link, anonymous,
                                         seats, state, iteration, turn, turn_since, queued_at, request_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'draft', 1, 'reviewer', $12, $12, $13, $12)
         ON CONFLICT (author_id, request_key) DO NOTHING",
        id.0,
        user.id.0,
        draft.ask.title,
        draft.ask.ask,
        draft.language.id,
        draft.ask.level.as_str(),
        draft.ask.urgency.as_str(),
        draft.ask.visibility.as_str(),
        ctx.unguessable(LINK),
        draft.ask.anonymous,
        draft.seats(),
        ctx.now(),
        key,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The form comes once more: a second click, or its author went back and changed it. The last word counts.
async fn save_again(ctx: &Ctx, user: &User, key: Option<Uuid>, draft: Draft) -> Result<Saved, Error> {
    let id = sqlx::query_scalar!(
        "SELECT id FROM reviews.submission WHERE author_id = $1 AND request_key = $2",
        user.id.0,
        key
    )
    .fetch_optional(&ctx.db)
    .await?
    .map(SubmissionId)
    .ok_or(Error::NotFound)?;
    change_draft::rewrite(ctx, user, id, CommandKey(Uuid::nil()), draft).await
}

#[cfg(test)]
#[path = "save_draft_tests.rs"]
mod tests;
