//! Which account somebody opens whom a provider vouches for.

use contract::UserId;
use sqlx::{PgConnection, PgExecutor};

use crate::{Ctx, ports::Vouched};

/// Whose account this subject opens.
pub(super) async fn owner(
    db: impl PgExecutor<'_>,
    provider: &str,
    subject: &str,
) -> Result<Option<UserId>, sqlx::Error> {
    let owner = sqlx::query_scalar!(
        "SELECT person_id FROM accounts.identity WHERE provider = $1 AND subject = $2",
        provider,
        subject
    );
    Ok(owner.fetch_optional(db).await?.map(UserId))
}

/// It was used just now.
pub(super) async fn note_use(
    ctx: &Ctx,
    conn: &mut PgConnection,
    provider: &str,
    vouched: &Vouched,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE accounts.identity SET used_at = $3, email = $4 WHERE provider = $1 AND subject = $2",
        provider,
        vouched.subject,
        ctx.now(),
        vouched.email.as_ref().map(|email| &email.address),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// From now on it opens this account. `false` if it opens one already; whoever asks at the same time waits.
pub(super) async fn insert(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    provider: &str,
    (subject, email): (&str, Option<&str>),
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "INSERT INTO accounts.identity (id, person_id, provider, subject, email, linked_at, used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (provider, subject) DO NOTHING",
        ctx.id(),
        person.0,
        provider,
        subject,
        email,
        ctx.now(),
    );
    Ok(done.execute(conn).await?.rows_affected() == 1)
}
