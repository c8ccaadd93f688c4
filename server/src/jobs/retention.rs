//! What is kept how long. One process at a time sweeps, whichever comes first.

use std::time::Duration;

use domain::Ctx;
use sqlx::PgPool;
use tokio::time::{MissedTickBehavior, interval};

/// So many rows at once: the rest is left to the next sweep.
const BATCH: i64 = 50_000;

/// Sweeps for ever.
pub(super) async fn every(period: Duration, ctx: Ctx, pool: PgPool) {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = sweep(&ctx, &pool).await {
            tracing::warn!(%error, "cannot prune old rows");
        }
    }
}

/// Prunes finished jobs after 7 days, dead ones after 90, the names of workers that are gone, and what the domain no
/// longer needs. Does nothing while another process is at it.
pub async fn sweep(ctx: &Ctx, pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut leader = pool.begin().await?;
    let led: bool = sqlx::query_scalar("SELECT pg_try_advisory_xact_lock(hashtext('tutorforge.retention'))")
        .fetch_one(&mut *leader)
        .await?;
    if !led {
        return Ok(());
    }
    let jobs = sqlx::query(
        "DELETE FROM apalis.jobs WHERE id IN (
             SELECT id FROM apalis.jobs
             WHERE (status = 'Done' AND done_at < now() - interval '7 days')
                OR (status IN ('Killed', 'Failed') AND done_at < now() - interval '90 days'
                    AND (status = 'Killed' OR attempts >= max_attempts))
             LIMIT $1)",
    )
    .bind(BATCH)
    .execute(&mut *leader)
    .await?;
    // A worker's name cannot go while a job, even a finished one, bears it.
    let workers = sqlx::query(
        "DELETE FROM apalis.workers w
         WHERE w.last_seen < now() - interval '1 day' AND NOT EXISTS (SELECT FROM apalis.jobs j WHERE j.lock_by = w.id)",
    )
    .execute(&mut *leader)
    .await?;
    domain::platform::prune(ctx).await?;
    leader.commit().await?;
    tracing::debug!(jobs = jobs.rows_affected(), workers = workers.rows_affected(), "pruned");
    Ok(())
}
