//! A doubled submit is one effect: the form's key is taken in the command's own transaction.

use contract::{CommandKey, UserId};
use sqlx::PgConnection;

use crate::Ctx;

/// Whether this key was used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Once {
    First,
    /// The command has had its effect already.
    Again,
}

/// Takes the key for this person. Two at the same moment wait for each other: the second learns that it is the second.
/// A refused command rolls its key back with everything else, so that the person may try again.
pub async fn once(ctx: &Ctx, conn: &mut PgConnection, who: UserId, key: CommandKey) -> Result<Once, sqlx::Error> {
    if key.0.is_nil() {
        return Ok(Once::First);
    }
    let taken = sqlx::query!(
        "INSERT INTO outbox.command (person_id, key, done_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        who.0,
        key.0,
        ctx.now(),
    )
    .execute(conn)
    .await?
    .rows_affected();
    Ok(if taken == 1 { Once::First } else { Once::Again })
}

/// Whether this key was used before, for a command that has to do costly work before its transaction. The transaction
/// asks once more.
pub async fn was_done(ctx: &Ctx, who: UserId, key: CommandKey) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM outbox.command WHERE person_id = $1 AND key = $2) AS "done!""#,
        who.0,
        key.0,
    )
    .fetch_one(&ctx.db)
    .await
}
