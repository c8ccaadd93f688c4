use std::time::Duration;

use chrono::TimeDelta;
use domain::{Clock, jobs::NewJob, ports::Jobs};
use server::jobs::{self, Queue, Settings};
use tokio::time::sleep;

use super::{
    stage::{Stage, quick},
    tasks::{Brief, Note},
};

const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_job_runs_when_its_transaction_commits_and_not_before() {
    let stage = Stage::new().await;
    let workers = stage.work();
    let mut tx = stage.ctx.begin().await.unwrap();
    stage.ctx.jobs.enqueue(&mut tx, NewJob::of(&Note("ordinary".into()))).await.unwrap();
    stage.ctx.jobs.enqueue(&mut tx, NewJob::of(&Brief("short".into()))).await.unwrap();
    sleep(Duration::from_millis(500)).await;
    assert_eq!(stage.effects("ordinary").await, 0);
    tx.commit().await.unwrap();
    stage.wait_for_effects("ordinary", 1, SOON).await;
    stage.wait_for_effects("short", 1, SOON).await;
    workers.drain().await;
}

#[tokio::test]
async fn workers_are_woken_by_what_commits_soon_after_it_was_added_one_job_after_the_other() {
    let stage = Stage::new().await;
    let workers = stage.work_with(Settings { poll: Duration::from_hours(1), ..quick() });
    stage.enqueue(&Note("first".into())).await;
    stage.wait_for_effects("first", 1, SOON).await;
    for wait in [0, 15, 60, 150] {
        let (what, brief) = (format!("after {wait}"), format!("brief after {wait}"));
        let mut tx = stage.ctx.begin().await.unwrap();
        for job in [NewJob::of(&Note(what.clone())), NewJob::of(&Note(what.clone())), NewJob::of(&Brief(brief.clone()))]
        {
            stage.ctx.jobs.enqueue(&mut tx, job).await.unwrap();
        }
        sleep(Duration::from_millis(wait)).await;
        tx.commit().await.unwrap();
        stage.wait_for_effects(&what, 2, SOON).await;
        stage.wait_for_effects(&brief, 1, SOON).await;
    }
    workers.drain().await;
}

#[tokio::test]
async fn what_is_rolled_back_has_no_job() {
    let stage = Stage::new().await;
    let mut tx = stage.ctx.begin().await.unwrap();
    stage.ctx.jobs.enqueue(&mut tx, NewJob::of(&Note("never".into()))).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(jobs::depth(stage.pool()).await.unwrap(), jobs::Depth::default());
}

#[tokio::test]
async fn a_known_key_is_left_out_and_its_transaction_survives() {
    let stage = Stage::new().await;
    let job = || NewJob::of(&Note("keyed".into())).key("event:module");
    stage.enqueue_new(job()).await;
    let mut tx = stage.ctx.begin().await.unwrap();
    stage.ctx.jobs.enqueue(&mut tx, job()).await.unwrap();
    stage.ctx.jobs.enqueue(&mut tx, job()).await.unwrap();
    sqlx::query("INSERT INTO effect (what) VALUES ('survived')").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stage.effects("survived").await, 1);
    assert_eq!(jobs::depth(stage.pool()).await.unwrap().waiting, 1);

    let workers = stage.work();
    stage.wait_for_effects("keyed", 1, SOON).await;
    workers.drain().await;
    // The key stays taken by the finished job.
    stage.enqueue_new(job()).await;
    assert_eq!(jobs::depth(stage.pool()).await.unwrap().waiting, 0);
}

#[tokio::test]
async fn a_job_for_later_waits() {
    let stage = Stage::new().await;
    let workers = stage.work();
    let soon = stage.ctx.now() + TimeDelta::milliseconds(1500);
    stage.enqueue_new(NewJob::of(&Note("later".into())).at(soon)).await;
    stage.wait_for_effects("later", 1, SOON).await;
    let late = stage.ctx.now() - soon;
    assert!(late >= TimeDelta::zero() && late < TimeDelta::milliseconds(500), "{late} late");
    workers.drain().await;
}

#[tokio::test]
async fn times_are_those_of_the_callers_clock() {
    let stage = Stage::new().await;
    let clock = Clock::standing("2026-03-02T09:00:00Z".parse().unwrap());
    clock.advance(TimeDelta::days(3));
    let mut tx = stage.ctx.begin().await.unwrap();
    let job = NewJob::of(&Note("later".into())).at(clock.now() + TimeDelta::hours(2));
    Queue::new(clock, stage.pool().clone()).enqueue(&mut tx, job).await.unwrap();
    let hours: f64 = sqlx::query_scalar("SELECT extract(epoch FROM run_at - now())::float8 / 3600 FROM apalis.jobs")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert!((hours - 2.0).abs() < 0.01, "{hours} hours from now");
}
