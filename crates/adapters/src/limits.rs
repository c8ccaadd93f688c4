use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use domain::ports::{Limit, Limits};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock, Reference},
    middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};

/// After so many tries, keys whose tries are all free again are forgotten.
const PRUNE_EVERY: u32 = 1_024;

type Keyed<C> = RateLimiter<String, DashMapStateStore<String>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Counts tries in this process: with several processes each lets its quota through. A key may use its whole quota at
/// once; then tries come back one by one, evenly over the quota's time.
pub struct InProcessLimits<C: Clock = DefaultClock> {
    clock: C,
    taken: AtomicU32,
    sign_in_by_address: Keyed<C>,
    sign_in_by_account: Keyed<C>,
    sign_up_by_address: Keyed<C>,
    search_by_address: Keyed<C>,
    upload_by_person: Keyed<C>,
    code_by_person: Keyed<C>,
    code_try_by_address: Keyed<C>,
    password_by_person: Keyed<C>,
    reset_by_address: Keyed<C>,
    reset_by_account: Keyed<C>,
}

impl InProcessLimits {
    pub fn new() -> Self {
        Self::with_clock(DefaultClock::default())
    }
}

impl Default for InProcessLimits {
    fn default() -> Self {
        Self::new()
    }
}

impl<C: Clock + Clone> InProcessLimits<C> {
    fn with_clock(clock: C) -> Self {
        let keyed = |limit| Keyed::new(quota(limit), DashMapStateStore::default(), clock.clone());
        Self {
            taken: AtomicU32::new(0),
            sign_in_by_address: keyed(Limit::SignInByAddress),
            sign_in_by_account: keyed(Limit::SignInByAccount),
            sign_up_by_address: keyed(Limit::SignUpByAddress),
            search_by_address: keyed(Limit::SearchByAddress),
            upload_by_person: keyed(Limit::UploadByPerson),
            code_by_person: keyed(Limit::CodeByPerson),
            code_try_by_address: keyed(Limit::CodeTryByAddress),
            password_by_person: keyed(Limit::PasswordByPerson),
            reset_by_address: keyed(Limit::ResetByAddress),
            reset_by_account: keyed(Limit::ResetByAccount),
            clock,
        }
    }

    fn keyed(&self, limit: Limit) -> &Keyed<C> {
        match limit {
            Limit::SignInByAddress => &self.sign_in_by_address,
            Limit::SignInByAccount => &self.sign_in_by_account,
            Limit::SignUpByAddress => &self.sign_up_by_address,
            Limit::SearchByAddress => &self.search_by_address,
            Limit::UploadByPerson => &self.upload_by_person,
            Limit::CodeByPerson => &self.code_by_person,
            Limit::CodeTryByAddress => &self.code_try_by_address,
            Limit::PasswordByPerson => &self.password_by_person,
            Limit::ResetByAddress => &self.reset_by_address,
            Limit::ResetByAccount => &self.reset_by_account,
        }
    }
}

impl<C: Clock + Clone + Send + Sync> Limits for InProcessLimits<C>
where
    C::Instant: Reference + Send + Sync,
{
    fn take(&self, limit: Limit, key: &str) -> Result<(), u32> {
        let keyed = self.keyed(limit);
        if self.taken.fetch_add(1, Ordering::Relaxed) % PRUNE_EVERY == PRUNE_EVERY - 1 {
            keyed.retain_recent();
            keyed.shrink_to_fit();
        }
        keyed.check_key(&key.to_owned()).map_err(|until| whole_seconds(until.wait_time_from(self.clock.now())))
    }
}

fn quota(limit: Limit) -> Quota {
    let (tries, seconds) = limit.quota();
    let tries = std::num::NonZeroU32::new(tries).unwrap_or(std::num::NonZeroU32::MIN);
    let each = Duration::from_secs(seconds.into()) / tries.get();
    Quota::with_period(each).unwrap_or_else(|| Quota::per_second(tries)).allow_burst(tries)
}

/// Rounded up: whoever comes back after so many seconds is let through.
fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn limits() -> (FakeRelativeClock, InProcessLimits<FakeRelativeClock>) {
        let clock = FakeRelativeClock::default();
        (clock.clone(), InProcessLimits::with_clock(clock))
    }

    #[test]
    fn the_whole_quota_at_once_then_one_by_one() {
        let (clock, limits) = limits();
        let take = || limits.take(Limit::SignInByAddress, "192.0.2.1");
        for _ in 0..10 {
            assert_eq!(take(), Ok(()));
        }
        assert_eq!(take(), Err(30));
        clock.advance(Duration::from_millis(29_500));
        assert_eq!(take(), Err(1), "a part of a second is a second");
        clock.advance(Duration::from_millis(500));
        assert_eq!(take(), Ok(()));
        assert_eq!(take(), Err(30));
    }

    #[test]
    fn keys_and_limits_do_not_touch_each_other() {
        let (_, limits) = limits();
        while limits.take(Limit::SignUpByAddress, "192.0.2.1").is_ok() {}
        assert_eq!(limits.take(Limit::SignUpByAddress, "192.0.2.2"), Ok(()));
        assert_eq!(limits.take(Limit::SignInByAddress, "192.0.2.1"), Ok(()));
    }

    #[test]
    fn idle_keys_are_forgotten() {
        let (clock, limits) = limits();
        for key in 0..PRUNE_EVERY - 1 {
            limits.take(Limit::SearchByAddress, &key.to_string()).unwrap();
        }
        clock.advance(Duration::from_hours(1));
        limits.take(Limit::SearchByAddress, "the last").unwrap();
        assert_eq!(limits.keyed(Limit::SearchByAddress).len(), 1);
    }
}
