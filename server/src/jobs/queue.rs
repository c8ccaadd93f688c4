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

/// The queue in Postgres. Inserts by itself rather than through apalis: on the caller's connection, and with a known key
/// quietly left out instead of failing the caller's transaction.
pub struct Queue {
    clock: Clock,
}

impl Queue {
    /// `clock` is the one that callers take their times from.
    pub fn new(clock: Clock) -> Self {
        Self { clock }
    }
}

#[async_trait]
impl Jobs for Queue {
    async fn enqueue(&self, conn: &mut PgConnection, job: NewJob) -> Result<(), sqlx::Error> {
        // Our clock may be moved, the database's may not: what carries over is the distance from now.
        let delay = job.run_at.map(|at| (at - self.clock.now()).num_microseconds().unwrap_or(i64::MAX));
        sqlx::query(
            "INSERT INTO apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, priority, idempotency_key)
             VALUES ($1, $2, $3, 'Pending', 0, $4,
                     CASE WHEN $5::bigint IS NULL THEN now()
                          ELSE clock_timestamp() + $5 * interval '1 microsecond' END, 0, $6)
             ON CONFLICT (job_type, idempotency_key) DO NOTHING",
        )
        .bind(Ulid::generate().to_string())
        .bind(job.class.queue())
        .bind(json!({ "name": job.name, "payload": job.payload }).to_string().into_bytes())
        .bind(job.attempts)
        .bind(delay)
        .bind(job.key)
        .execute(conn)
        .await?;
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
