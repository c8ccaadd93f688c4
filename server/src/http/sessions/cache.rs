use adapters::Redis;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Ctx,
    accounts::sessions::{self, Imprint},
    live::{Live, Word},
};
use fred::{
    clients::{Client, WithOptions},
    interfaces::KeysInterface,
    types::Expiration,
};
use serde_json::Value;
use tower_sessions::{
    SessionStore,
    cookie::time::{Duration, OffsetDateTime},
    session::{Id, Record},
    session_store::Error,
};
use tower_sessions_redis_store::RedisStore;

/// What is kept is not older than this, so that an ended session is out so soon even if nobody hears of its end. The least
/// that Redis counts in is a second, and clocks of two machines differ: together they stay below five.
const LIFE: Duration = Duration::seconds(3);
/// The first bytes of each key: "tfs-" in the alphabet of ids.
const PREFIX: [u8; 3] = [0xb5, 0xfb, 0x3e];
/// The entry that says until when what is kept may be used, by the clock of the rules.
const GOOD_UNTIL: &str = "good_until";

/// Sessions in Redis for some seconds, so that a page that asks many things looks one session up once. What it cannot say,
/// it does not know: nothing that goes wrong here is anybody's error.
#[derive(Clone)]
pub struct Cache {
    redis: Redis,
    store: RedisStore<WithOptions<Client>>,
}

impl Cache {
    pub fn new(redis: Redis) -> Self {
        let store = RedisStore::new(redis.client().clone());
        Self { redis, store }
    }

    /// The session behind a cookie, if it was looked up a moment ago.
    pub async fn find(&self, ctx: &Ctx, id: &Id) -> Option<Record> {
        let asked = async {
            match self.store.load(&key(Imprint::of(&id.to_string()).half())).await {
                // Another version of this program kept it.
                Err(Error::Decode(_)) => Ok(None),
                other => other,
            }
        };
        let answer = self.redis.ask("sessions", asked).await;
        let known = answer.is_some();
        let record = answer.flatten().and_then(|kept| Some(Record { id: *id, ..still_good(ctx, kept)? }));
        let outcome = match record {
            Some(_) => "hit",
            None if known => "miss",
            None => "error",
        };
        metrics::counter!("sessions_cache_total", "outcome" => outcome).increment(1);
        record
    }

    /// Keeps a session that was looked up at `since` and ends by itself at `ends_at`. The store's own ways to write do not do:
    /// `save` keeps only what is there already, `create` takes another id where something is.
    pub async fn keep(&self, ctx: &Ctx, record: &Record, since: OffsetDateTime, ends_at: DateTime<Utc>) {
        let until = since + LIFE;
        let mut kept = Record { expiry_date: until, ..record.clone() };
        kept.id = key(Imprint::of(&record.id.to_string()).half());
        let good_until = ends_at.min(ctx.now() + TimeDelta::seconds(LIFE.whole_seconds()));
        let Ok(good_until) = serde_json::to_value(good_until) else { return };
        kept.data.insert(GOOD_UNTIL.to_owned(), good_until);
        let Ok(bytes) = rmp_serde::to_vec(&kept) else { return };
        // A point in time, and no length of it: a command that was held up on its way keeps nothing for longer.
        let expires = Some(Expiration::EXAT(until.unix_timestamp()));
        let asked = self.redis.client().set::<(), _, _>(kept.id.to_string(), bytes.as_slice(), expires, None, false);
        self.redis.ask("sessions", asked).await;
    }

    /// By [half of its imprint](Imprint::half).
    pub async fn forget(&self, half: u128) {
        self.redis.ask("sessions", self.store.delete(&key(half))).await;
    }

    /// Forgets what ends, wherever it is ended, for as long as the process lives.
    pub async fn follow(self, live: Live) {
        let mut reader = live.reader(sessions::TOPIC);
        while let Some(word) = reader.next().await {
            if let Word::Changed(topic) = word
                && let Some(half) = sessions::ended(&topic)
            {
                self.forget(half).await;
            }
        }
    }
}

/// A key of the store is an id of 16 bytes in base64: ours begin alike, and the rest is of the imprint. 104 bits of it are as
/// far beyond guessing as the id itself.
fn key(half: u128) -> Id {
    let [a, b, c] = PREFIX;
    let mut bytes = half.to_be_bytes();
    bytes.rotate_right(3);
    [bytes[0], bytes[1], bytes[2]] = [a, b, c];
    Id(i128::from_le_bytes(bytes))
}

/// Without what was added to keep it. `None` once its time has passed.
fn still_good(ctx: &Ctx, mut kept: Record) -> Option<Record> {
    let until: Value = kept.data.remove(GOOD_UNTIL)?;
    let until: DateTime<Utc> = serde_json::from_value(until).ok()?;
    (ctx.now() < until).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_begin_alike_and_end_as_the_imprint_does_not() {
        let of = |id: &str| key(Imprint::of(id).half()).to_string();
        assert!(of("a").starts_with("tfs-") && of("b").starts_with("tfs-"), "{} {}", of("a"), of("b"));
        assert_ne!(of("a"), of("b"));
        assert_eq!(of("a").len(), Id::default().to_string().len());
    }
}
