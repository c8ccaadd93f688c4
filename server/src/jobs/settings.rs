use std::time::Duration;

use super::BackOff;

/// The numbers of the workers. The defaults are for production and belong together; tests shorten them.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How often a worker says that it lives.
    pub heartbeat: Duration,
    /// After so many silent heartbeats its jobs are given to others. The product counts in whole seconds.
    pub missed_heartbeats: usize,
    /// How long running jobs may take to end after a stop.
    pub shutdown: Duration,
    /// How often a worker looks for jobs that became due: nothing announces those.
    pub poll: Duration,
    pub back_off: BackOff,
    /// How long a worker waits for the database before it starts anew and its running jobs with it.
    pub patience: Duration,
    /// The wait before the first restart of a worker; doubles up to [`Settings::RESTART_CAP`].
    pub restart: Duration,
    /// How many ordinary jobs run at once. They are fetched one at a time: a fetched job that waits for its turn would
    /// keep the worker from sending heartbeats.
    pub ordinary: usize,
    /// How many short jobs run at once, and how many are fetched together. No more than run at once: then none waits
    /// longer than one job may take.
    pub short: usize,
    /// How often old rows are pruned.
    pub sweep: Duration,
    /// How often the timetable is looked at.
    pub tick: Duration,
}

impl Settings {
    /// The longest limit of an ordinary job, so that a stop can wait for it.
    pub const LIMIT: Duration = Duration::from_secs(20);
    /// The longest limit of a short job.
    pub const SHORT_LIMIT: Duration = Duration::from_secs(5);
    pub const RESTART_CAP: Duration = Duration::from_secs(8);

    /// A worker that was silent for so long is taken for dead.
    pub fn orphaned_after(&self) -> Duration {
        self.heartbeat.saturating_mul(u32::try_from(self.missed_heartbeats).unwrap_or(u32::MAX))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            heartbeat: Duration::from_secs(5),
            missed_heartbeats: 7,
            shutdown: Duration::from_secs(25),
            poll: Duration::from_secs(1),
            back_off: BackOff { base: Duration::from_secs(2), cap: Duration::from_mins(10) },
            patience: Duration::from_mins(1),
            restart: Duration::from_secs(1),
            ordinary: 8,
            short: 32,
            sweep: Duration::from_mins(10),
            tick: Duration::from_secs(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draining_worker_keeps_its_jobs_and_a_dead_one_loses_them_within_45_seconds() {
        let settings = Settings::default();
        let silence = settings.orphaned_after();
        // A drain sends no heartbeat, and the last one may be a heartbeat old when it begins.
        assert!(silence > settings.shutdown + settings.heartbeat);
        // Others look at each of their heartbeats and find the job at their next poll.
        assert!(silence + settings.heartbeat + settings.poll < Duration::from_secs(45));
    }

    #[test]
    fn no_job_outlasts_a_drain_and_no_batch_silences_a_worker_for_long() {
        let settings = Settings::default();
        assert!(Settings::LIMIT < settings.shutdown);
        assert!(Settings::SHORT_LIMIT * 3 < settings.orphaned_after());
    }
}
