//! The account's part of leaving. From when somebody asks until their time is over they are signed out and hidden, and can
//! come back. Then the account is closed for good, and at the very end nothing names them.

use chrono::{DateTime, Utc};
use contract::UserId;
use sqlx::PgConnection;

use super::{
    Error, Event, User,
    change_handle::LEADS_ON,
    held::Held,
    sessions::{self, Which},
};
use crate::{Ctx, events, outbox};

/// Hexadecimal digits of the handle that nobody has.
const NOBODY: usize = 20;

/// Until the transaction ends nobody books them, and their role stays what it is.
///
/// # Errors
/// `LastAdmin`; `NotFound` if they have left.
pub(crate) async fn hold(conn: &mut PgConnection, user: &User) -> Result<(), Error> {
    let held = Held::of(conn, &user.handle).await?.filter(|held| held.id == user.id).ok_or(Error::NotFound)?;
    held.must_leave_an_admin(conn).await
}

/// They are signed out everywhere, and shown nowhere from now on.
pub(crate) async fn begin_leaving(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    leaves_at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE accounts.person SET leaves_at = $2 WHERE id = $1", person.0, leaves_at)
        .execute(&mut *conn)
        .await?;
    sessions::end(ctx, conn, person, Which::All).await?;
    show_anew(ctx, conn, person).await
}

/// They stay, as they were.
pub(crate) async fn stay(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE accounts.person SET leaves_at = NULL WHERE id = $1", person.0).execute(&mut *conn).await?;
    show_anew(ctx, conn, person).await
}

/// Nobody comes in any more: their data is about to go.
pub(crate) async fn close(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE accounts.person SET disabled_at = coalesce(disabled_at, $2) WHERE id = $1",
        person.0,
        ctx.now()
    )
    .execute(&mut *conn)
    .await?;
    sessions::end(ctx, conn, person, Which::All).await?;
    Ok(())
}

async fn show_anew(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    outbox::publish(ctx, conn, events::Event::Accounts(Event::ProfileChanged { person })).await?;
    Ok(())
}

/// Whether this is the handle of a row without a name.
pub async fn has_left(ctx: &Ctx, handle: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts.person WHERE handle = $1 AND erased_at IS NOT NULL) AS "left!""#,
        handle
    )
    .fetch_one(&ctx.db)
    .await
}

/// Whom the last mail goes to.
pub(crate) struct Farewell {
    pub name: String,
    pub address: Option<String>,
}

/// Leaves a row without a name, and says what it was called. Their handle is nobody else's for a while. `None` if that is
/// done already.
pub(crate) async fn wipe(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<Option<Farewell>, sqlx::Error> {
    let was = sqlx::query!(
        "SELECT name, email, handle FROM accounts.person WHERE id = $1 AND erased_at IS NULL FOR UPDATE",
        person.0
    );
    let Some(was) = was.fetch_optional(&mut *conn).await? else { return Ok(None) };
    sqlx::query!(
        "UPDATE accounts.person
         SET email = NULL, handle = $2, name = 'A former member', about = '', zone = 'UTC', password_hash = NULL, role = 'member',
             signup_key = NULL, disabled_at = coalesce(disabled_at, $3), verified_at = NULL, languages = '{}', about_for = 'nobody',
             locale = 'en-GB', ethiopian = false, tries_told_at = NULL, codes_told_at = NULL, leaves_at = NULL, erased_at = $3
         WHERE id = $1",
        person.0,
        format!("gone-{}", ctx.unguessable_of("0123456789abcdef", NOBODY)),
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO accounts.past_handle (handle, given_up, until) VALUES ($1, $2, $3)
         ON CONFLICT (handle) DO UPDATE SET person_id = NULL, given_up = excluded.given_up, until = excluded.until",
        was.handle,
        ctx.now(),
        ctx.now() + LEADS_ON,
    )
    .execute(conn)
    .await?;
    Ok(Some(Farewell { name: was.name, address: was.email }))
}
