use std::time::Duration;

use server::jobs::Settings;
use tokio::time::{Instant, sleep};

use super::{
    stage::{Stage, quick},
    tasks::{Note, Slow},
};

const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_stop_waits_for_a_long_job_which_nobody_takes_over() {
    let stage = Stage::new().await;
    // A drain of 4 seconds at most, against 5 of silence: the production relation, shortened.
    let settings = || Settings { missed_heartbeats: 10, shutdown: Duration::from_secs(4), ..quick() };
    let leaving = stage.work_with(settings());
    let id = stage.enqueue(&Slow { milliseconds: 3500 }).await;
    stage.wait_for_effects("begin", 1, SOON).await;
    let staying = stage.work_with(settings());
    let started = Instant::now();
    leaving.drain().await;
    assert!(started.elapsed() > Duration::from_secs(3));
    assert_eq!(stage.status(&id).await, "Done");
    // The others go on, without it.
    stage.enqueue(&Note("next".into())).await;
    stage.wait_for_effects("next", 1, SOON).await;
    sleep(Duration::from_secs(3)).await;
    assert_eq!((stage.effects("begin").await, stage.effects("end").await), (1, 1));
    staying.drain().await;
}

/// With more jobs than the library's channel for acknowledgements holds: with those, this drain would never end.
#[tokio::test]
async fn a_stop_starts_nothing_new_and_what_ran_stays_done() {
    let stage = Stage::new().await;
    let workers = stage.work();
    for _ in 0..20 {
        stage.enqueue(&Slow { milliseconds: 1000 }).await;
    }
    stage.wait_for_effects("begin", 8, SOON).await;
    workers.drain().await;
    let begun = stage.effects("begin").await;
    assert!(begun < 20, "{begun} of 20 begun");
    assert_eq!(stage.effects("end").await, begun);
    let workers = stage.work();
    stage.wait_for_effects("end", 20, SOON).await;
    workers.drain().await;
    assert_eq!(stage.effects("begin").await, 20);
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let stage = Stage::new().await;
    let workers = stage.work_with(Settings { shutdown: Duration::from_millis(500), ..quick() });
    let id = stage.enqueue(&Slow { milliseconds: 15_000 }).await;
    stage.wait_for_effects("begin", 1, SOON).await;
    let started = Instant::now();
    workers.drain().await;
    assert!(started.elapsed() < Duration::from_secs(2));
    // What it left behind comes back like the job of a dead worker.
    let workers = stage.work();
    stage.wait_for_effects("begin", 2, SOON).await;
    assert_eq!(stage.status(&id).await, "Queued");
    drop(workers);
}

#[tokio::test]
#[ignore = "the production numbers take 45 seconds: `make soak`"]
async fn soak_the_longest_job_is_drained_and_never_taken_over() {
    let stage = Stage::new().await;
    let (leaving, staying) = (stage.work_with(Settings::default()), stage.work_with(Settings::default()));
    let id = stage.enqueue(&Slow { milliseconds: 19_500 }).await;
    stage.wait_for_effects("begin", 1, SOON).await;
    // Which of the two has it is not known: both are stopped, and a third one watches.
    let watching = stage.work_with(Settings::default());
    leaving.stop.cancel();
    staying.stop.cancel();
    leaving.drain().await;
    staying.drain().await;
    assert_eq!(stage.status(&id).await, "Done");
    sleep(Duration::from_secs(25)).await;
    watching.drain().await;
    assert_eq!((stage.effects("begin").await, stage.effects("end").await), (1, 1));
}
