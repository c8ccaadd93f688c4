//! Runs what follows from events until nothing is left to run, as the queue would.

use std::collections::HashSet;

use serde::de::DeserializeOwned;

use super::SendMail;
use crate::{
    jobs::{Job, NewJob, Run},
    outbox::React,
    ports::Mail,
    testing::Stage,
};

pub(super) fn a_run() -> Run {
    Run { id: "1".into(), worker: "test".into(), attempt: 1 }
}

impl Stage {
    /// Runs the reactions that are waiting; answers the mails that they asked for, each key once.
    pub(super) async fn react(&self) -> Vec<SendMail> {
        for reaction in self.take::<React>() {
            reaction.run(&self.ctx, &a_run()).await.unwrap();
        }
        self.take()
    }

    /// Runs everything; answers the mails that went out.
    pub(super) async fn deliver(&self) -> Vec<Mail> {
        for mail in self.react().await {
            mail.run(&self.ctx, &a_run()).await.unwrap();
        }
        std::mem::take(&mut self.mails.0.lock().unwrap())
    }

    /// The waiting jobs of one kind.
    fn take<J: Job + DeserializeOwned>(&self) -> Vec<J> {
        let mut waiting = self.jobs.0.lock().unwrap();
        let (mine, others): (Vec<NewJob>, Vec<NewJob>) = waiting.drain(..).partition(|job| job.name == J::NAME);
        *waiting = others;
        let mut keys = HashSet::new();
        let fresh = mine.into_iter().filter(|job| job.key.is_none() || keys.insert(job.key.clone()));
        fresh.map(|job| serde_json::from_value(job.payload).unwrap()).collect()
    }
}
