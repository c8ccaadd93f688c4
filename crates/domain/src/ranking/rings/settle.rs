use async_trait::async_trait;
use chrono::NaiveDate;
use contract::{RingId, UserId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::RingState;
use crate::{
    Ctx,
    jobs::{Job, JobError, NewJob, Run},
    ranking::ledger,
};

/// Brings what the people of a ring gave each other to what was decided of it: on hold, or not. One of them at a time; whoever
/// decides otherwise meanwhile waits, and begins once more.
#[derive(Debug, Serialize, Deserialize)]
pub struct SettleRing {
    pub ring: RingId,
    /// Those up to this one are done.
    pub after: Option<UserId>,
}

#[async_trait]
impl Job for SettleRing {
    const NAME: &'static str = "ranking.settle_ring";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let Some(ring) = sqlx::query!("SELECT state, people FROM ranking.ring WHERE id = $1 FOR SHARE", self.ring.0)
            .fetch_optional(&mut *tx)
            .await?
        else {
            return Ok(());
        };
        let mut rest: Vec<UserId> = ring.people.into_iter().map(UserId).collect();
        rest.sort();
        let mut rest = rest.into_iter().filter(|person| self.after.is_none_or(|after| *person > after));
        let Some(person) = rest.next() else { return Ok(()) };
        let days = match RingState::of(&ring.state) {
            RingState::Cleared => release(&mut tx, self.ring, person).await?,
            RingState::Open | RingState::Confirmed => hold(ctx, &mut tx, self.ring, person).await?,
        };
        let days: Vec<_> = days.into_iter().map(|day| (person, day)).collect();
        ledger::settle(ctx, &mut tx, &days).await?;
        if rest.next().is_some() {
            ctx.jobs.enqueue(&mut tx, NewJob::of(&Self { after: Some(person), ..self })).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Days on which something is held that was not.
async fn hold(ctx: &Ctx, conn: &mut PgConnection, ring: RingId, person: UserId) -> Result<Vec<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"WITH held AS (
               INSERT INTO ranking.hold (entry_id, held_at, ring_id)
               SELECT e.id, $3, r.id FROM ranking.ring r
               JOIN ranking.entry e ON e.person_id = $2 AND e.giver_id = ANY(r.people) AND e.earned_at > r.since
               WHERE r.id = $1 AND e.kind = 'award'
               ON CONFLICT DO NOTHING RETURNING entry_id
           )
           SELECT DISTINCT (e.earned_at AT TIME ZONE 'UTC')::date AS "day!" FROM held
           JOIN ranking.entry e ON e.id = held.entry_id ORDER BY 1"#,
        ring.0,
        person.0,
        ctx.now()
    )
    .fetch_all(conn)
    .await
}

/// Days on which something is held no more.
async fn release(conn: &mut PgConnection, ring: RingId, person: UserId) -> Result<Vec<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"WITH released AS (
               DELETE FROM ranking.hold h USING ranking.entry e
               WHERE h.ring_id = $1 AND e.id = h.entry_id AND e.person_id = $2 RETURNING e.earned_at
           )
           SELECT DISTINCT (earned_at AT TIME ZONE 'UTC')::date AS "day!" FROM released ORDER BY 1"#,
        ring.0,
        person.0
    )
    .fetch_all(conn)
    .await
}
