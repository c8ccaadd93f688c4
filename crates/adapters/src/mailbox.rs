use async_trait::async_trait;
use domain::{
    Clock,
    notifications::mailbox,
    ports::{Mail, MailError, Mailer},
};
use sqlx::PgPool;

/// Keeps mails in the database, for the mailbox page of development. Nothing leaves the machine.
pub struct Mailbox {
    db: PgPool,
    clock: Clock,
}

impl Mailbox {
    pub fn new(db: PgPool, clock: Clock) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl Mailer for Mailbox {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        mailbox::keep(&self.db, mail, self.clock.now()).await.map_err(|e| MailError::Unavailable(e.to_string()))
    }
}
