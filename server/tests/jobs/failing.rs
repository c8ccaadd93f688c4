use std::time::Duration;

use server::jobs::{BackOff, Settings};
use sqlx::PgPool;

use super::{
    stage::{Stage, quick},
    tasks::{Behave, Note},
};

const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_job_that_always_fails_is_tried_so_often_and_ever_later() {
    let stage = Stage::new().await;
    let back_off = BackOff { base: Duration::from_millis(400), cap: Duration::from_secs(1) };
    let workers = stage.work_with(Settings { back_off, ..quick() });
    let id = stage.enqueue(&Behave::Fail).await;
    stage.wait_for_status(&id, "Failed", SOON).await;
    assert!(waits(stage.pool(), &id).await <= 0.4);
    stage.wait_for_status(&id, "Killed", SOON).await;
    workers.drain().await;
    let (_, attempts, error) = stage.row(&id).await;
    assert_eq!((attempts, stage.effects("begin").await), (3, 3));
    assert_eq!(error.unwrap(), "not today");
}

/// How long after its end the next try was set, in seconds.
async fn waits(pool: &PgPool, id: &str) -> f64 {
    sqlx::query_scalar("SELECT extract(epoch FROM run_at - done_at)::float8 FROM apalis.jobs WHERE id = $1")
        .bind(id)
        .fetch_one(pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_wait_outlives_the_worker() {
    let stage = Stage::new().await;
    let back_off = BackOff { base: Duration::from_hours(1), cap: Duration::from_hours(1) };
    let workers = stage.work_with(Settings { back_off, ..quick() });
    let id = stage.enqueue(&Behave::FailOnce).await;
    stage.wait_for_status(&id, "Failed", SOON).await;
    workers.drain().await;
    let workers = stage.work();
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(stage.effects("begin").await, 1);
    // An hour passes.
    sqlx::query("UPDATE apalis.jobs SET run_at = run_at - interval '1 hour'").execute(stage.pool()).await.unwrap();
    stage.wait_for_status(&id, "Done", SOON).await;
    workers.drain().await;
}

#[tokio::test]
async fn a_job_that_refuses_is_dead_at_once() {
    let stage = Stage::new().await;
    let workers = stage.work();
    let id = stage.enqueue(&Behave::Refuse).await;
    stage.wait_for_status(&id, "Killed", SOON).await;
    workers.drain().await;
    assert_eq!(stage.effects("begin").await, 1);
}

#[tokio::test]
async fn a_panic_is_a_failure_like_any_other() {
    let stage = Stage::new().await;
    let workers = stage.work();
    let id = stage.enqueue(&Behave::Panic).await;
    stage.wait_for_status(&id, "Killed", SOON).await;
    workers.drain().await;
    let (_, attempts, error) = stage.row(&id).await;
    assert_eq!((attempts, stage.effects("begin").await), (3, 3));
    assert_eq!(error.unwrap(), "panic: at the disco");
}

#[tokio::test]
async fn a_job_that_hangs_is_stopped_at_its_limit() {
    let stage = Stage::new().await;
    let workers = stage.work();
    let id = stage.enqueue(&Behave::Hang).await;
    stage.wait_for_status(&id, "Killed", SOON).await;
    workers.drain().await;
    let (_, attempts, error) = stage.row(&id).await;
    assert_eq!((attempts, stage.effects("begin").await), (3, 3));
    assert_eq!(error.unwrap(), "it took longer than 300ms");
}

/// It blocks its thread, which nothing can stop; the worker must go on and say that it lives.
#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn a_job_that_blocks_its_thread_holds_up_nobody() {
    let stage = Stage::new().await;
    let (workers, others) = (stage.work(), stage.work());
    let id = stage.enqueue(&Behave::Spin).await;
    stage.wait_for_effects("begin", 1, SOON).await;
    stage.enqueue(&Note("meanwhile".into())).await;
    stage.wait_for_effects("meanwhile", 1, Duration::from_secs(1)).await;
    stage.wait_for_status(&id, "Killed", SOON).await;
    assert_eq!(stage.effects("begin").await, 3, "none of its runs was taken over");
    workers.drain().await;
    others.drain().await;
}

#[tokio::test]
async fn rows_that_no_job_fits_are_dead_and_harm_nobody() {
    let stage = Stage::new().await;
    let workers = stage.work();
    for body in
        ["no JSON", "[]", r#"{"name":"gone","payload":1}"#, r#"{"name":"test.note","payload":{"shape":"wrong"}}"#]
    {
        sqlx::query("INSERT INTO apalis.jobs (id, job_type, job) VALUES (apalis.generate_ulid(), 'ordinary', $1)")
            .bind(body.as_bytes())
            .execute(stage.pool())
            .await
            .unwrap();
    }
    let id = stage.enqueue(&Note("after".into())).await;
    stage.wait_for_status(&id, "Done", SOON).await;
    let dead: Vec<(String, i32)> = loop {
        let dead = sqlx::query_as(
            "SELECT last_result ->> 'Err', attempts FROM apalis.jobs WHERE status = 'Killed' ORDER BY 1",
        )
        .fetch_all(stage.pool())
        .await
        .unwrap();
        if dead.len() == 4 {
            break dead;
        }
    };
    assert!(dead.iter().all(|(_, attempts)| *attempts == 1), "{dead:?}");
    workers.drain().await;
}
