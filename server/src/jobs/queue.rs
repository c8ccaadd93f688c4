use async_trait::async_trait;
use chrono::TimeDelta;
use domain::{
    Clock,
    jobs::{NewJob, Run},
    ports::Jobs,
};
use serde_json::json;
use sqlx::{PgConnection, PgPool};
use ulid::Ulid;

use super::bell::Bell;

/// The queue in Postgres. Inserts by itself rather than through apalis: on the caller's connection, and with a known key
/// quietly left out instead of failing the caller's transaction.
pub struct Queue {
    clock: Clock,
    bell: Bell,
}

impl Queue {
    /// `clock` is the one that callers take their times from; by `pool` the workers are told. Must be called within a runtime.
    pub fn new(clock: Clock, pool: PgPool) -> Self {
        Self { clock, bell: Bell::new(pool) }
    }
}

#[async_trait]
impl Jobs for Queue {
    async fn enqueue_all(&self, conn: &mut PgConnection, jobs: Vec<NewJob>) -> Result<(), sqlx::Error> {
        if jobs.is_empty() {
            return Ok(());
        }
        // Our clock may be moved, the database's may not: what carries over is the distance from now.
        let delay = |job: &NewJob| job.run_at.map(|at| (at - self.clock.now()).num_microseconds().unwrap_or(i64::MAX));
        let delays: Vec<_> = jobs.iter().map(delay).collect();
        let body = |job: &NewJob| json!({ "name": job.name, "payload": job.payload }).to_string().into_bytes();
        sqlx::query(
            "INSERT INTO apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, idempotency_key)
             SELECT n.id, n.queue, n.body, 'Pending', 0, n.attempts,
                    CASE WHEN n.delay IS NULL THEN now() ELSE clock_timestamp() + n.delay * interval '1 microsecond' END, 0, n.key
             FROM unnest($1::text[], $2::text[], $3::bytea[], $4::integer[], $5::bigint[], $6::text[])
                  AS n (id, queue, body, attempts, delay, key)
             ON CONFLICT (job_type, idempotency_key) DO NOTHING",
        )
        .bind(jobs.iter().map(|_| Ulid::generate().to_string()).collect::<Vec<_>>())
        .bind(jobs.iter().map(|job| job.class.queue()).collect::<Vec<_>>())
        .bind(jobs.iter().map(body).collect::<Vec<_>>())
        .bind(jobs.iter().map(|job| job.attempts).collect::<Vec<_>>())
        .bind(&delays)
        .bind(jobs.into_iter().map(|job| job.key).collect::<Vec<_>>())
        .execute(conn)
        .await?;
        if delays.iter().any(|delay| delay.is_none_or(|ahead| ahead <= 0)) {
            self.bell.ring();
        }
        Ok(())
    }

    async fn finish(&self, conn: &mut PgConnection, run: &Run) -> Result<bool, sqlx::Error> {
        let finished = sqlx::query(
            "UPDATE apalis.jobs SET status = 'Done', attempts = $3, done_at = now()
             WHERE id = $1 AND lock_by = $2 AND status IN ('Queued', 'Running')",
        )
        .bind(&run.id)
        .bind(&run.worker)
        .bind(run.attempt)
        .execute(conn)
        .await?;
        Ok(finished.rows_affected() == 1)
    }

    async fn hasten(&self, db: &PgPool, by: TimeDelta) -> Result<(), sqlx::Error> {
        super::due::hasten(db, by).await
    }
}
