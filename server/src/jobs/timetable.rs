//! What happens again and again. Time is cut into slots; every process that runs jobs puts one job for each slot into the
//! queue, with the slot in its key, so that among all of them exactly one is. A slot that has passed unseen, because nothing
//! ran or because the clock was moved, is not made up for: the newest is enough.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Ctx,
    jobs::{Job, NewJob},
};
use sqlx::PgPool;
use tokio::time::{MissedTickBehavior, interval};

#[derive(Clone, Debug, Default)]
pub struct Timetable(Vec<Line>);

#[derive(Clone, Debug)]
struct Line {
    every: TimeDelta,
    job: NewJob,
    /// The slot whose job is in the queue, as far as this process knows.
    done: Option<DateTime<Utc>>,
}

impl Timetable {
    pub fn new() -> Self {
        Self::default()
    }

    /// A job of each slot of this length, at its beginning.
    #[must_use]
    pub fn every<J: Job>(mut self, every: TimeDelta, job: &J) -> Self {
        self.0.push(Line { every, job: NewJob::of(job), done: None });
        self
    }

    /// Looks at the clock again and again, for ever.
    pub(super) async fn keep(mut self, tick: Duration, ctx: Ctx, pool: PgPool) {
        let mut ticks = interval(tick);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.enqueue(&ctx, &pool).await {
                tracing::warn!(%error, "cannot put on what the timetable says");
            }
        }
    }

    /// Puts the jobs of the slots of this moment into the queue, unless they are there.
    pub async fn enqueue(&mut self, ctx: &Ctx, pool: &PgPool) -> Result<(), sqlx::Error> {
        for line in &mut self.0 {
            let slot = slot(line.every, ctx.now());
            if line.done != Some(slot) {
                let job = line.job.clone();
                let key = format!("{}:{}", job.name, slot.format("%FT%TZ"));
                ctx.jobs.enqueue(&mut *pool.acquire().await?, job.key(key)).await?;
                line.done = Some(slot);
            }
        }
        Ok(())
    }
}

/// When the slot of a moment began. Slots of days begin at midnight (UTC), slots of weeks on Mondays.
fn slot(every: TimeDelta, at: DateTime<Utc>) -> DateTime<Utc> {
    let a_monday = DateTime::UNIX_EPOCH + TimeDelta::days(4);
    let length = every.num_seconds().max(1);
    a_monday + TimeDelta::seconds((at - a_monday).num_seconds().div_euclid(length) * length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_begin_at_whole_minutes_and_on_mondays() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let now = at("2026-11-21T21:34:56.5Z");
        assert_eq!(slot(TimeDelta::minutes(1), now), at("2026-11-21T21:34:00Z"));
        assert_eq!(slot(TimeDelta::days(1), now), at("2026-11-21T00:00:00Z"));
        assert_eq!(slot(TimeDelta::weeks(1), now), at("2026-11-16T00:00:00Z"));
        assert_eq!(slot(TimeDelta::weeks(1), at("2026-11-23T00:00:00Z")), at("2026-11-23T00:00:00Z"));
    }
}
