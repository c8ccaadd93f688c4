//! Workers that die. They run in processes of their own: this test binary, started again.

use std::{
    env,
    process::{Child, Command, Stdio},
    time::Duration,
};

use server::jobs::Settings;
use tokio::time::{Instant, sleep};

use super::{
    stage::{Stage, Workers, context, lazy_pool, quick},
    tasks::{Behave, Slow},
};

const URL: &str = "TF_TEST_WORKER_DATABASE";
/// Set for a worker process with the production numbers.
const PRODUCTION: &str = "TF_TEST_WORKER_PRODUCTION";
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
#[ignore = "this is what a worker process runs"]
async fn worker_process() {
    let Ok(url) = env::var(URL) else { return };
    let settings = if env::var_os(PRODUCTION).is_some() { Settings::default() } else { quick() };
    Workers::start(context(lazy_pool(&url)), settings).ended.await.unwrap().unwrap();
}

/// Killed with `kill -9` at the end, at the latest.
struct Process(Child);

impl Process {
    fn start(stage: &Stage) -> Self {
        Self::spawn(stage, &mut Command::new(env::current_exe().unwrap()))
    }

    fn start_as_in_production(stage: &Stage) -> Self {
        Self::spawn(stage, Command::new(env::current_exe().unwrap()).env(PRODUCTION, "1"))
    }

    fn spawn(stage: &Stage, command: &mut Command) -> Self {
        let child = command
            .args(["--exact", "jobs::crash::worker_process", "--ignored"])
            .env(URL, stage.database.url())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[tokio::test]
async fn the_job_of_a_killed_worker_is_taken_over() {
    let stage = Stage::new().await;
    let process = Process::start(&stage);
    let id = stage.enqueue(&Slow { milliseconds: 1500 }).await;
    stage.wait_for_effects("begin", 1, SOON).await;
    let workers = stage.work();
    drop(process);
    let killed = Instant::now();
    stage.wait_for_effects("begin", 2, SOON).await;
    // 2 s of silence, a heartbeat, a poll, and time for a busy machine.
    assert!(killed.elapsed() < Duration::from_secs(5), "after {:?}", killed.elapsed());
    stage.wait_for_status(&id, "Done", SOON).await;
    workers.drain().await;
    assert_eq!((stage.effects("begin").await, stage.effects("end").await), (2, 1));
    assert_eq!(stage.row(&id).await.1, 2);
}

#[tokio::test]
async fn a_job_that_kills_its_worker_is_put_aside_after_its_tries() {
    let stage = Stage::new().await;
    let id = stage.enqueue(&Behave::Abort).await;
    let mut process = Process::start(&stage);
    let deadline = Instant::now() + Duration::from_secs(30);
    while stage.status(&id).await != "Killed" {
        assert!(Instant::now() < deadline, "{:?}", stage.row(&id).await);
        if process.0.try_wait().unwrap().is_some() {
            process = Process::start(&stage);
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(stage.effects("begin").await, 3);
}

#[tokio::test]
#[ignore = "the production numbers take 45 seconds: `make soak`"]
async fn soak_a_killed_workers_job_is_taken_over_within_45_seconds() {
    let stage = Stage::new().await;
    let process = Process::start_as_in_production(&stage);
    stage.enqueue(&Slow { milliseconds: 15_000 }).await;
    stage.wait_for_effects("begin", 1, SOON).await;
    let workers = stage.work_with(Settings::default());
    drop(process);
    let killed = Instant::now();
    stage.wait_for_effects("begin", 2, Duration::from_secs(45)).await;
    println!("taken over after {:?}", killed.elapsed());
    workers.drain().await;
    assert_eq!(stage.effects("end").await, 1);
}
