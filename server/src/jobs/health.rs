use std::time::Duration;

use domain::jobs::Class;
use sqlx::{FromRow, PgPool};

/// What a look at the queue shows, over all classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, FromRow)]
pub struct Depth {
    /// Due, but not fetched yet.
    pub waiting: i64,
    /// Fetched by a worker.
    pub running: i64,
    /// How long the oldest of the waiting ones has been due, in seconds; 0 if none waits.
    pub oldest_seconds: f64,
    /// Dead letters.
    pub dead: i64,
}

/// For `/metrics`: one query, each part on an index of its own.
pub async fn depth(pool: &PgPool) -> Result<Depth, sqlx::Error> {
    sqlx::query_as(
        "SELECT due.waiting, held.running, due.oldest_seconds, gone.dead
         FROM (SELECT count(*) AS waiting,
                      coalesce(extract(epoch FROM now() - min(run_at)), 0)::float8 AS oldest_seconds
               FROM apalis.jobs
               WHERE (status = 'Pending' OR (status = 'Failed' AND attempts < max_attempts)) AND run_at <= now()) due,
              (SELECT count(*) AS running FROM apalis.jobs WHERE status = 'Running' OR status = 'Queued') held,
              (SELECT count(*) AS dead FROM apalis.jobs
               WHERE status = 'Killed' OR (status = 'Failed' AND attempts >= max_attempts)) gone",
    )
    .fetch_one(pool)
    .await
}

/// For `/readyz`: whether somewhere a worker of every class gave a sign of life within this time.
pub async fn alive(pool: &PgPool, within: Duration) -> Result<bool, sqlx::Error> {
    let queues = Class::ALL.map(|class| class.queue().to_owned());
    let seen: i64 = sqlx::query_scalar(
        "SELECT count(DISTINCT worker_type) FROM apalis.workers
         WHERE worker_type = ANY($1) AND last_seen > now() - $2 * interval '1 second'",
    )
    .bind(&queues[..])
    .bind(within.as_secs_f64())
    .fetch_one(pool)
    .await?;
    Ok(usize::try_from(seen) == Ok(queues.len()))
}
