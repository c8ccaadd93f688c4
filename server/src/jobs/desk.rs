//! Where one job is run. The library fetches rows, and nothing else: its layers for limits, panics and retries leave them
//! in the wrong state, and its acknowledgements wait until a drain is over, which they can hold up for ever (its channel
//! for them is shorter than the number of jobs that may run at once). So each run writes its own end, at once.

use std::{any::Any, convert::Infallible, sync::Arc, time::Duration};

use apalis::prelude::{Data, FromRequest, Task};
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
    pub(super) run: Run,
    /// Tries in all.
    pub(super) attempts: i32,
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

/// What the library calls for each row that it fetched.
pub(super) async fn perform(body: Vec<u8>, row: Row, desk: Data<Arc<Desk>>) {
    desk.perform(&body, &row).await;
}

/// Runs the work in a task of its own, so that neither a panic nor a busy loop reaches the worker.
async fn execute(work: Work, ctx: Ctx, run: Run, limit: Duration) -> Result<(), JobError> {
    // A job that is told to stop gets a moment to do so: only then is it certain whether its last commit happened.
    const GRACE: Duration = Duration::from_secs(1);
    let mut task = AbortOnDropHandle::new(tokio::spawn(async move { work(ctx, run).await }));
    let ended = if let Ok(ended) = timeout(limit, &mut task).await {
        ended
    } else {
        task.abort();
        timeout(GRACE, &mut task).await.unwrap_or(Ok(Err(JobError::retry("it does not even stop"))))
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
    /// Runs a job and writes what became of it.
    pub(super) async fn perform(&self, body: &[u8], row: &Row) {
        let started = Instant::now();
        let (kind, work) = self.registry.read(body);
        let result = match work {
            // The tries of a job that takes its worker with it are counted by nobody else.
            _ if row.run.attempt > row.attempts => Err(JobError::fail("every try ended with its worker")),
            Ok((limit, work)) => execute(work, self.ctx.clone(), row.run.clone(), limit).await,
            Err(error) => Err(error),
        };
        metrics::histogram!("jobs_duration_seconds", "kind" => kind).record(started.elapsed().as_secs_f64());
        let outcome = self.close(kind, row, result).await;
        metrics::counter!("jobs_processed_total", "kind" => kind, "outcome" => outcome).increment(1);
        tracing::debug!(kind, outcome, id = row.run.id, attempt = row.run.attempt, "job");
    }

    /// Decides between the end, another try and death; writes it and logs a failure once.
    async fn close(&self, kind: &str, Row { run, attempts }: &Row, result: Result<(), JobError>) -> &'static str {
        let Err(error) = result else {
            self.write(run, "Done", None, Duration::ZERO).await;
            return "done";
        };
        let (id, attempt) = (&run.id, run.attempt);
        let dead = matches!(error, JobError::Fail(_)) || attempt >= *attempts;
        let delay = if dead { Duration::ZERO } else { self.back_off.after(attempt, rand::random()) };
        let status = if dead { "Killed" } else { "Failed" };
        if !self.write(run, status, Some(&error), delay).await {
            tracing::info!(kind, id, attempt, %error, "a job failed after its end, or after another worker took it");
            "superseded"
        } else if dead {
            tracing::error!(kind, id, attempt, attempts, %error, "job is dead");
            "dead"
        } else {
            tracing::warn!(kind, id, attempt, attempts, %error, retry_in_seconds = delay.as_secs_f64(), "job failed");
            "retried"
        }
    }

    /// `false` if the row is no longer this run's to write: it ended in the job's own transaction, or another worker has
    /// it. The row's lock makes this wait for such a transaction that is still under way.
    async fn write(&self, run: &Run, status: &str, error: Option<&JobError>, delay: Duration) -> bool {
        let delay = i64::try_from(delay.as_micros()).unwrap_or(i64::MAX);
        loop {
            let written = sqlx::query(
                "UPDATE apalis.jobs
                 SET status = $3, attempts = $4, done_at = now(),
                     last_result = CASE WHEN $5::text IS NOT NULL THEN jsonb_build_object('Err', $5) END,
                     run_at = CASE WHEN $6 = 0 THEN run_at ELSE clock_timestamp() + $6 * interval '1 microsecond' END
                 WHERE id = $1 AND lock_by = $2 AND status IN ('Queued', 'Running')",
            )
            .bind(&run.id)
            .bind(&run.worker)
            .bind(status)
            .bind(run.attempt)
            .bind(error.map(ToString::to_string))
            .bind(delay)
            .execute(&self.pool)
            .await;
            match written {
                Ok(written) => return written.rows_affected() == 1,
                // Ends when the database is back, or with the worker: then the job runs again.
                Err(error) => tracing::warn!(id = run.id, %error, "cannot write what became of a job"),
            }
            sleep(Duration::from_secs(1)).await;
        }
    }
}
