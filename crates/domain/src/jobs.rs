//! What a job is to the domain: a value with a name that can be run again. The queue itself lives behind
//! [`crate::ports::Jobs`].

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::PgConnection;

use crate::{Ctx, error::WithoutValues};

/// How the queue treats a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// May take up to its limit; fetched one at a time.
    Ordinary,
    /// Takes milliseconds; fetched in batches.
    Short,
}

impl Class {
    pub const ALL: [Self; 2] = [Self::Ordinary, Self::Short];

    /// The queue's name in the database.
    pub fn queue(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Short => "short",
        }
    }
}

/// One kind of background work. Every job may run twice: its effect must not show it.
#[async_trait]
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// Stands in the database; never renamed while such jobs are waiting.
    const NAME: &'static str;
    const CLASS: Class = Class::Ordinary;
    /// Tries in all before the job is put aside as dead.
    const ATTEMPTS: i32 = 8;
    /// Longer than this is taken for a hang.
    const LIMIT: Duration = Duration::from_secs(20);

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError>;
}

/// A job on its way into the queue.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub name: &'static str,
    pub class: Class,
    pub attempts: i32,
    pub payload: Value,
    /// At most one job with this key, ever, as long as its row is kept.
    pub key: Option<String>,
    /// `None`: as soon as the transaction commits.
    pub run_at: Option<DateTime<Utc>>,
}

impl NewJob {
    pub fn of<J: Job>(job: &J) -> Self {
        let payload = serde_json::to_value(job).unwrap_or(Value::Null);
        Self { name: J::NAME, class: J::CLASS, attempts: J::ATTEMPTS, payload, key: None, run_at: None }
    }

    #[must_use]
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    #[must_use]
    pub fn at(self, run_at: DateTime<Utc>) -> Self {
        Self { run_at: Some(run_at), ..self }
    }
}

/// This run of a job: who holds it and which try it is.
#[derive(Clone, Debug)]
pub struct Run {
    pub id: String,
    pub worker: String,
    /// 1 in the first run.
    pub attempt: i32,
}

impl Run {
    /// See [`crate::ports::Jobs::finish`].
    pub async fn finish(&self, ctx: &Ctx, conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
        ctx.jobs.finish(conn, self).await
    }
}

/// What should happen next when a job did not work.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Try again later.
    #[error("{0}")]
    Retry(String),
    /// No try can help: put it aside at once.
    #[error("{0}")]
    Fail(String),
}

impl JobError {
    pub fn retry(error: impl std::fmt::Display) -> Self {
        Self::Retry(error.to_string())
    }

    pub fn fail(error: impl std::fmt::Display) -> Self {
        Self::Fail(error.to_string())
    }
}

impl From<sqlx::Error> for JobError {
    fn from(error: sqlx::Error) -> Self {
        Self::retry(WithoutValues(error))
    }
}
