//! Two ways to count tries, which let through the same: in this process, and in a Redis that all processes share.

mod shared;

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use async_trait::async_trait;
use domain::ports::{Limit, Limits, Quota, Quotas};
use governor::{
    RateLimiter,
    clock::{Clock, DefaultClock, Reference},
    middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};

pub use shared::SharedLimits;

/// After so many tries, keys whose tries are all free again are forgotten.
const PRUNE_EVERY: u32 = 1_024;

type Keyed<C> = RateLimiter<String, DashMapStateStore<String>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Counts tries in this process: with several processes each lets its quota through.
pub struct InProcessLimits<C: Clock = DefaultClock> {
    clock: C,
    taken: AtomicU32,
    /// In the order of `Limit::ALL`.
    keyed: Vec<Keyed<C>>,
}

impl InProcessLimits {
    pub fn new(quotas: &Quotas) -> Self {
        Self::with_clock(quotas, DefaultClock::default())
    }
}

impl<C: Clock + Clone> InProcessLimits<C> {
    fn with_clock(quotas: &Quotas, clock: C) -> Self {
        let keyed =
            |limit: &Limit| Keyed::new(governed(quotas.of(*limit)), DashMapStateStore::default(), clock.clone());
        Self { taken: AtomicU32::new(0), keyed: Limit::ALL.iter().map(keyed).collect(), clock }
    }

    fn keyed(&self, limit: Limit) -> &Keyed<C> {
        &self.keyed[limit as usize]
    }
}

#[async_trait]
impl<C: Clock + Clone + Send + Sync> Limits for InProcessLimits<C>
where
    C::Instant: Reference + Send + Sync,
{
    async fn take(&self, limit: Limit, key: &str) -> Result<(), u32> {
        let keyed = self.keyed(limit);
        if self.taken.fetch_add(1, Ordering::Relaxed) % PRUNE_EVERY == PRUNE_EVERY - 1 {
            keyed.retain_recent();
            keyed.shrink_to_fit();
        }
        keyed.check_key(&key.to_owned()).map_err(|until| refuse(limit, until.wait_time_from(self.clock.now())))
    }
}

/// How long one try takes to come back.
fn interval(quota: Quota) -> Duration {
    Duration::from_secs(quota.seconds.into()) / quota.tries.max(1)
}

/// Says that it was too often. The seconds are rounded up: whoever comes back after so many is let through.
fn refuse(limit: Limit, wait: Duration) -> u32 {
    metrics::counter!("limits_refused_total", "limit" => limit.as_str()).increment(1);
    tracing::info!(limit = limit.as_str(), "a limit was reached");
    u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX).max(1)
}

fn governed(quota: Quota) -> governor::Quota {
    let tries = NonZeroU32::new(quota.tries).unwrap_or(NonZeroU32::MIN);
    governor::Quota::with_period(interval(quota))
        .unwrap_or_else(|| governor::Quota::per_second(tries))
        .allow_burst(tries)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn limits() -> (FakeRelativeClock, InProcessLimits<FakeRelativeClock>) {
        let clock = FakeRelativeClock::default();
        (clock.clone(), InProcessLimits::with_clock(&Quotas::default(), clock))
    }

    #[tokio::test]
    async fn the_whole_quota_at_once_then_one_by_one() {
        let (clock, limits) = limits();
        let take = async || limits.take(Limit::SignInByAddress, "192.0.2.1").await;
        for _ in 0..10 {
            assert_eq!(take().await, Ok(()));
        }
        assert_eq!(take().await, Err(30));
        clock.advance(Duration::from_millis(29_500));
        assert_eq!(take().await, Err(1), "a part of a second is a second");
        clock.advance(Duration::from_millis(500));
        assert_eq!(take().await, Ok(()));
        assert_eq!(take().await, Err(30));
    }

    #[tokio::test]
    async fn idle_keys_are_forgotten() {
        let (clock, limits) = limits();
        for key in 0..PRUNE_EVERY - 1 {
            limits.take(Limit::SearchByAddress, &key.to_string()).await.unwrap();
        }
        clock.advance(Duration::from_hours(1));
        limits.take(Limit::SearchByAddress, "the last").await.unwrap();
        assert_eq!(limits.keyed(Limit::SearchByAddress).len(), 1);
    }
}
