use chrono::TimeDelta;
use domain::jobs::NewJob;
use server::jobs;

use super::{
    stage::Stage,
    tasks::{self, Behave, Brief, Note},
};

#[tokio::test]
async fn what_is_due_runs_without_workers() {
    let stage = Stage::new().await;
    let registry = tasks::registry();
    stage.enqueue(&Note("ordinary".into())).await;
    stage.enqueue(&Brief("short".into())).await;
    let later = stage.ctx.now() + TimeDelta::hours(1);
    stage.enqueue_new(NewJob::of(&Note("later".into())).at(later)).await;
    assert_eq!(jobs::run_due(&stage.ctx, &registry).await.unwrap(), 2);
    assert_eq!(jobs::run_due(&stage.ctx, &registry).await.unwrap(), 0);
    assert_eq!((stage.effects("ordinary").await, stage.effects("short").await), (1, 1));

    jobs::hasten(stage.pool(), TimeDelta::hours(1)).await.unwrap();
    assert_eq!(jobs::run_due(&stage.ctx, &registry).await.unwrap(), 1);
    assert_eq!(stage.effects("later").await, 1);
}

#[tokio::test]
async fn what_fails_waits_for_its_next_try() {
    let stage = Stage::new().await;
    let id = stage.enqueue(&Behave::FailOnce).await;
    jobs::run_due(&stage.ctx, &tasks::registry()).await.unwrap();
    assert_eq!(stage.row(&id).await, ("Failed".into(), 1, Some("once".into())));
    jobs::hasten(stage.pool(), TimeDelta::seconds(3)).await.unwrap();
    jobs::run_due(&stage.ctx, &tasks::registry()).await.unwrap();
    assert_eq!(stage.status(&id).await, "Done");
}
