//! Jobs that behave in every way a job can.

use std::{process, thread, time::Duration};

use async_trait::async_trait;
use domain::{
    Ctx,
    jobs::{Class, Job, JobError, Run},
};
use serde::{Deserialize, Serialize};
use server::jobs::Registry;
use tokio::time::sleep;

pub(super) fn registry() -> Registry {
    Registry::new().with::<Note>().with::<Brief>().with::<Slow>().with::<Leisurely>().with::<Behave>().with::<Once>()
}

async fn note(ctx: &Ctx, what: &str, run: &Run) -> Result<(), JobError> {
    sqlx::query("INSERT INTO effect (what, attempt) VALUES ($1, $2)")
        .bind(what)
        .bind(run.attempt)
        .execute(&ctx.db)
        .await?;
    Ok(())
}

/// Has its effect at once.
#[derive(Serialize, Deserialize)]
pub(super) struct Note(pub(super) String);

#[async_trait]
impl Job for Note {
    const NAME: &'static str = "test.note";

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        note(ctx, &self.0, run).await
    }
}

/// The same, in the other queue.
#[derive(Serialize, Deserialize)]
pub(super) struct Brief(pub(super) String);

#[async_trait]
impl Job for Brief {
    const NAME: &'static str = "test.brief";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        note(ctx, &self.0, run).await
    }
}

/// Notes its begin and its end.
#[derive(Serialize, Deserialize)]
pub(super) struct Slow {
    pub(super) milliseconds: u64,
}

#[async_trait]
impl Job for Slow {
    const NAME: &'static str = "test.slow";

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        note(ctx, "begin", run).await?;
        sleep(Duration::from_millis(self.milliseconds)).await;
        note(ctx, "end", run).await
    }
}

/// Takes long for a short one.
#[derive(Serialize, Deserialize)]
pub(super) struct Leisurely {
    pub(super) milliseconds: u64,
}

#[async_trait]
impl Job for Leisurely {
    const NAME: &'static str = "test.leisurely";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        note(ctx, "begin", run).await?;
        sleep(Duration::from_millis(self.milliseconds)).await;
        Ok(())
    }
}

/// Notes its begin and then does something bad.
#[derive(Serialize, Deserialize)]
pub(super) enum Behave {
    Fail,
    Refuse,
    Panic,
    Hang,
    Spin,
    Abort,
    FailOnce,
}

#[async_trait]
impl Job for Behave {
    const NAME: &'static str = "test.behave";
    const ATTEMPTS: i32 = 3;
    const LIMIT: Duration = Duration::from_millis(300);

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        note(ctx, "begin", run).await?;
        match self {
            Self::Fail => Err(JobError::retry("not today")),
            Self::Refuse => Err(JobError::fail("never")),
            Self::Panic => panic!("at the disco"),
            Self::Hang => {
                sleep(Duration::from_hours(1)).await;
                Ok(())
            }
            Self::Spin => {
                thread::sleep(Duration::from_secs(4));
                Ok(())
            }
            Self::Abort => process::abort(),
            Self::FailOnce if run.attempt == 1 => Err(JobError::retry("once")),
            Self::FailOnce => Ok(()),
        }
    }
}

/// Takes its time and then ends together with its effect; may go wrong after that.
#[derive(Serialize, Deserialize)]
pub(super) struct Once {
    pub(super) milliseconds: u64,
    pub(super) fails_after: bool,
}

#[async_trait]
impl Job for Once {
    const NAME: &'static str = "test.once";

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        note(ctx, "begin", run).await?;
        sleep(Duration::from_millis(self.milliseconds)).await;
        let mut tx = ctx.begin().await?;
        sqlx::query("INSERT INTO effect (what, attempt) VALUES ('once', $1)")
            .bind(run.attempt)
            .execute(&mut *tx)
            .await?;
        if !run.finish(ctx, &mut tx).await? {
            tx.rollback().await?;
            return note(ctx, "fenced", run).await;
        }
        tx.commit().await?;
        if self.fails_after { Err(JobError::retry("after the end")) } else { Ok(()) }
    }
}
