//! Where one job is run. The library leaves a row in the wrong state when its own layers time out, catch a panic or
//! retry, so all of that happens here, before it hears of the result.

use std::{any::Any, convert::Infallible, sync::Arc, time::Duration};

use apalis::prelude::{AbortError, BoxDynError, Data, FromRequest, Task};
use domain::{
    Ctx,
    jobs::{JobError, Run},
};
use sqlx::PgPool;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::task::AbortOnDropHandle;

use super::{BackOff, Registry, registry::Work};

/// What the workers share.
pub(super) struct Desk {
    pub(super) ctx: Ctx,
    pub(super) registry: Registry,
    /// The workers' own connections, not the callers'.
    pub(super) pool: PgPool,
    pub(super) back_off: BackOff,
}

/// The row that is being run.
pub(super) struct Row {
    run: Run,
    /// Tries in all.
    attempts: i32,
}

impl<A: Sync> FromRequest<Task<A>> for Row {
    type Error = Infallible;

    async fn from_request(task: &Task<A>) -> Result<Self, Infallible> {
        let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let run = Run {
            id: task.task_id().map(ToString::to_string).unwrap_or_default(),
            worker: task.lock_by().unwrap_or_default().to_owned(),
            attempt: count(task.attempt()),
        };
        Ok(Self { run, attempts: task.max_attempts().map_or(i32::MAX, count) })
    }
}

/// Runs a job and says what becomes of its row: `Ok` is done, an `AbortError` dead, any other error another try.
pub(super) async fn perform(body: Vec<u8>, row: Row, desk: Data<Arc<Desk>>) -> Result<(), BoxDynError> {
    let started = Instant::now();
    let (kind, work) = desk.registry.read(&body);
    let result = match work {
        // The tries of a job that takes its worker with it are counted by nobody else.
        _ if row.run.attempt > row.attempts => Err(JobError::fail("every try ended with its worker")),
        Ok((limit, work)) => execute(work, desk.ctx.clone(), row.run.clone(), limit).await,
        Err(error) => Err(error),
    };
    metrics::histogram!("jobs_duration_seconds", "kind" => kind).record(started.elapsed().as_secs_f64());
    let (outcome, answer) = match result {
        Ok(()) => ("done", Ok(())),
        Err(error) => desk.settle(kind, &row, error).await,
    };
    metrics::counter!("jobs_processed_total", "kind" => kind, "outcome" => outcome).increment(1);
    tracing::debug!(kind, outcome, id = row.run.id, attempt = row.run.attempt, "job");
    answer
}

/// Runs the work in a task of its own, so that neither a panic nor a busy loop reaches the worker.
async fn execute(work: Work, ctx: Ctx, run: Run, limit: Duration) -> Result<(), JobError> {
    // A job that is told to stop gets a moment to do so: only then is it certain whether its last commit happened.
    const GRACE: Duration = Duration::from_secs(1);
    let mut task = AbortOnDropHandle::new(tokio::spawn(async move { work(ctx, run).await }));
    let ended = match timeout(limit, &mut task).await {
        Ok(ended) => ended,
        Err(_) => {
            task.abort();
            timeout(GRACE, &mut task).await.unwrap_or(Ok(Err(JobError::retry("it does not even stop"))))
        }
    };
    match ended {
        Ok(result) => result,
        Err(error) if error.is_panic() => Err(JobError::retry(format!("panic: {}", words(&*error.into_panic())))),
        Err(_) => Err(JobError::retry(format!("it took longer than {limit:?}"))),
    }
}

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

impl Desk {
    /// Decides between another try and death, moves the row's time for the former, and logs it once.
    async fn settle(&self, kind: &str, row: &Row, error: JobError) -> (&'static str, Result<(), BoxDynError>) {
        let Row { run, attempts } = row;
        let last = matches!(error, JobError::Fail(_)) || run.attempt >= *attempts;
        let delay = if last { Duration::ZERO } else { self.back_off.after(run.attempt, rand::random()) };
        if !self.postpone(run, delay).await {
            tracing::info!(kind, id = run.id, %error, "a job failed after its end, or after another worker took it");
            return ("superseded", Ok(()));
        }
        let (id, attempt) = (&run.id, run.attempt);
        if last {
            tracing::error!(kind, id, attempt, attempts, %error, "job is dead");
            ("dead", Err(AbortError::new(error).into()))
        } else {
            tracing::warn!(kind, id, attempt, attempts, %error, retry_in_seconds = delay.as_secs_f64(), "job failed");
            ("retried", Err(error.into()))
        }
    }

    /// Moves the time of the next try. `false` if the row is no longer this run's to decide on. The row's lock makes it
    /// wait for a commit of the job that is still under way.
    async fn postpone(&self, run: &Run, delay: Duration) -> bool {
        let delay = i64::try_from(delay.as_micros()).unwrap_or(i64::MAX);
        loop {
            let moved = sqlx::query(
                "UPDATE apalis.jobs SET run_at = clock_timestamp() + $3 * interval '1 microsecond'
                 WHERE id = $1 AND lock_by = $2 AND status IN ('Queued', 'Running')",
            )
            .bind(&run.id)
            .bind(&run.worker)
            .bind(delay)
            .execute(&self.pool)
            .await;
            match moved {
                Ok(moved) => return moved.rows_affected() == 1,
                // Without this answer the row must not change. It ends when the database is back or the worker gives up.
                Err(error) => tracing::warn!(id = run.id, %error, "cannot postpone a job"),
            }
            sleep(Duration::from_secs(1)).await;
        }
    }
}
