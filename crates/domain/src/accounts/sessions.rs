//! Postgres is the store of record of sessions. What a session holds is the web's business; here it is a body with an
//! owner and an end. Saving never brings an ended session back.

use chrono::{DateTime, TimeDelta, Utc};
use contract::UserId;
use serde_json::Value;
use sqlx::PgConnection;

use crate::Ctx;

/// A session that nobody uses ends after two weeks.
pub const IDLE: TimeDelta = TimeDelta::days(14);

/// A session as it is kept. `id` is the base64 text that the cookie holds.
pub struct Stored {
    pub id: String,
    pub person: Option<UserId>,
    pub body: Value,
    pub expires_at: DateTime<Utc>,
}

/// `false` if the id is taken already.
pub async fn insert(ctx: &Ctx, session: &Stored) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "INSERT INTO accounts.session (id, person_id, body, expires_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        session.id,
        session.person.map(|p| p.0),
        session.body,
        session.expires_at,
    )
    .execute(&ctx.db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes nothing if the session has been ended elsewhere.
pub async fn update(ctx: &Ctx, session: &Stored) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE accounts.session SET person_id = $2, body = $3, expires_at = $4 WHERE id = $1",
        session.id,
        session.person.map(|p| p.0),
        session.body,
        session.expires_at,
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

pub async fn load(ctx: &Ctx, id: &str) -> Result<Option<Stored>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT person_id, body, expires_at FROM accounts.session WHERE id = $1 AND expires_at > $2",
        id,
        ctx.now(),
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| Stored {
        id: id.to_owned(),
        person: row.person_id.map(UserId),
        body: row.body,
        expires_at: row.expires_at,
    }))
}

pub async fn delete(ctx: &Ctx, id: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM accounts.session WHERE id = $1", id).execute(&ctx.db).await?;
    Ok(())
}

/// A session that was ended before its time.
#[derive(Clone, Copy, Debug)]
pub struct Ended {
    /// Or used last in a way that was kept.
    pub begun: DateTime<Utc>,
}

/// Ends the sessions of a person at once, all or all but `here`, and answers those that were still good.
pub(super) async fn end(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    here: Option<&str>,
) -> Result<Vec<Ended>, sqlx::Error> {
    let ends = sqlx::query_scalar!(
        "DELETE FROM accounts.session WHERE person_id = $1 AND id IS DISTINCT FROM $2 RETURNING expires_at",
        person.0,
        here,
    )
    .fetch_all(conn)
    .await?;
    let live = ends.into_iter().filter(|end| *end > ctx.now());
    let mut ended: Vec<Ended> = live.map(|end| Ended { begun: end - IDLE }).collect();
    ended.sort_by_key(|session| session.begun);
    Ok(ended)
}

/// Removes sessions whose time is over; says how many.
pub async fn prune(ctx: &Ctx) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!("DELETE FROM accounts.session WHERE expires_at <= $1", ctx.now()).execute(&ctx.db).await?;
    Ok(done.rows_affected())
}
