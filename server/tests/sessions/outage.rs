//! With a Redis that holds nonsense, does not answer, or is gone.

use std::time::{Duration, Instant};

use adapters::Redis;
use contract::{CommandKey, accounts::EndSession};
use domain::accounts;
use fred::interfaces::KeysInterface;
use tokio::time::sleep;
use tower_sessions::SessionStore;

use super::store::{Stage, connected, is_out_soon, opens};

/// All keys that a Redis has.
async fn keys(redis: &Redis) -> Vec<String> {
    let mut keys = Vec::new();
    while let Some(key) = redis.client().randomkey::<Option<String>>().await.unwrap().filter(|key| !keys.contains(key))
    {
        keys.push(key);
    }
    keys
}

#[tokio::test]
async fn who_reads_it_has_no_session_and_what_stands_there_is_gone_soon() {
    let redis = testkit::Redis::start();
    let mut stage = Stage::at(Some(redis.url())).await;
    let store = stage.process().await;
    let (id, _) = stage.begins(&store).await;
    let client = connected(&redis.url()).await;
    assert!(keys(&client).await.is_empty(), "only what is asked for is kept");
    assert!(opens(&store, id).await);
    let kept = keys(&client).await;
    assert!(kept.len() == 1 && kept[0].starts_with("tfs-") && kept[0] != id.to_string(), "{kept:?}");
    let value: Vec<u8> = client.client().get(&kept[0]).await.unwrap();
    let holds = |text: &str| value.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(!holds(&id.to_string()) && holds(&stage.ada.id.to_string()));
    sleep(Duration::from_secs(4)).await;
    assert!(keys(&client).await.is_empty());
}

#[tokio::test]
async fn a_hit_asks_no_database() {
    let redis = testkit::Redis::start();
    let mut stage = Stage::at(Some(redis.url())).await;
    let store = stage.process().await;
    let (id, _) = stage.begins(&store).await;
    assert!(opens(&store, id).await);
    sqlx::query("ALTER TABLE accounts.session RENAME TO gone").execute(&stage.ctx.db).await.unwrap();
    assert!(opens(&store, id).await);
}

#[tokio::test]
async fn nonsense_is_a_miss_and_is_replaced() {
    let redis = testkit::Redis::start();
    let mut stage = Stage::at(Some(redis.url())).await;
    let store = stage.process().await;
    let (id, _) = stage.begins(&store).await;
    let client = connected(&redis.url()).await;
    assert!(opens(&store, id).await);
    let key = keys(&client).await.remove(0);
    client.client().set::<(), _, _>(&key, "nonsense", None, None, false).await.unwrap();
    assert!(opens(&store, id).await);
    let value: Vec<u8> = client.client().get(&key).await.unwrap();
    assert_ne!(value, b"nonsense");
}

#[tokio::test]
async fn one_that_does_not_answer_is_waited_for_once_and_then_left_alone() {
    let redis = testkit::Redis::start();
    let mut stage = Stage::at(Some(redis.url())).await;
    let store = stage.process().await;
    let (id, _) = stage.begins(&store).await;
    redis.hold();
    assert!(opens(&store, id).await);
    let begun = Instant::now();
    for _ in 0..20 {
        assert!(opens(&store, id).await);
    }
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    redis.go_on();
}

#[tokio::test]
async fn a_session_that_is_ended_while_redis_is_away_is_out_as_soon() {
    let redis = testkit::Redis::start();
    let mut stage = Stage::at(Some(redis.url())).await;
    let (here, there) = (stage.process().await, stage.process().await);
    let (id, seat) = stage.begins(&here).await;
    assert!(opens(&here, id).await, "it is kept now");
    redis.hold();
    let form = EndSession { key: CommandKey(stage.ctx.id()), session: seat.id };
    accounts::end_session(&stage.ctx, &stage.sudo(), form).await.unwrap();
    sleep(Duration::from_millis(700)).await;
    redis.go_on();
    let fresh = stage.deaf_process().await;
    for store in [&here, &there, &fresh] {
        is_out_soon(store, id).await;
    }
}

#[tokio::test]
async fn without_redis_nobody_is_lost_and_it_is_used_again_when_it_is_back() {
    let mut redis = testkit::Redis::start();
    let mut stage = Stage::at(Some(redis.url())).await;
    let store = stage.process().await;
    let (id, _) = stage.begins(&store).await;
    assert!(opens(&store, id).await);
    redis.kill();
    assert!(opens(&store, id).await);
    let (another, _) = stage.begins(&store).await;
    assert!(opens(&store, another).await);
    store.delete(&another).await.unwrap();
    assert!(!opens(&store, another).await);

    redis.begin();
    let client = connected(&redis.url()).await;
    let deadline = Instant::now() + Duration::from_secs(15);
    while keys(&client).await.is_empty() {
        assert!(Instant::now() < deadline, "it is not used");
        assert!(opens(&store, id).await);
        sleep(Duration::from_millis(100)).await;
    }
}
