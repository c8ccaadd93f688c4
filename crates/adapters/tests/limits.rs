//! What both ways to count tries promise, in this process and in a real Redis.
#![expect(clippy::unwrap_used, reason = "what supports a test may panic like it")]

use std::time::Duration;

use adapters::{InProcessLimits, Redis, SharedLimits};
use domain::ports::{Limit, Limits, Quotas};
use futures::future::join_all;
use tokio::time::sleep;

/// Four tries in eight seconds: one comes back every two.
fn quotas() -> Quotas {
    "sign_in_by_address=4/8, search_by_address=4/8".parse().unwrap()
}

async fn connected(url: &str) -> Redis {
    let redis = Redis::connect(url).unwrap();
    redis.come_up(Duration::from_secs(10)).await;
    assert!(redis.answers().await, "a test needs a Redis, see TF_TEST_REDIS_URL");
    redis
}

async fn shared(url: &str) -> SharedLimits {
    SharedLimits::new(connected(url).await, &quotas())
}

/// A key that no run before had.
#[expect(clippy::disallowed_methods, reason = "it is for this run alone")]
fn fresh() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The whole quota at once, then one by one; and each key and limit for itself.
async fn keeps_its_promise(limits: &dyn Limits) {
    let key = fresh();
    let take = async || limits.take(Limit::SignInByAddress, &key).await;
    for nth in 0..4 {
        assert_eq!(take().await, Ok(()), "{nth}");
    }
    let wait = take().await.unwrap_err();
    assert!((1..=2).contains(&wait), "{wait}");
    assert_eq!(limits.take(Limit::SearchByAddress, &key).await, Ok(()), "another limit");
    assert_eq!(limits.take(Limit::SignInByAddress, &fresh()).await, Ok(()), "another key");
    sleep(Duration::from_secs(wait.into())).await;
    assert_eq!(take().await, Ok(()), "as long as it was told to wait");
    assert!(take().await.is_err(), "and one alone");
}

/// Of many at the same moment as many pass as the quota says.
async fn counts_each_once(limits: &dyn Limits) {
    let key = fresh();
    let taken = join_all((0..32).map(|_| limits.take(Limit::SignInByAddress, &key))).await;
    assert_eq!(taken.iter().filter(|taken| taken.is_ok()).count(), 4);
}

#[tokio::test]
async fn in_this_process() {
    let limits = InProcessLimits::new(&quotas());
    keeps_its_promise(&limits).await;
    counts_each_once(&limits).await;
}

#[tokio::test]
async fn in_redis() {
    let limits = shared(&testkit::redis_url()).await;
    keeps_its_promise(&limits).await;
    counts_each_once(&limits).await;
}

#[tokio::test]
async fn two_processes_count_together() {
    let url = testkit::redis_url();
    let (one, other) = (shared(&url).await, shared(&url).await);
    let key = fresh();
    for limits in [&one, &other, &one, &other] {
        assert_eq!(limits.take(Limit::SignInByAddress, &key).await, Ok(()));
    }
    for limits in [&one, &other] {
        assert!(limits.take(Limit::SignInByAddress, &key).await.is_err());
    }
}

#[tokio::test]
async fn without_redis_each_counts_for_itself_and_with_it_together_again() {
    let mut redis = testkit::Redis::start();
    let limits = shared(&redis.url()).await;
    let away = fresh();
    redis.kill();
    keeps_its_promise(&limits).await;
    for _ in 0..4 {
        assert_eq!(limits.take(Limit::SignInByAddress, &away).await, Ok(()));
    }
    assert!(limits.take(Limit::SignInByAddress, &away).await.is_err());

    redis.begin();
    // It knows nothing of what was taken here, where one comes back at a time.
    let three = async || {
        for _ in 0..3 {
            if limits.take(Limit::SignInByAddress, &away).await.is_err() {
                return false;
            }
        }
        true
    };
    for _ in 0..150 {
        if three().await {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("the Redis that came back is not asked");
}
