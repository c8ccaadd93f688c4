//! The one statement that adds to a ledger.

use chrono::{DateTime, Utc};
use contract::{
    UserId,
    ranking::{EntryKind, Why},
};
use sqlx::PgConnection;

use super::{Reason, reasons::Reverse};
use crate::{Ctx, live};

/// Where open pages of a person hear that their ledger has grown.
pub fn topic(person: UserId) -> String {
    format!("ranking/{person}")
}

/// An entry before it is written.
pub(super) struct NewEntry<'a> {
    pub person: UserId,
    pub kind: EntryKind,
    pub reason: &'a str,
    pub cause: &'a str,
    pub value: i32,
    pub base: i32,
    pub times: Option<i32>,
    /// What it adds to what the person's own work was worth.
    pub own: i32,
    pub giver: Option<UserId>,
    pub why: Option<Why>,
    pub help: &'a str,
    pub topic: Option<&'a str>,
    pub path: &'a str,
    pub at: DateTime<Utc>,
    pub counts_at: DateTime<Utc>,
}

impl<'a> NewEntry<'a> {
    /// The fact that something was undone whose award is not known yet.
    pub(super) fn alone(ctx: &Ctx, reason: &'static Reason, reverse: &'a Reverse, base: i32) -> Self {
        Self {
            person: reverse.person,
            kind: EntryKind::Reversal,
            reason: reason.slug,
            cause: &reverse.cause,
            value: 0,
            base,
            times: None,
            own: 0,
            giver: None,
            why: None,
            help: reason.help.as_str(),
            topic: None,
            path: "/how-xp-works",
            at: ctx.now(),
            counts_at: ctx.now(),
        }
    }
}

/// Writes an entry and adds it to where the person stands. The caller holds the person's ledger.
pub(super) async fn append(ctx: &Ctx, conn: &mut PgConnection, entry: NewEntry<'_>) -> Result<(), sqlx::Error> {
    let now = ctx.now();
    let written = sqlx::query!(
        "INSERT INTO ranking.entry (id, person_id, kind, reason, cause, value, base, giver_id, why, help, topic, path,
                                    earned_at, counts_at, noted_at, times)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING",
        ctx.id(),
        entry.person.0,
        entry.kind.as_str(),
        entry.reason,
        entry.cause,
        entry.value,
        entry.base,
        entry.giver.map(|giver| giver.0),
        entry.why.map(Why::as_str),
        entry.help,
        entry.topic,
        entry.path,
        entry.at,
        entry.counts_at,
        now,
        entry.times
    )
    .execute(&mut *conn)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!(
        "UPDATE ranking.standing SET xp = xp + $2, own = own + $3, newest_at = $4 WHERE person_id = $1",
        entry.person.0,
        i64::from(entry.value),
        i64::from(entry.own),
        now
    )
    .execute(&mut *conn)
    .await?;
    metrics::counter!("ranking_entries_total", "kind" => entry.kind.as_str(), "reason" => entry.reason.to_owned())
        .increment(1);
    live::tell(conn, &topic(entry.person)).await
}
