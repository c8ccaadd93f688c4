//! Jobs that were given up: what happened to them, and another life.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgPool};

/// A row of the queue as operators see it.
#[derive(Clone, Debug, FromRow)]
pub struct Listed {
    pub id: String,
    pub status: String,
    pub attempts: i32,
    pub max_attempts: i32,
    pub run_at: DateTime<Utc>,
    /// The end of the last try.
    pub ended_at: Option<DateTime<Utc>>,
    pub error: Option<String>,
    body: Vec<u8>,
}

impl Listed {
    /// The kind of the job, or what stands in the place of one.
    pub fn name(&self) -> String {
        let body: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        body.get("name").and_then(Value::as_str).unwrap_or("(no job)").to_owned()
    }
}

/// The dead letters after this id, oldest first.
pub async fn list(pool: &PgPool, after: &str, limit: i64) -> Result<Vec<Listed>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, status, attempts, max_attempts, run_at, done_at AS ended_at, last_result ->> 'Err' AS error, job AS body
         FROM apalis.jobs
         WHERE (status = 'Killed' OR (status = 'Failed' AND attempts >= max_attempts)) AND id > $1
         ORDER BY id LIMIT $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// Jobs that wait or run, the next to come first.
pub async fn list_alive(pool: &PgPool, limit: i64) -> Result<Vec<Listed>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, CASE status WHEN 'Queued' THEN 'Running' ELSE status END AS status, attempts, max_attempts, run_at,
                done_at AS ended_at, last_result ->> 'Err' AS error, job AS body
         FROM apalis.jobs
         WHERE status IN ('Pending', 'Queued', 'Running') OR (status = 'Failed' AND attempts < max_attempts)
         ORDER BY run_at, id LIMIT $1",
    )
    .bind(limit)
    .fetch_all(pool)
    .await
}

/// Gives one dead letter, or all of them, its tries back, from now on. Says how many there were.
pub async fn retry(pool: &PgPool, id: Option<&str>) -> Result<u64, sqlx::Error> {
    let revived = sqlx::query(
        "UPDATE apalis.jobs
         SET status = 'Pending', attempts = 0, run_at = now(), lock_by = NULL, lock_at = NULL, done_at = NULL
         WHERE (status = 'Killed' OR (status = 'Failed' AND attempts >= max_attempts)) AND ($1::text IS NULL OR id = $1)",
    )
    .bind(id)
    .execute(pool)
    .await?;
    Ok(revived.rows_affected())
}
