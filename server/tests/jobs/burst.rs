use std::time::Duration;

use chrono::TimeDelta;
use domain::jobs::NewJob;
use server::jobs::{self, Settings};
use tokio::time::{Instant, sleep};

use super::{
    stage::{Stage, quick},
    tasks::{Brief, Leisurely},
};

/// With the production numbers.
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_short_jobs_due_in_the_same_second_are_done_within_20_seconds() {
    let stage = Stage::new().await;
    let due = stage.ctx.now() + TimeDelta::seconds(1);
    let mut tx = stage.ctx.begin().await.unwrap();
    stage.ctx.jobs.enqueue(&mut tx, NewJob::of(&Brief("burst".into())).at(due)).await.unwrap();
    // Ten thousand round trips are not what is measured.
    sqlx::query(
        "INSERT INTO apalis.jobs (id, job_type, job, max_attempts, run_at)
         SELECT apalis.generate_ulid(), job_type, job, max_attempts, run_at FROM apalis.jobs, generate_series(2, 10000)",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();

    let workers = stage.work_with(Settings::default());
    sleep((due - stage.ctx.now()).to_std().unwrap_or_default()).await;
    let started = Instant::now();
    stage.wait_for_effects("burst", 10_000, Duration::from_secs(20)).await;
    println!("10,000 short jobs in {:?}", started.elapsed());
    workers.drain().await;
    assert_eq!(stage.effects("burst").await, 10_000, "each ran once");
    assert_eq!(jobs::depth(stage.pool()).await.unwrap(), jobs::Depth::default());
}

/// Fetched jobs that wait for their turn keep a worker from saying that it lives: with batches no larger than what runs at
/// once, never long enough for the other worker to take them over.
#[tokio::test]
async fn a_full_queue_of_slow_short_jobs_silences_no_worker() {
    let stage = Stage::new().await;
    let settings = || Settings { short: 8, ..quick() };
    let workers = [stage.work_with(settings()), stage.work_with(settings())];
    // As long against the 2 s of silence as 5 s against the 35 s of production.
    for _ in 0..200 {
        stage.enqueue(&Leisurely { milliseconds: 300 }).await;
    }
    stage.wait_for_effects("begin", 200, Duration::from_secs(20)).await;
    for worker in workers {
        worker.drain().await;
    }
    assert_eq!(stage.effects("begin").await, 200, "each ran once");
}
