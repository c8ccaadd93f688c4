use apalis_postgres::PostgresStorage;
use sqlx::PgPool;

/// Brings the queue's tables up to date. Belongs after our own migrations, which create the extension it needs.
pub async fn migrate(pool: &PgPool) -> anyhow::Result<()> {
    PostgresStorage::setup(pool).await?;
    // The workers are told apart from the transactions that add jobs: see `Bell`.
    sqlx::raw_sql("DROP TRIGGER IF EXISTS notify_workers ON apalis.jobs").execute(pool).await?;
    // The library looks for a dead worker's jobs through all that it ever had, every few seconds. These two keep that,
    // and the counting of dead letters, apart from the finished jobs that are kept for days.
    sqlx::raw_sql(
        "CREATE INDEX IF NOT EXISTS tutorforge_jobs_held ON apalis.jobs (lock_by)
             WHERE status = 'Running' OR status = 'Queued';
         CREATE INDEX IF NOT EXISTS tutorforge_jobs_dead ON apalis.jobs (id)
             WHERE status = 'Killed' OR (status = 'Failed' AND attempts >= max_attempts);",
    )
    .execute(pool)
    .await?;
    Ok(())
}
