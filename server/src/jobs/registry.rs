use std::{collections::HashMap, time::Duration};

use domain::{
    Ctx,
    jobs::{Class, Job, JobError, Run},
};
use futures::future::BoxFuture;
use serde::Deserialize;
use serde_json::Value;

use super::{Settings, Timetable};

/// Every kind of job that this program can run.
#[derive(Clone, Default)]
pub struct Registry {
    kinds: HashMap<&'static str, Kind>,
    pub(super) timetable: Timetable,
}

/// A decoded job, ready to run once.
pub(super) type Work = Box<dyn FnOnce(Ctx, Run) -> BoxFuture<'static, Result<(), JobError>> + Send>;

#[derive(Clone, Copy)]
struct Kind {
    limit: Duration,
    decode: fn(Value) -> Result<Work, serde_json::Error>,
}

/// What stands in the queue.
#[derive(Deserialize)]
struct Body {
    name: String,
    payload: Value,
}

impl Registry {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a kind of job. One whose limit a stop could not wait for does not compile.
    #[must_use]
    pub fn with<J: Job>(mut self) -> Self {
        const { assert!(J::LIMIT.as_millis() <= Settings::LIMIT.as_millis(), "a job's limit must fit into a drain") }
        let limit = match J::CLASS {
            Class::Ordinary => J::LIMIT,
            Class::Short => J::LIMIT.min(Settings::SHORT_LIMIT),
        };
        self.kinds.insert(J::NAME, Kind { limit, decode: decode::<J> });
        self
    }

    /// What happens again and again.
    #[must_use]
    pub fn on(self, timetable: Timetable) -> Self {
        Self { timetable, ..self }
    }

    /// The kind's name for metrics, its limit, and the work; or why no try can ever help.
    pub(super) fn read(&self, body: &[u8]) -> (&'static str, Result<(Duration, Work), JobError>) {
        let Body { name, payload } = match serde_json::from_slice(body) {
            Ok(body) => body,
            Err(error) => return ("unknown", Err(JobError::fail(format!("the row is no job: {error}")))),
        };
        let Some((&name, kind)) = self.kinds.get_key_value(name.as_str()) else {
            return ("unknown", Err(JobError::fail(format!("there is no job named {name:?}"))));
        };
        let work = (kind.decode)(payload).map_err(|error| JobError::fail(format!("the payload does not fit: {error}")));
        (name, work.map(|work| (kind.limit, work)))
    }
}

fn decode<J: Job>(payload: Value) -> Result<Work, serde_json::Error> {
    let job: J = serde_json::from_value(payload)?;
    Ok(Box::new(move |ctx, run| Box::pin(async move { job.run(&ctx, &run).await })))
}
