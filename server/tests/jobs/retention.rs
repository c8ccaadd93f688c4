use server::jobs;
use sqlx::PgPool;

use super::{stage::Stage, tasks::Note};

async fn ids(pool: &PgPool, sql: &'static str) -> Vec<String> {
    sqlx::query_scalar(sql).fetch_all(pool).await.unwrap()
}

#[tokio::test]
async fn old_rows_go_and_the_others_stay() {
    let stage = Stage::new().await;
    stage.enqueue(&Note("waiting for long".into())).await;
    sqlx::raw_sql(
        "UPDATE apalis.jobs SET id = 'waiting', run_at = now() - interval '1 year';
         INSERT INTO apalis.workers (id, worker_type, storage_name, last_seen) VALUES
             ('gone', 'ordinary', '', now() - interval '8 days'), ('gone, but named', 'ordinary', '', now() - interval '8 days'),
             ('here', 'ordinary', '', now());
         INSERT INTO apalis.jobs (id, job_type, job, status, attempts, max_attempts, done_at, lock_by) VALUES
             ('done 8 days', 'ordinary', '', 'Done', 1, 8, now() - interval '8 days', 'gone'),
             ('done 6 days', 'ordinary', '', 'Done', 1, 8, now() - interval '6 days', 'gone, but named'),
             ('dead 91 days', 'ordinary', '', 'Killed', 8, 8, now() - interval '91 days', NULL),
             ('dead 89 days', 'ordinary', '', 'Killed', 8, 8, now() - interval '89 days', NULL),
             ('tired 91 days', 'ordinary', '', 'Failed', 8, 8, now() - interval '91 days', NULL),
             ('failed', 'ordinary', '', 'Failed', 2, 8, now() - interval '91 days', NULL);
         INSERT INTO outbox.command VALUES
             (gen_random_uuid(), gen_random_uuid(), now() - interval '3 days'), (gen_random_uuid(), gen_random_uuid(), now());",
    )
    .execute(stage.pool())
    .await
    .unwrap();
    jobs::sweep(&stage.ctx, stage.pool()).await.unwrap();
    let left = ids(stage.pool(), "SELECT id FROM apalis.jobs ORDER BY id").await;
    assert_eq!(left, ["dead 89 days", "done 6 days", "failed", "waiting"]);
    let left = ids(stage.pool(), "SELECT id FROM apalis.workers ORDER BY id").await;
    assert_eq!(left, ["gone, but named", "here"]);
    assert_eq!(ids(stage.pool(), "SELECT key::text FROM outbox.command").await.len(), 1);
}

#[tokio::test]
async fn one_sweeps_at_a_time() {
    let stage = Stage::new().await;
    sqlx::query(
        "INSERT INTO apalis.jobs (id, job_type, job, status, done_at) VALUES ('old', '', '', 'Done', '2020-01-01')",
    )
    .execute(stage.pool())
    .await
    .unwrap();
    let mut other = stage.ctx.begin().await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(hashtext('tutorforge.retention'))").execute(&mut *other).await.unwrap();
    jobs::sweep(&stage.ctx, stage.pool()).await.unwrap();
    assert_eq!(ids(stage.pool(), "SELECT id FROM apalis.jobs").await, ["old"]);
    drop(other);
    loop {
        jobs::sweep(&stage.ctx, stage.pool()).await.unwrap();
        if ids(stage.pool(), "SELECT id FROM apalis.jobs").await.is_empty() {
            break;
        }
    }
}
