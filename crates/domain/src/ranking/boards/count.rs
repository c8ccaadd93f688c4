use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contract::ranking::Period;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{TOPIC, listing};
use crate::{
    Ctx,
    jobs::{Job, JobError, NewJob, Run},
    live,
};

/// Entries of one transaction, for counting and for each window.
pub(super) const BATCH: i64 = 2_000;
/// Transactions of one run: what is left then has a run of its own.
const ROUNDS: usize = 20;

/// Counts what boards may count by now, and takes off what has left its windows.
#[derive(Debug, Serialize, Deserialize)]
pub struct CountOnBoards;

#[async_trait]
impl Job for CountOnBoards {
    const NAME: &'static str = "ranking.count_on_boards";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let (mut changed, mut is_done) = (false, false);
        for _ in 0..ROUNDS {
            let round = round(ctx, BATCH).await?;
            changed |= round.changed();
            is_done = round.is_last(BATCH);
            if is_done {
                break;
            }
        }
        let mut conn = ctx.db.acquire().await?;
        if changed {
            live::tell(&mut conn, TOPIC).await?;
        }
        if !is_done {
            ctx.jobs.enqueue(&mut conn, NewJob::of(&Self)).await?;
        }
        Ok(())
    }
}

/// What one transaction did.
#[derive(Debug, Default)]
pub(super) struct Round {
    /// People who came onto boards or left them.
    moved: u64,
    counted: i64,
    /// Entries that left a window, for each.
    gone: Vec<i64>,
}

impl Round {
    fn changed(&self) -> bool {
        self.moved > 0 || self.counted > 0 || self.gone.iter().any(|gone| *gone > 0)
    }

    pub(super) fn is_last(&self, batch: i64) -> bool {
        self.counted < batch && self.gone.iter().all(|gone| *gone < batch)
    }
}

/// One batch of everything, all of it or nothing.
pub(super) async fn round(ctx: &Ctx, batch: i64) -> Result<Round, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let now = hold(&mut tx, ctx.now()).await?;
    let mut round = Round { moved: listing::settle(&mut tx, None).await?, ..Round::default() };
    round.counted = count(&mut tx, now, batch).await?;
    for period in Period::ALL.iter().filter(|period| **period != Period::All) {
        round.gone.push(leave(&mut tx, now, *period, batch).await?);
    }
    sqlx::query!("DELETE FROM ranking.tally WHERE points = 0").execute(&mut *tx).await?;
    tx.commit().await?;
    metrics::counter!("ranking_counted_entries_total").increment(u64::try_from(round.counted).unwrap_or_default());
    Ok(round)
}

/// Boards are changed by one hand at a time, and their time never goes back: what is counted now was not counted before any
/// entry that a window has left.
pub(in crate::ranking) async fn hold(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, sqlx::Error> {
    sqlx::query_scalar!("UPDATE ranking.counting SET at = greatest(at, $1) RETURNING at", now).fetch_one(conn).await
}

async fn count(conn: &mut PgConnection, now: DateTime<Utc>, batch: i64) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"WITH due AS (
               SELECT id FROM ranking.entry WHERE counted_at IS NULL AND counts_at <= $1 ORDER BY counts_at LIMIT $2
           ), counted AS (
               UPDATE ranking.entry e SET counted_at = $1 FROM due WHERE e.id = due.id
               RETURNING e.person_id, e.value, e.help, e.topic
           ), added AS (
               INSERT INTO ranking.tally AS t (board, period, person_id, points, listed)
               SELECT b.board, p.period, c.person_id, sum(c.value),
                      NOT EXISTS (SELECT FROM ranking.unlisted u WHERE u.person_id = c.person_id)
               FROM counted c, unnest(ranking.boards(c.help, c.topic)) b (board),
                    unnest(ARRAY['day', 'week', 'month', 'year', 'all']) p (period)
               GROUP BY 1, 2, 3 HAVING sum(c.value) <> 0
               ON CONFLICT (board, period, person_id) DO UPDATE SET points = t.points + excluded.points
           )
           SELECT count(*) AS "counted!" FROM counted"#,
        now,
        batch
    )
    .fetch_one(conn)
    .await
}

async fn leave(conn: &mut PgConnection, now: DateTime<Utc>, period: Period, batch: i64) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"WITH gone AS (
               SELECT id, counted_at, person_id, value, help, topic FROM ranking.entry
               WHERE counted_at IS NOT NULL
                 AND (counted_at, id) > ((SELECT at FROM ranking.hand WHERE period = $1),
                                         (SELECT entry_id FROM ranking.hand WHERE period = $1))
                 AND counted_at <= $2::timestamptz - make_interval(days => (SELECT days FROM ranking.hand WHERE period = $1))
               ORDER BY counted_at, id LIMIT $3
           ), taken_off AS (
               INSERT INTO ranking.tally AS t (board, period, person_id, points, listed)
               SELECT b.board, $1, g.person_id, -sum(g.value),
                      NOT EXISTS (SELECT FROM ranking.unlisted u WHERE u.person_id = g.person_id)
               FROM gone g, unnest(ranking.boards(g.help, g.topic)) b (board)
               GROUP BY 1, 2, 3 HAVING sum(g.value) <> 0
               ON CONFLICT (board, period, person_id) DO UPDATE SET points = t.points + excluded.points
           ), moved_on AS (
               UPDATE ranking.hand h SET at = l.counted_at, entry_id = l.id
               FROM (SELECT counted_at, id FROM gone ORDER BY counted_at DESC, id DESC LIMIT 1) l WHERE h.period = $1
           )
           SELECT count(*) AS "gone!" FROM gone"#,
        period.as_str(),
        now,
        batch
    )
    .fetch_one(conn)
    .await
}
