//! Postgres is the store of record of sessions. What a session holds is the web's business; here it is a body with an
//! owner and an end. It ends two weeks after its last use, three months after it began, or when somebody ends it; saving
//! never brings an ended session back. The id that the cookie holds is kept nowhere, only its imprint is.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{SessionId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::device::device;
use crate::{Ctx, error::breaks, live};

/// It ends when nobody has used it for so long.
pub const IDLE: TimeDelta = TimeDelta::days(14);
/// It ends so long after it began, however much it is used.
pub const LONGEST: TimeDelta = TimeDelta::days(90);
/// The last use is kept to this: not every request writes.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);
/// So many of one person live at a time; the ones that were used longest ago make room.
pub const AT_ONCE: i64 = 50;
/// An ended session is remembered for longer than any request takes.
const REMEMBERED: TimeDelta = TimeDelta::days(1);

/// A session that somebody sits in, whatever id its cookie has at the moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seat {
    pub id: SessionId,
    pub begun_at: DateTime<Utc>,
    /// "Firefox on Linux".
    pub device: String,
    /// The network it began in.
    pub place: Option<String>,
}

impl Seat {
    /// A new one, where this command comes from.
    pub fn new(ctx: &Ctx) -> Self {
        let device = device(ctx.origin.agent.as_deref().unwrap_or_default());
        Self { id: SessionId(ctx.id()), begun_at: ctx.now(), device, place: ctx.origin.place() }
    }

    fn ends_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        (self.begun_at + LONGEST).min(now + IDLE)
    }
}

/// What is kept of a cookie's id: SHA-256 of it, from which nobody who reads a table, a backup or a cache makes a cookie. The
/// id is random enough (128 bits) to need neither salt nor a slow hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imprint([u8; 32]);

impl Imprint {
    /// Of the base64 text that the cookie holds.
    pub fn of(id: &str) -> Self {
        Self(Sha256::digest(id).into())
    }

    /// Half of it: the name of the session in what is told of its end and in caches.
    pub fn half(&self) -> u128 {
        self.0.first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes))
    }
}

/// A session on its way into the store or out of it. `id` is the base64 text that the cookie holds.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: String,
    pub person: UserId,
    pub seat: Seat,
    pub body: Value,
}

/// A session that lives.
#[derive(Clone, Debug)]
pub struct Living {
    pub session: Stored,
    /// It ends then, unless it is used or somebody ends it before.
    pub ends_at: DateTime<Utc>,
}

/// Keeps a new session, or one that has another id from now on. `false` if the id is taken already. A session that was
/// ended meanwhile stays so: then the id opens nothing.
pub async fn insert(ctx: &Ctx, session: &Stored) -> Result<bool, sqlx::Error> {
    let done = sqlx::query_scalar!(
        r#"INSERT INTO accounts.session (seat, imprint, person_id, body, device, place, begun_at, seen_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           ON CONFLICT (seat) DO UPDATE SET imprint = excluded.imprint, body = excluded.body
           WHERE session.ended_at IS NULL AND session.person_id = excluded.person_id
           RETURNING xmax = 0 AS "is_new!""#,
        session.seat.id.0,
        &Imprint::of(&session.id).0,
        session.person.0,
        session.body,
        session.seat.device,
        session.seat.place,
        session.seat.begun_at,
        ctx.now(),
        session.seat.ends_at(ctx.now()),
    )
    .fetch_optional(&ctx.db)
    .await;
    match done {
        Err(error) if breaks(&error, "session_imprint") => return Ok(false),
        Err(error) => return Err(error),
        Ok(Some(true)) => make_room(ctx, session.person).await?,
        Ok(_) => {}
    }
    Ok(true)
}

/// Somebody whose program signs in again and again fills no table.
async fn make_room(ctx: &Ctx, person: UserId) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let oldest = sqlx::query_scalar!(
        "SELECT seat FROM (SELECT seat, row_number() OVER (ORDER BY seen_at DESC, seat DESC) AS place FROM accounts.session
                           WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2) s
         WHERE place > $3",
        person.0,
        ctx.now(),
        AT_ONCE,
    )
    .fetch_all(&mut *tx)
    .await?;
    for seat in oldest {
        end(ctx, &mut tx, person, Which::This(SessionId(seat))).await?;
    }
    tx.commit().await
}

/// Changes nothing if the session has been ended elsewhere.
pub async fn update(ctx: &Ctx, session: &Stored) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE accounts.session SET body = $2 WHERE imprint = $1 AND person_id = $3 AND ended_at IS NULL",
        &Imprint::of(&session.id).0,
        session.body,
        session.person.0,
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

/// The session behind a cookie, if it lives. Being asked for is being used.
pub async fn load(ctx: &Ctx, id: &str) -> Result<Option<Living>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT seat, person_id, body, device, place, begun_at, seen_at, expires_at FROM accounts.session
         WHERE imprint = $1 AND ended_at IS NULL AND expires_at > $2",
        &Imprint::of(id).0,
        ctx.now(),
    )
    .fetch_optional(&ctx.db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let seat = Seat { id: SessionId(row.seat), begun_at: row.begun_at, device: row.device, place: row.place };
    let mut ends_at = row.expires_at;
    if row.seen_at + NOTED_EVERY <= ctx.now() {
        note_use(ctx, &seat).await?;
        ends_at = seat.ends_at(ctx.now());
    }
    let session = Stored { id: id.to_owned(), person: UserId(row.person_id), seat, body: row.body };
    Ok(Some(Living { session, ends_at }))
}

async fn note_use(ctx: &Ctx, seat: &Seat) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE accounts.session SET seen_at = $2, expires_at = $3 WHERE seat = $1 AND ended_at IS NULL",
        seat.id.0,
        ctx.now(),
        seat.ends_at(ctx.now()),
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

/// The id opens nothing any more. Its session may get another one.
pub async fn detach(ctx: &Ctx, id: &str) -> Result<(), sqlx::Error> {
    let imprint = Imprint::of(id);
    sqlx::query!("UPDATE accounts.session SET imprint = NULL WHERE imprint = $1", &imprint.0).execute(&ctx.db).await?;
    Ok(())
}

/// Whether it has not ended, and its owner is not shut out: for connections that stay open.
pub async fn lives(ctx: &Ctx, id: SessionId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM accounts.session s JOIN accounts.person p ON p.id = s.person_id
                          WHERE s.seat = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND p.disabled_at IS NULL) AS "lives!""#,
        id.0,
        ctx.now(),
    )
    .fetch_one(&ctx.db)
    .await
}

/// Below this everybody hears that sessions have ended.
pub const TOPIC: &str = "sessions";

/// Where the open connections of somebody hear that a session of theirs has ended.
pub fn topic(person: UserId) -> String {
    format!("{TOPIC}/{person}")
}

/// The [half of the imprint](Imprint::half) of the session that has ended, as the topic of that says it.
pub fn ended(topic: &str) -> Option<u128> {
    let (_, half) = topic.strip_prefix(TOPIC)?.strip_prefix('/')?.split_once('/')?;
    u128::from_str_radix(half, 16).ok()
}

/// Ends sessions of somebody: one, all but one, or all. Gives their devices, the latest first.
pub(super) async fn end(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    which: Which,
) -> Result<Vec<String>, sqlx::Error> {
    let (only, but) = match which {
        Which::This(id) => (Some(id.0), None),
        Which::Others(id) => (None, Some(id.0)),
        Which::All => (None, None),
    };
    let ended = sqlx::query!(
        r#"WITH living AS (
             SELECT seat, imprint FROM accounts.session
             WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $2
               AND ($3::uuid IS NULL OR seat = $3) AND ($4::uuid IS NULL OR seat <> $4)
             FOR UPDATE),
         ended AS (
             UPDATE accounts.session s SET ended_at = $2, expires_at = $2, imprint = NULL
             FROM living WHERE s.seat = living.seat RETURNING s.device, s.seen_at, living.imprint)
         SELECT device AS "device!", imprint FROM ended ORDER BY seen_at DESC"#,
        person.0,
        ctx.now(),
        only,
        but,
    )
    .fetch_all(&mut *conn)
    .await?;
    for imprint in ended.iter().map(|row| row.imprint.as_deref()) {
        tell_end(conn, person, imprint).await?;
    }
    metrics::counter!("accounts_sessions_ended_total").increment(ended.len() as u64);
    Ok(ended.into_iter().map(|row| row.device).collect())
}

/// Between two ids a session has no imprint, and nobody can have kept it.
async fn tell_end(conn: &mut PgConnection, person: UserId, imprint: Option<&[u8]>) -> Result<(), sqlx::Error> {
    let imprint = imprint.and_then(|bytes| bytes.try_into().ok()).map(Imprint);
    let half = imprint.map(|imprint| format!("/{:032x}", imprint.half())).unwrap_or_default();
    live::tell(conn, &format!("{}{half}", topic(person))).await
}

/// Which sessions of somebody.
#[derive(Clone, Copy, Debug)]
pub(super) enum Which {
    This(SessionId),
    Others(SessionId),
    All,
}

/// Removes sessions whose time is over; says how many.
pub async fn prune(ctx: &Ctx) -> Result<u64, sqlx::Error> {
    let over = ctx.now() - REMEMBERED;
    let done = sqlx::query!("DELETE FROM accounts.session WHERE expires_at <= $1", over).execute(&ctx.db).await?;
    Ok(done.rows_affected())
}

/// One's own session as a row of the list.
#[derive(Clone, Debug)]
pub struct Mine {
    pub seat: Seat,
    /// To the minute.
    pub seen_at: DateTime<Utc>,
}

/// One's own sessions that live, the one used last first.
pub async fn mine(ctx: &Ctx, user: &super::User) -> Result<Vec<Mine>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT seat, device, place, begun_at, seen_at FROM accounts.session
         WHERE person_id = $1 AND imprint IS NOT NULL AND ended_at IS NULL AND expires_at > $2
         ORDER BY seen_at DESC, seat DESC LIMIT $3",
        user.id.0,
        ctx.now(),
        AT_ONCE,
    )
    .fetch_all(&ctx.db)
    .await?;
    let mine = rows.into_iter().map(|row| Mine {
        seat: Seat { id: SessionId(row.seat), begun_at: row.begun_at, device: row.device, place: row.place },
        seen_at: row.seen_at,
    });
    Ok(mine.collect())
}

#[cfg(test)]
#[path = "sessions_tests.rs"]
mod tests;
