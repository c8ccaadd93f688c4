//! A database, a person, and processes that keep sessions in it: each has a store of its own.

use std::{sync::Arc, time::Duration};

use adapters::{InProcessLimits, Redis};
use chrono::{DateTime, TimeZone, Utc};
use contract::SessionId;
use domain::{
    Clock, Ctx, Origin,
    accounts::{self, Breached, Hasher, NewPerson, Role, Sudo, User, sessions::Seat},
    live::Live,
    ports::Quotas,
};
use server::{
    http::sessions::{Cache, Store},
    jobs,
};
use testkit::Database;
use tokio::{task::AbortHandle, time::sleep};
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
};

use crate::web::app::KeptMails;

/// What is a cache to the stores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum With {
    Nothing,
    Redis,
}

pub(super) struct Stage {
    pub ctx: Ctx,
    pub ada: User,
    listening: Vec<AbortHandle>,
    redis: Option<String>,
    _database: Database,
}

impl Stage {
    pub async fn with(with: With) -> Self {
        Self::at((with == With::Redis).then(testkit::redis_url)).await
    }

    /// With this Redis.
    pub async fn at(redis: Option<String>) -> Self {
        let database = Database::new().await;
        let clock = Clock::standing(monday());
        let ctx = Ctx {
            beside: None,
            db: database.pool().clone(),
            jobs: Arc::new(jobs::Queue::new(clock.clone(), database.pool().clone())),
            clock,
            mailer: Arc::new(KeptMails::default()),
            limits: Arc::new(InProcessLimits::new(&Quotas::default())),
            providers: domain::ports::Providers::default(),
            rooms: std::sync::Arc::new(domain::ports::NoRooms),
            seals: domain::seal::Seals::default(),
            hasher: Hasher::cheap().unwrap(),
            breached: Breached::default(),
            admission: domain::tutors::application::Admission::default(),
            live: Live::default(),
            public_url: "http://127.0.0.1:3000".into(),
            origin: Origin::default(),
        };
        let ada = person(&ctx).await;
        Self { ctx, ada, listening: Vec::new(), redis, _database: database }
    }

    /// Another process, which hears of what ends.
    pub async fn process(&mut self) -> Store {
        let store = self.deaf_process().await;
        let (live, db) = (self.ctx.live.clone(), self.ctx.db.clone());
        let mut reader = live.reader("sessions");
        self.listening.push(tokio::spawn(async move { live.listen(&db).await }).abort_handle());
        reader.next().await.expect("listening");
        if let Some(url) = &self.redis {
            let following = Cache::new(connected(url).await).follow(self.ctx.live.clone());
            self.listening.push(tokio::spawn(following).abort_handle());
        }
        store
    }

    /// One to which nobody says what ends.
    pub async fn deaf_process(&self) -> Store {
        let cache = match &self.redis {
            Some(url) => Some(Cache::new(connected(url).await)),
            None => None,
        };
        Store::new(self.ctx.clone(), cache)
    }

    /// Ada, who gave her password a moment ago.
    pub fn sudo(&self) -> Sudo {
        let ada = self.ada.clone().in_session(SessionId(self.ctx.id()), Some(self.ctx.now()));
        ada.must_be_sudo(&self.ctx).unwrap()
    }

    /// A session of hers that begins now.
    pub async fn begins(&self, store: &Store) -> (Id, Seat) {
        let seat = Seat::new(&self.ctx);
        let mut record = self.record(&seat);
        store.create(&mut record).await.unwrap();
        (record.id, seat)
    }

    pub fn record(&self, seat: &Seat) -> Record {
        let data =
            [("person", serde_json::to_value(self.ada.id).unwrap()), ("seat", serde_json::to_value(seat).unwrap())];
        Record {
            id: Id::default(),
            data: data.map(|(name, value)| (name.to_owned(), value)).into(),
            expiry_date: OffsetDateTime::now_utc(),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.listening.iter().for_each(AbortHandle::abort);
    }
}

pub(super) async fn opens(store: &Store, id: Id) -> bool {
    store.load(&id).await.unwrap().is_some()
}

/// As soon as nobody is let in by that id, within five seconds.
pub(super) async fn is_out_soon(store: &Store, id: Id) {
    for _ in 0..50 {
        if !opens(store, id).await {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("it opens after five seconds");
}

pub(super) async fn connected(url: &str) -> Redis {
    let redis = Redis::connect(url).unwrap();
    redis.come_up(Duration::from_secs(10)).await;
    assert!(redis.answers().await, "a test needs a Redis, see TF_TEST_REDIS_URL");
    redis
}

fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap()
}

async fn person(ctx: &Ctx) -> User {
    let person = NewPerson {
        email: "ada@example.org".into(),
        handle: "ada".into(),
        name: "Ada".into(),
        about: String::new(),
        zone: "UTC".into(),
        password: "four quiet words here".into(),
        role: Role::Member,
    };
    let id = accounts::create(ctx, person).await.unwrap();
    accounts::user(ctx, id).await.unwrap().unwrap()
}
