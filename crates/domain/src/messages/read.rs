use contract::{ConversationId, UserId};

use crate::Ctx;

/// What is there up to this number has been read.
pub(super) async fn mark_read(ctx: &Ctx, id: ConversationId, reader: UserId, number: i32) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE messages.seat s SET read_number = $3,
             unread = (SELECT count(*)::int FROM messages.message m
                       WHERE m.conversation_id = $1 AND m.number > $3 AND m.author_id <> $2)
         WHERE s.conversation_id = $1 AND s.person_id = $2 AND s.read_number < $3",
        id.0,
        reader.0,
        number,
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}
