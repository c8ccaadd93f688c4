use chrono::{DateTime, TimeDelta, Utc};

use crate::{Ctx, accounts::User, search::Error};

/// What waits to be told for longer than this makes the engine one that is behind.
const PATIENCE: TimeDelta = TimeDelta::minutes(2);

/// How the engine beside the database does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// None is configured.
    None,
    /// Its index is whole and fresh: words are looked up there.
    Used,
    /// Its index is being made.
    Filling,
    /// It does not answer.
    Away,
    /// It has not been told of what changed minutes ago.
    Behind,
}

/// What admins see of the search.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    pub health: Health,
    /// Tutors that can be found.
    pub entries: i64,
    /// Of whom the engine has not been told yet.
    pub pending: i64,
    pub oldest_pending: Option<DateTime<Utc>>,
    /// Documents handed over to the index that is being made.
    pub sent: i64,
    pub looked_at: Option<DateTime<Utc>>,
    /// As the last look found them: documents, and how many are missing, too many, or of an older state.
    pub held: Option<i64>,
    pub missing: Option<i64>,
    pub surplus: Option<i64>,
    pub outdated: Option<i64>,
    pub problem: Option<String>,
}

/// How the search does, for admins.
///
/// # Errors
/// `OnlyAdmins`.
pub async fn state(ctx: &Ctx, user: &User) -> Result<State, Error> {
    user.must_administer()?;
    Ok(read(ctx).await?)
}

/// Whether an engine is configured and not used, for the banner that admins see.
pub async fn is_troubled(ctx: &Ctx) -> Result<bool, sqlx::Error> {
    Ok(ctx.beside.is_some() && !is_current(ctx).await?)
}

/// Whether the engine may be asked.
pub(super) async fn is_current(ctx: &Ctx) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT b.ready AND b.problem IS NULL AND NOT EXISTS (SELECT FROM search.pending p WHERE p.since < $1) AS "current!"
           FROM search.beside b"#,
        ctx.now() - PATIENCE,
    )
    .fetch_one(&ctx.db)
    .await
}

/// Whether there is an index that is searched, and one that is being filled.
pub(super) async fn filling(ctx: &Ctx) -> Result<(bool, bool), sqlx::Error> {
    let row = sqlx::query!(r#"SELECT ready, filling IS NOT NULL AS "filling!" FROM search.beside"#)
        .fetch_one(&ctx.db)
        .await?;
    Ok((row.ready, row.filling))
}

async fn read(ctx: &Ctx) -> Result<State, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT b.ready, b.filling, b.sent, b.looked_at, b.held, b.missing, b.surplus, b.outdated, b.problem,
                  coalesce((SELECT t.count FROM search.tally t WHERE t.thing = ''), 0) AS "entries!",
                  (SELECT count(*) FROM search.pending) AS "pending!", (SELECT min(p.since) FROM search.pending p) AS oldest
           FROM search.beside b"#
    )
    .fetch_one(&ctx.db)
    .await?;
    let behind = row.oldest.is_some_and(|since| since < ctx.now() - PATIENCE);
    let health = match (&ctx.beside, &row.problem) {
        (None, _) => Health::None,
        (Some(_), Some(_)) => Health::Away,
        _ if !row.ready => Health::Filling,
        _ if behind => Health::Behind,
        _ => Health::Used,
    };
    Ok(State {
        health,
        entries: row.entries,
        pending: row.pending,
        oldest_pending: row.oldest,
        sent: row.sent,
        looked_at: row.looked_at,
        held: row.held,
        missing: row.missing,
        surplus: row.surplus,
        outdated: row.outdated,
        problem: row.problem,
    })
}
