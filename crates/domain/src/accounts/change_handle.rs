use chrono::TimeDelta;
use contract::{Refusal, accounts::ChangeHandle};
use sqlx::PgConnection;

use super::{Error, Event, User};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    error::breaks,
    events, once, outbox,
};

/// For how long an old handle leads to the new one, and is nobody else's.
pub const LEADS_ON: TimeDelta = TimeDelta::days(90);
/// Not more often than this, so that links keep their meaning.
const AGAIN_AFTER: TimeDelta = TimeDelta::days(30);

/// Gives somebody another handle. The one before leads to it for a while; its owner may take it back at any time.
///
/// # Errors
/// `HandleTaken` by somebody, or by where it leads to; `HandleChangedLately`.
pub async fn change_handle(ctx: &Ctx, user: &User, form: ChangeHandle) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    // Locked, so that two changes of one person do not both find the handle of before.
    let before = sqlx::query_scalar!("SELECT handle FROM accounts.person WHERE id = $1 FOR UPDATE", user.id.0)
        .fetch_one(&mut *tx)
        .await?;
    if before == form.handle {
        return Ok(());
    }
    refuse_lately(ctx, &mut tx, user).await?;
    must_be_free(ctx, &mut tx, Some(user), &form.handle).await?;
    sqlx::query!("DELETE FROM accounts.past_handle WHERE handle = $1", form.handle).execute(&mut *tx).await?;
    sqlx::query!(
        "INSERT INTO accounts.past_handle (handle, person_id, given_up, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (handle) DO UPDATE SET person_id = excluded.person_id, given_up = excluded.given_up, until = excluded.until",
        before,
        user.id.0,
        ctx.now(),
        ctx.now() + LEADS_ON,
    )
    .execute(&mut *tx)
    .await?;
    let changed = sqlx::query!("UPDATE accounts.person SET handle = $2 WHERE id = $1", user.id.0, form.handle)
        .execute(&mut *tx)
        .await;
    match changed {
        Err(error) if breaks(&error, "person_handle_key") => return Err(Error::HandleTaken),
        other => other?,
    };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::ProfileChanged { person: user.id })).await?;
    // Without the handles: the log stays, also when their owner has left.
    audit::append(ctx, &mut tx, Note::new(Deed::HandleChanged, user.id).to(user.id)).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether nobody is known by this handle, nor was until a while ago. One's own old ones are free for oneself.
///
/// # Errors
/// `HandleTaken`.
pub(super) async fn must_be_free(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: Option<&User>,
    handle: &str,
) -> Result<(), Error> {
    let kept = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts.past_handle
                          WHERE handle = $1 AND until > $2
                                AND (person_id IS NULL OR person_id IS DISTINCT FROM $3)) AS "kept!""#,
        handle,
        ctx.now(),
        user.map(|user| user.id.0),
    );
    if kept.fetch_one(conn).await? { Err(Error::HandleTaken) } else { Ok(()) }
}

async fn refuse_lately(ctx: &Ctx, conn: &mut PgConnection, user: &User) -> Result<(), Error> {
    let lately = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts.past_handle WHERE person_id = $1 AND given_up > $2) AS "lately!""#,
        user.id.0,
        ctx.now() - AGAIN_AFTER,
    );
    if lately.fetch_one(conn).await? { Err(Refusal::HandleChangedLately.into()) } else { Ok(()) }
}

/// The handle of today of somebody who had this one until a while ago.
pub async fn handle_now(ctx: &Ctx, past: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT p.handle FROM accounts.past_handle h JOIN accounts.person p ON p.id = h.person_id
         WHERE h.handle = $1 AND h.until > $2 AND p.disabled_at IS NULL AND p.leaves_at IS NULL",
        past,
        ctx.now(),
    )
    .fetch_optional(&ctx.db)
    .await
}

/// Forgets handles that lead nowhere any more.
pub async fn prune_handles(ctx: &Ctx) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM accounts.past_handle WHERE until <= $1", ctx.now()).execute(&ctx.db).await?;
    Ok(())
}

#[cfg(test)]
#[path = "change_handle_tests.rs"]
mod tests;
