use contract::{Refusal, messages::ReportMessage};

use super::{Error, Event, write::pair};
use crate::{
    Ctx,
    accounts::{self, User},
    events, outbox,
};

/// Asks moderators to look at a message of the other side. Once is enough: a second report of the same message by the same
/// person changes nothing.
///
/// # Errors
/// `NotFound` for what is not theirs to read; `OwnMessage` for one's own.
pub async fn report(ctx: &Ctx, user: &User, handle: &str, form: ReportMessage) -> Result<(), Error> {
    let other = accounts::public_person(ctx, Some(user), handle).await?.ok_or(Error::NotFound)?.id;
    let (low, high) = pair(user.id, other);
    let mut tx = ctx.begin().await?;
    let found = sqlx::query!(
        "SELECT m.conversation_id, m.author_id FROM messages.conversation c JOIN messages.message m ON m.conversation_id = c.id
         WHERE c.low_id = $1 AND c.high_id = $2 AND m.number = $3",
        low,
        high,
        form.number,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Error::NotFound)?;
    if found.author_id == user.id.0 {
        return Err(Refusal::OwnMessage.into());
    }
    let first = sqlx::query!(
        "INSERT INTO messages.report (id, conversation_id, number, reporter_id, reason, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (conversation_id, number, reporter_id) DO NOTHING",
        ctx.id(),
        found.conversation_id,
        form.number,
        user.id.0,
        form.reason,
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if first == 1 {
        let conversation = contract::ConversationId(found.conversation_id);
        let event = Event::Reported { conversation, number: form.number, by: user.id };
        outbox::publish(ctx, &mut tx, events::Event::Messages(event)).await?;
        metrics::counter!("messages_reported_total").increment(1);
    }
    tx.commit().await?;
    Ok(())
}
