use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::{PgPool, Postgres, Transaction};
use uuid::Uuid;

use crate::{
    Clock,
    accounts::Hasher,
    ports::{Jobs, Limits, Mailer},
};

/// What every verb gets: the database, the time, and the outside world behind its ports. Cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    pub db: PgPool,
    pub clock: Clock,
    pub jobs: Arc<dyn Jobs>,
    pub mailer: Arc<dyn Mailer>,
    pub limits: Arc<dyn Limits>,
    pub hasher: Hasher,
    /// Where people reach us, without a slash at the end: links in mails begin with it.
    pub public_url: Arc<str>,
}

impl Ctx {
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A fresh id, ordered by time (UUID version 7).
    #[expect(clippy::disallowed_methods, reason = "this is the place the others are sent to")]
    pub fn id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// Begins the one transaction of a verb.
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
        self.db.begin().await
    }
}
