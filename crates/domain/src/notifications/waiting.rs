//! What waits to be read, as its mail tells of it.

use contract::{ConversationId, UserId};

use crate::{Ctx, jobs::JobError};

/// Messages of one person to another that are not read yet.
pub(super) struct Waiting {
    pub from: String,
    pub handle: String,
    pub count: i32,
    /// The latest.
    pub text: String,
}

/// `None` if it was read in the meantime.
pub(super) async fn waiting(ctx: &Ctx, id: ConversationId, reader: UserId) -> Result<Option<Waiting>, JobError> {
    let row = sqlx::query!(
        r#"SELECT w.unread AS "count!", w.text AS "text!", p.name AS "name!", p.handle AS "handle!"
           FROM messages.public_waiting w JOIN accounts.public_person p ON p.id = w.other_id
           WHERE w.conversation_id = $1 AND w.person_id = $2 AND w.unread > 0"#,
        id.0,
        reader.0,
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| Waiting { from: row.name, handle: row.handle, count: row.count, text: row.text }))
}
