//! A database with a queue, workers with short numbers, and what a test asks of both.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::{
    Clock, Ctx,
    accounts::{Breached, Hasher},
    jobs::{Job, NewJob},
    ports::{Limit, Limits, Mail, MailError, Mailer},
};
use server::jobs::{self, BackOff, Queue, Settings};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

use super::tasks;

pub(super) struct Stage {
    pub(super) ctx: Ctx,
    pub(super) database: testkit::Database,
}

impl Stage {
    pub(super) async fn new() -> Self {
        let database = testkit::Database::new().await;
        jobs::migrate(database.pool()).await.unwrap();
        sqlx::raw_sql("CREATE TABLE effect (at timestamptz DEFAULT clock_timestamp(), what text, attempt int)")
            .execute(database.pool())
            .await
            .unwrap();
        Self { ctx: context(database.pool().clone()), database }
    }

    pub(super) fn pool(&self) -> &PgPool {
        self.database.pool()
    }

    /// Commits one job.
    pub(super) async fn enqueue(&self, job: &impl Job) -> String {
        self.enqueue_new(NewJob::of(job)).await
    }

    /// The id, or nothing for a known key.
    pub(super) async fn enqueue_new(&self, job: NewJob) -> String {
        let mut tx = self.ctx.begin().await.unwrap();
        self.ctx.jobs.enqueue(&mut tx, job).await.unwrap();
        let id = sqlx::query_scalar("SELECT id FROM apalis.jobs WHERE xmin = pg_current_xact_id()::xid");
        let id: Option<String> = id.fetch_optional(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        id.unwrap_or_default()
    }

    /// `(status, attempts, last error)` of a job.
    pub(super) async fn row(&self, id: &str) -> (String, i32, Option<String>) {
        sqlx::query_as("SELECT status, attempts, last_result ->> 'Err' FROM apalis.jobs WHERE id = $1")
            .bind(id)
            .fetch_one(self.pool())
            .await
            .unwrap()
    }

    pub(super) async fn status(&self, id: &str) -> String {
        self.row(id).await.0
    }

    /// How often something had its effect.
    pub(super) async fn effects(&self, what: &str) -> i64 {
        effects(self.pool(), what).await
    }

    pub(super) async fn wait_for_status(&self, id: &str, status: &str, within: Duration) {
        let deadline = Instant::now() + within;
        while self.status(id).await != status {
            assert!(Instant::now() < deadline, "the job is {:?} instead of {status}", self.row(id).await);
            sleep(Duration::from_millis(20)).await;
        }
    }

    pub(super) async fn wait_for_effects(&self, what: &str, count: i64, within: Duration) {
        let deadline = Instant::now() + within;
        while self.effects(what).await < count {
            assert!(Instant::now() < deadline, "{what} happened {} times", self.effects(what).await);
            sleep(Duration::from_millis(20)).await;
        }
    }

    pub(super) fn work(&self) -> Workers {
        self.work_with(quick())
    }

    pub(super) fn work_with(&self, settings: Settings) -> Workers {
        Workers::start(self.ctx.clone(), settings)
    }
}

/// Workers of one process.
pub(super) struct Workers {
    pub(super) stop: CancellationToken,
    pub(super) ended: JoinHandle<anyhow::Result<()>>,
}

impl Workers {
    pub(super) fn start(ctx: Ctx, settings: Settings) -> Self {
        let stop = CancellationToken::new();
        let ended = tokio::spawn(jobs::run(ctx, tasks::registry(), settings, stop.clone()));
        Self { stop, ended }
    }

    /// Stops them and waits until all have ended.
    pub(super) async fn drain(self) {
        self.stop.cancel();
        self.ended.await.unwrap().unwrap();
    }
}

/// The production numbers at a tenth: a dead worker is found after 2 to 3 seconds.
pub(super) fn quick() -> Settings {
    Settings {
        heartbeat: Duration::from_millis(500),
        missed_heartbeats: 4,
        shutdown: Duration::from_millis(1400),
        poll: Duration::from_millis(100),
        back_off: BackOff { base: Duration::from_millis(50), cap: Duration::from_millis(400) },
        restart: Duration::from_millis(100),
        ..Settings::default()
    }
}

pub(super) fn context(db: PgPool) -> Ctx {
    let clock = Clock::system();
    Ctx {
        jobs: Arc::new(Queue::new(clock.clone(), db.clone())),
        db,
        clock,
        mailer: Arc::new(Nothing),
        limits: Arc::new(Nothing),
        beside: None,
        hasher: Hasher::cheap().unwrap(),
        breached: Breached::default(),
        providers: domain::ports::Providers::default(),
        rooms: std::sync::Arc::new(domain::ports::NoRooms),
        seals: domain::seal::Seals::default(),
        admission: domain::tutors::application::Admission::default(),
        live: domain::live::Live::default(),
        public_url: "https://tutors.example.org".into(),
        origin: domain::Origin::default(),
    }
}

pub(super) fn lazy_pool(url: &str) -> PgPool {
    PgPoolOptions::new().max_connections(10).connect_lazy(url).unwrap()
}

pub(super) async fn effects(pool: &PgPool, what: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM effect WHERE what = $1").bind(what).fetch_one(pool).await.unwrap()
}

/// These tests reach neither.
struct Nothing;

#[async_trait]
impl Mailer for Nothing {
    async fn send(&self, _: &Mail) -> Result<(), MailError> {
        Ok(())
    }
}

#[async_trait]
impl Limits for Nothing {
    async fn take(&self, _: Limit, _: &str) -> Result<(), u32> {
        Ok(())
    }
}
