use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::{RingId, UserId};
use serde::{Deserialize, Serialize};

use super::Gift;
use crate::{
    Ctx,
    accounts::{Power, User},
    ranking::Error,
};

/// Rings that are shown.
const SHOWN: i64 = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingState {
    /// Nobody has looked at it yet. What they gave each other counts nothing.
    Open,
    /// Nothing is wrong with it, and everything counts.
    Cleared,
    /// It counts nothing for good.
    Confirmed,
}

impl RingState {
    pub(super) fn of(text: &str) -> Self {
        match text {
            "cleared" => Self::Cleared,
            "confirmed" => Self::Confirmed,
            _ => Self::Open,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Cleared => "cleared",
            Self::Confirmed => "confirmed",
        }
    }
}

/// Why people were taken for a ring, as it was when they were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Points that they received, before the guards, and how many of them from each other.
    pub received: i64,
    pub inside: i64,
    /// Awards among them.
    pub times: i64,
    /// Pairs who gave something.
    pub pairs: usize,
    /// The pairs that gave most, at most two hundred.
    pub gifts: Vec<Gift>,
}

impl Evidence {
    /// Of what they received, so many percent came from each other.
    pub fn share(&self) -> i64 {
        if self.received == 0 { 0 } else { self.inside * 100 / self.received }
    }
}

/// A ring as moderators see it.
#[derive(Clone, Debug)]
pub struct RingRow {
    pub id: RingId,
    pub state: RingState,
    pub found_at: DateTime<Utc>,
    pub decided_at: Option<DateTime<Utc>>,
    pub people: Vec<UserId>,
    /// Name and handle of those who are still here.
    pub names: BTreeMap<UserId, (String, String)>,
    pub evidence: Evidence,
    /// Awards that count nothing because of it.
    pub held: i64,
}

/// Rings, those that wait for a decision first.
///
/// # Errors
/// `OnlyModerators`.
pub async fn rings(ctx: &Ctx, user: &User) -> Result<Vec<RingRow>, Error> {
    user.must(Power::LookAtRings)?;
    let rows = sqlx::query!(
        r#"SELECT r.id, r.state, r.found_at, r.decided_at, r.people, r.evidence,
                  (SELECT count(*) FROM ranking.hold h WHERE h.ring_id = r.id) AS "held!"
           FROM ranking.ring r ORDER BY r.state <> 'open', coalesce(r.decided_at, r.found_at) DESC, r.id DESC LIMIT $1"#,
        SHOWN
    )
    .fetch_all(&ctx.db)
    .await?;
    let everybody: Vec<_> = rows.iter().flat_map(|row| row.people.iter().copied()).collect();
    let people = sqlx::query!(
        r#"SELECT id AS "id!", name AS "name!", handle AS "handle!" FROM accounts.public_person WHERE id = ANY($1)"#,
        &everybody
    )
    .fetch_all(&ctx.db)
    .await?;
    let names: BTreeMap<_, _> = people.into_iter().map(|row| (UserId(row.id), (row.name, row.handle))).collect();
    let none = Evidence { received: 0, inside: 0, times: 0, pairs: 0, gifts: Vec::new() };
    let rings = rows.into_iter().map(|row| {
        let people: Vec<UserId> = row.people.into_iter().map(UserId).collect();
        RingRow {
            id: RingId(row.id),
            state: RingState::of(&row.state),
            found_at: row.found_at,
            decided_at: row.decided_at,
            names: people.iter().filter_map(|id| Some((*id, names.get(id)?.clone()))).collect(),
            people,
            evidence: serde_json::from_value(row.evidence).unwrap_or_else(|_| none.clone()),
            held: row.held,
        }
    });
    Ok(rings.collect())
}

/// How many rings wait for a decision.
///
/// # Errors
/// `OnlyModerators`.
pub async fn open_rings(ctx: &Ctx, user: &User) -> Result<i64, Error> {
    user.must(Power::LookAtRings)?;
    let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM ranking.ring WHERE state = 'open'"#);
    Ok(count.fetch_one(&ctx.db).await?)
}
