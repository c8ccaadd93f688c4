use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use contract::{RingId, UserId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    Evidence, Gift, SettleRing,
    find::{Found, find},
};
use crate::{
    Ctx,
    jobs::{Job, JobError, NewJob, Run},
};

/// Days in which people gave each other something, and in which what was cleared is not found again.
const DAYS: i64 = 30;
/// Pairs of which the evidence tells.
const GIFTS: usize = 200;

/// Looks for rings, each night.
#[derive(Debug, Serialize, Deserialize)]
pub struct FindRings {}

#[async_trait]
impl Job for FindRings {
    const NAME: &'static str = "ranking.find_rings";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        find_rings(ctx).await?;
        Ok(())
    }
}

/// Looks for people who gave mostly to each other within 30 days and puts what they gave on hold; says how many new rings it
/// found. One that shares at least half of its people with a ring that is open or confirmed is the same: what was given since is
/// put on hold as well. One that was cleared within 30 days is left alone.
pub async fn find_rings(ctx: &Ctx) -> Result<usize, sqlx::Error> {
    let since = ctx.now() - TimeDelta::days(DAYS);
    let mut tx = ctx.begin().await?;
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('ranking.ring'))").execute(&mut *tx).await?;
    let gifts = gifts(&mut tx, since).await?;
    let mut new = 0;
    for found in find(&gifts) {
        let settle = match known(&mut tx, since, &found).await? {
            Some((_, true)) => continue,
            Some((id, false)) => id,
            None => {
                new += 1;
                write(ctx, &mut tx, since, &found, &gifts).await?
            }
        };
        ctx.jobs.enqueue(&mut tx, SettleRing::job(settle)).await?;
    }
    tx.commit().await?;
    metrics::counter!("ranking_rings_found_total").increment(u64::try_from(new).unwrap_or_default());
    Ok(new)
}

/// What was undone as a whole was not given.
async fn gifts(conn: &mut PgConnection, since: DateTime<Utc>) -> Result<Vec<Gift>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT a.giver_id AS "giver_id!", a.person_id, count(*) AS "times!", sum(a.base)::bigint AS "points!",
                  min(a.earned_at) AS "first!", max(a.earned_at) AS "last!"
           FROM ranking.entry a
           WHERE a.kind = 'award' AND a.giver_id IS NOT NULL AND a.earned_at > $1
             AND NOT EXISTS (SELECT FROM ranking.entry r
                             WHERE r.person_id = a.person_id AND r.reason = a.reason AND r.cause = a.cause
                               AND r.kind = 'reversal' AND r.base >= a.base)
           GROUP BY 1, 2 ORDER BY 1, 2"#,
        since
    )
    .fetch_all(conn)
    .await?;
    let gifts = rows.into_iter().map(|row| Gift {
        giver: UserId(row.giver_id),
        person: UserId(row.person_id),
        times: row.times,
        points: row.points,
        first: row.first,
        last: row.last,
    });
    Ok(gifts.collect())
}

/// The ring that was found before, if these are its people, and whether it was cleared.
async fn known(
    conn: &mut PgConnection,
    since: DateTime<Utc>,
    found: &Found,
) -> Result<Option<(RingId, bool)>, sqlx::Error> {
    let people: Vec<_> = found.people.iter().map(|person| person.0).collect();
    let row = sqlx::query!(
        r#"SELECT id, state = 'cleared' AS "cleared!" FROM ranking.ring r
           CROSS JOIN LATERAL (SELECT count(*) AS both FROM unnest(r.people) AS p (id) WHERE p.id = ANY($1)) b
           WHERE r.people && $1 AND (r.state <> 'cleared' OR r.decided_at > $2)
             AND b.both * 2 >= cardinality(r.people) + cardinality($1::uuid[]) - b.both
           ORDER BY b.both DESC, r.found_at DESC, r.id LIMIT 1"#,
        &people,
        since
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (RingId(row.id), row.cleared)))
}

async fn write(
    ctx: &Ctx,
    conn: &mut PgConnection,
    since: DateTime<Utc>,
    found: &Found,
    gifts: &[Gift],
) -> Result<RingId, sqlx::Error> {
    let people: Vec<_> = found.people.iter().map(|person| person.0).collect();
    let id = RingId(ctx.id());
    sqlx::query!(
        "INSERT INTO ranking.ring (id, found_at, since, people, evidence) VALUES ($1, $2, $3, $4, $5)",
        id.0,
        ctx.now(),
        since,
        &people,
        serde_json::json!(evidence(found, gifts))
    )
    .execute(conn)
    .await?;
    Ok(id)
}

fn evidence(found: &Found, gifts: &[Gift]) -> Evidence {
    let inside = gifts.iter().filter(|gift| found.people.contains(&gift.giver) && found.people.contains(&gift.person));
    let mut inside: Vec<Gift> = inside.cloned().collect();
    inside.sort_by_key(|gift| (std::cmp::Reverse(gift.points), gift.giver, gift.person));
    let (times, pairs) = (inside.iter().map(|gift| gift.times).sum(), inside.len());
    inside.truncate(GIFTS);
    Evidence { received: found.received, inside: found.inside, times, pairs, gifts: inside }
}

impl SettleRing {
    pub(super) fn job(ring: RingId) -> NewJob {
        NewJob::of(&Self { ring, after: None })
    }
}

#[cfg(test)]
#[path = "rings_tests.rs"]
mod tests;
