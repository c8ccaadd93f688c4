use std::{cmp::max, time::Duration};

use clap::Parser;
use server::jobs::{self, cli, dead};

use super::{
    stage::Stage,
    tasks::{Behave, Note},
};

const SOON: Duration = Duration::from_secs(10);

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: cli::Command,
}

/// What `tutorforge jobs <arguments>` writes.
async fn command(stage: &Stage, arguments: &str) -> anyhow::Result<String> {
    let cli = Cli::try_parse_from(["jobs"].into_iter().chain(arguments.split_whitespace()))?;
    let mut out = Vec::new();
    cli::run(cli.command, stage.pool(), &mut out).await?;
    Ok(String::from_utf8(out)?)
}

#[tokio::test]
async fn dead_letters_are_listed_and_run_again() {
    let stage = Stage::new().await;
    let workers = stage.work();
    let first = stage.enqueue(&Behave::Refuse).await;
    let second = stage.enqueue(&Behave::Fail).await;
    stage.wait_for_status(&first, "Killed", SOON).await;
    stage.wait_for_status(&second, "Killed", SOON).await;
    workers.drain().await;
    assert_eq!(jobs::depth(stage.pool()).await.unwrap().dead, 2);

    let listed = command(&stage, "dead").await.unwrap();
    assert!(listed.contains(&first) && listed.contains("test.behave") && listed.contains("never"), "{listed}");
    assert!(command(&stage, &format!("dead --after {}", max(&first, &second))).await.unwrap().starts_with("0 shown"));

    assert_eq!(command(&stage, &format!("retry {first}")).await.unwrap(), "1 will run again\n");
    assert_eq!(stage.row(&first).await, ("Pending".into(), 0, stage.row(&first).await.2));
    assert_eq!(command(&stage, "retry --all").await.unwrap(), "1 will run again\n");
    assert!(dead::list(stage.pool(), "", 10).await.unwrap().is_empty());

    let before = stage.effects("begin").await;
    let workers = stage.work();
    stage.wait_for_status(&second, "Killed", SOON).await;
    stage.wait_for_status(&first, "Killed", SOON).await;
    workers.drain().await;
    assert_eq!(stage.effects("begin").await, before + 4);
}

#[tokio::test]
async fn a_living_job_is_listed_but_not_retried() {
    let stage = Stage::new().await;
    let id = stage.enqueue(&Note("waiting".into())).await;
    let listed = command(&stage, "list").await.unwrap();
    assert!(listed.contains(&id) && listed.contains("Pending"), "{listed}");
    assert!(command(&stage, &format!("retry {id}")).await.is_err());
    assert_eq!(command(&stage, "retry --all").await.unwrap(), "0 will run again\n");
    assert!(command(&stage, "retry").await.is_err(), "either an id or all");
}

/// A job of a release that was rolled back, or one whose tries were lowered by hand.
#[tokio::test]
async fn exhausted_failures_count_as_dead() {
    let stage = Stage::new().await;
    let id = stage.enqueue(&Note("tired".into())).await;
    sqlx::query("UPDATE apalis.jobs SET status = 'Failed', attempts = max_attempts")
        .execute(stage.pool())
        .await
        .unwrap();
    assert_eq!(dead::list(stage.pool(), "", 10).await.unwrap()[0].id, id);
    assert_eq!(dead::retry(stage.pool(), Some(&id)).await.unwrap(), 1);
}

#[tokio::test]
async fn the_queue_tells_how_it_is() {
    let stage = Stage::new().await;
    let silence = Duration::from_secs(2);
    assert!(!jobs::alive(stage.pool(), silence).await.unwrap());
    stage.enqueue(&Note("waiting".into())).await;
    sqlx::query("UPDATE apalis.jobs SET run_at = now() - interval '1 minute'").execute(stage.pool()).await.unwrap();
    let depth = jobs::depth(stage.pool()).await.unwrap();
    assert_eq!((depth.waiting, depth.running, depth.dead), (1, 0, 0));
    assert!((60.0..61.0).contains(&depth.oldest_seconds));

    let workers = stage.work();
    stage.wait_for_effects("waiting", 1, SOON).await;
    assert!(jobs::alive(stage.pool(), silence).await.unwrap());
    workers.drain().await;
    tokio::time::sleep(silence).await;
    assert!(!jobs::alive(stage.pool(), silence).await.unwrap());
}
