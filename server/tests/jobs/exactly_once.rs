use std::time::Duration;

use server::jobs::Settings;
use tokio::time::sleep;

use super::{
    stage::{Stage, quick},
    tasks::Once,
};

const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn of_two_workers_with_the_same_job_one_has_the_effect() {
    let stage = Stage::new().await;
    let patient = Settings { shutdown: Duration::from_secs(10), ..quick() };
    let first = stage.work_with(patient.clone());
    // A drain sends no heartbeat; this one lasts longer than a worker may be silent.
    let id = stage.enqueue(&Once { milliseconds: 4000, fails_after: false }).await;
    stage.wait_for_effects("begin", 1, SOON).await;
    first.stop.cancel();
    let second = stage.work_with(patient);
    stage.wait_for_effects("begin", 2, SOON).await;
    stage.wait_for_status(&id, "Done", SOON).await;
    first.drain().await;
    second.drain().await;
    assert_eq!((stage.effects("once").await, stage.effects("fenced").await), (1, 1));
}

#[tokio::test]
async fn a_job_that_fails_after_its_end_stays_done() {
    let stage = Stage::new().await;
    let workers = stage.work();
    let id = stage.enqueue(&Once { milliseconds: 0, fails_after: true }).await;
    stage.wait_for_status(&id, "Done", SOON).await;
    sleep(Duration::from_secs(1)).await;
    workers.drain().await;
    assert_eq!(stage.status(&id).await, "Done");
    assert_eq!((stage.effects("begin").await, stage.effects("once").await), (1, 1));
}
