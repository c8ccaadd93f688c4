//! The outside world as the domain sees it. `adapters` and `server/jobs` implement these.

mod beside;
mod limits;
mod providers;
mod rooms;

use async_trait::async_trait;
use chrono::TimeDelta;
use sqlx::{PgConnection, PgPool};

use crate::{
    calendar::Invite,
    jobs::{NewJob, Run},
};

pub use beside::{Beside, BesideError, Document, Held, Index, Sought};
pub use limits::{Limit, Limits, Quota, Quotas};
pub use providers::{Email, Provider, ProviderError, Providers, Question, Token, Vouched};
pub use rooms::{Guest, NoRooms, Room, RoomError, Rooms};

/// The job queue.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Adds jobs on the caller's connection, in one round trip: they exist if and only if the caller's transaction commits. A
    /// job whose key is already known is quietly left out.
    async fn enqueue_all(&self, conn: &mut PgConnection, jobs: Vec<NewJob>) -> Result<(), sqlx::Error>;

    /// The same for one.
    async fn enqueue(&self, conn: &mut PgConnection, job: NewJob) -> Result<(), sqlx::Error> {
        self.enqueue_all(conn, vec![job]).await
    }

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
    /// What it does to the reader's calendar.
    pub invite: Option<Invite>,
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

    /// The address that mails come from.
    #[expect(clippy::unnecessary_literal_bound, reason = "who sends for real gives what they hold")]
    fn sender(&self) -> &str {
        "tutorforge@localhost"
    }
}
