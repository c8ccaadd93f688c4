use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};

/// Where the time comes from. Real time plus an offset that only development and tests move, or a time that stands still.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    standing: Option<DateTime<Utc>>,
    offset_seconds: Arc<AtomicI64>,
}

impl Clock {
    /// Real time.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `at` until it is moved.
    pub fn standing(at: DateTime<Utc>) -> Self {
        Self { standing: Some(at), offset_seconds: Arc::default() }
    }

    /// Now, to the microsecond: what Postgres can keep.
    pub fn now(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "this is the place the others are sent to")]
        let real = self.standing.unwrap_or_else(Utc::now).trunc_subsecs(6);
        real + self.offset()
    }

    /// How far this clock was moved.
    pub fn offset(&self) -> TimeDelta {
        TimeDelta::seconds(self.offset_seconds.load(Ordering::Relaxed))
    }

    /// Moves all clones of this clock forward.
    pub fn advance(&self, by: TimeDelta) {
        self.offset_seconds.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}
