//! What every change to one's teaching begins and ends with.

use contract::{CommandKey, Refusal};
use sqlx::{PgConnection, Postgres, Transaction};

use super::{Error, Event};
use crate::{Ctx, Once, accounts::User, events, once, outbox};

/// A tutor, locked until the transaction ends.
pub(super) struct Mine {
    pub published: bool,
}

/// Locks the tutor and takes the form's key. `None` if this very form has had its effect already.
///
/// # Errors
/// `ProfileFirst` for someone who does not teach.
pub(super) async fn begin(
    ctx: &Ctx,
    user: &User,
    key: CommandKey,
) -> Result<Option<(Transaction<'static, Postgres>, Mine)>, Error> {
    let mut tx = ctx.begin().await?;
    let mine = sqlx::query_as!(Mine, "SELECT published FROM tutors.tutor WHERE person_id = $1 FOR UPDATE", user.id.0)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Refusal::ProfileFirst)?;
    let first = once(ctx, &mut tx, user.id, key).await? == Once::First;
    Ok(first.then_some((tx, mine)))
}

/// Tells the other modules.
pub(super) async fn announce(ctx: &Ctx, conn: &mut PgConnection, event: Event) -> Result<(), sqlx::Error> {
    outbox::publish(ctx, conn, events::Event::Tutors(event)).await?;
    Ok(())
}
