//! Runs what follows from events until nothing is left to run, as the queue would.

use super::SendMail;
pub(super) use crate::testing::a_run;
use crate::{jobs::Job, outbox::React, ports::Mail, testing::Stage};

impl Stage {
    /// Runs the reactions that are waiting; answers the mails that they asked for, each key once.
    pub(super) async fn react(&self) -> Vec<SendMail> {
        for reaction in self.take::<React>() {
            reaction.run(&self.ctx, &a_run()).await.unwrap();
        }
        self.take()
    }

    /// Runs everything; answers the mails that went out.
    pub(crate) async fn deliver(&self) -> Vec<Mail> {
        for mail in self.react().await {
            mail.run(&self.ctx, &a_run()).await.unwrap();
        }
        std::mem::take(&mut self.mails.0.lock().unwrap())
    }
}
