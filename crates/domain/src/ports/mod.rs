//! The outside world as the domain sees it. `adapters` and `server/jobs` implement these.

use async_trait::async_trait;
use chrono::TimeDelta;
use sqlx::{PgConnection, PgPool};

use crate::jobs::{NewJob, Run};

/// The job queue.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Adds a job on the caller's connection: it exists if and only if the caller's transaction commits. A job whose key
    /// is already known is quietly left out.
    async fn enqueue(&self, conn: &mut PgConnection, job: NewJob) -> Result<(), sqlx::Error>;

    /// Marks a running job as done on the caller's connection, so that its effect and its end are one transaction.
    /// `false` if another worker has taken the job over: then the caller must roll back.
    async fn finish(&self, conn: &mut PgConnection, run: &Run) -> Result<bool, sqlx::Error>;

    /// Brings every waiting job nearer, after a clock of development was moved forward.
    async fn hasten(&self, db: &PgPool, by: TimeDelta) -> Result<(), sqlx::Error>;
}

/// A mail ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Stable over retries, so that a mail that goes out twice is recognised as one.
    pub message_id: String,
    pub to_name: String,
    pub to_address: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Why a mail did not go out.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address or the mail is no good: trying again cannot help.
    #[error("the mail was refused: {0}")]
    Refused(String),
    /// The server is away or busy.
    #[error("the mail server could not take the mail: {0}")]
    Unavailable(String),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
}

/// What is counted, and how much of it is let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    SignInByAddress,
    SignInByAccount,
    SignUpByAddress,
    SearchByAddress,
    /// Files that are read and kept.
    UploadByPerson,
    /// Mails with a code that a person asks for.
    CodeByPerson,
    /// Codes that are tried.
    CodeTryByAddress,
    /// Tries of somebody who is signed in to show that they know the password.
    PasswordByPerson,
    ResetByAddress,
    ResetByAccount,
}

impl Limit {
    /// How many in how many seconds.
    pub fn quota(self) -> (u32, u32) {
        match self {
            Self::SignInByAddress => (10, 5 * 60),
            Self::SignInByAccount => (25, 60 * 60),
            Self::SignUpByAddress => (5, 30 * 60),
            Self::SearchByAddress => (60, 60),
            Self::UploadByPerson => (60, 60 * 60),
            Self::CodeByPerson => (5, 60 * 60),
            Self::CodeTryByAddress => (20, 10 * 60),
            Self::PasswordByPerson => (10, 30 * 60),
            Self::ResetByAddress => (10, 30 * 60),
            Self::ResetByAccount => (3, 60 * 60),
        }
    }
}

/// Counts tries. Never waits.
pub trait Limits: Send + Sync {
    /// Takes one try, or says in how many seconds the next is free.
    fn take(&self, limit: Limit, key: &str) -> Result<(), u32>;
}
