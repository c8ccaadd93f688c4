//! What the tests at the end of each verb stand on: a database of their own, a clock that stands still, a queue and a
//! post box that remember.

use std::{
    collections::HashSet,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use contract::{SessionId, UserId};
use serde::de::DeserializeOwned;
use sqlx::{PgConnection, PgPool};

use crate::{
    Clock, Ctx, Origin,
    accounts::{self, Breached, Hasher, NewPerson, Role, Sudo, User, Visitor},
    audit::{self, Deed, Filter},
    jobs::{Job, NewJob, Run},
    live::Live,
    ports::{Jobs, Limit, Limits, Mail, MailError, Mailer, NoRooms, Providers, Quota, Quotas},
    seal::Seals,
    tutors::application::Admission,
};

pub(crate) const PASSWORD: &str = "four quiet words here";

pub(crate) fn a_run() -> Run {
    Run { id: "1".into(), worker: "test".into(), attempt: 1 }
}

/// A stage on which a verb is tried.
pub(crate) struct Stage {
    pub ctx: Ctx,
    pub jobs: Arc<KeptJobs>,
    pub mails: Arc<KeptMails>,
    pub visitor: Visitor,
    _database: Option<testkit::Database>,
}

impl Stage {
    /// It is Monday 2 March 2026, 09:00 UTC.
    pub async fn new() -> Self {
        Self::with_limits(Arc::new(NoLimits)).await
    }

    pub async fn with_real_limits() -> Self {
        Self::with_limits(Arc::new(CountedLimits::default())).await
    }

    async fn with_limits(limits: Arc<dyn Limits>) -> Self {
        let database = testkit::Database::new().await;
        let stage = Self::at(database.pool().clone(), monday(), limits);
        Self { _database: Some(database), ..stage }
    }

    /// On a database that others look after, at that time.
    pub fn on(db: PgPool, now: DateTime<Utc>) -> Self {
        Self::at(db, now, Arc::new(NoLimits))
    }

    fn at(db: PgPool, now: DateTime<Utc>, limits: Arc<dyn Limits>) -> Self {
        let (jobs, mails) = (Arc::new(KeptJobs::default()), Arc::new(KeptMails::default()));
        let ctx = Ctx {
            db,
            clock: Clock::standing(now),
            jobs: jobs.clone(),
            mailer: mails.clone(),
            limits,
            beside: None,
            hasher: Hasher::cheap().unwrap(),
            breached: Breached::default(),
            providers: Providers::default(),
            rooms: Arc::new(NoRooms),
            seals: Seals::open_to_all(),
            admission: Admission::Approved,
            live: Live::default(),
            public_url: "https://tutors.example.org".into(),
            origin: Origin::default(),
        };
        let visitor = Visitor { address: Some(IpAddr::V4(Ipv4Addr::LOCALHOST)) };
        Self { ctx, jobs, mails, visitor, _database: None }
    }

    /// A person whose address is `<handle>@example.org` and whose zone is UTC.
    pub async fn person(&self, handle: &str) -> User {
        let person = NewPerson {
            email: format!("{handle}@example.org"),
            handle: handle.into(),
            name: handle.to_uppercase(),
            about: String::new(),
            zone: "UTC".into(),
            password: PASSWORD.into(),
            role: Role::Member,
        };
        let id = accounts::create(&self.ctx, person).await.unwrap();
        accounts::user(&self.ctx, id).await.unwrap().unwrap()
    }

    /// Somebody who is there already.
    pub async fn named(&self, handle: &str) -> User {
        let id = sqlx::query_scalar("SELECT id FROM accounts.person WHERE handle = $1");
        let id = id.bind(handle).fetch_one(&self.ctx.db).await.unwrap();
        accounts::user(&self.ctx, UserId(id)).await.unwrap().unwrap()
    }

    /// The waiting jobs of one kind.
    pub fn take<J: Job + DeserializeOwned>(&self) -> Vec<J> {
        let mut waiting = self.jobs.0.lock().unwrap();
        let (mine, others): (Vec<NewJob>, Vec<NewJob>) = waiting.drain(..).partition(|job| job.name == J::NAME);
        *waiting = others;
        let mut keys = HashSet::new();
        let fresh = mine.into_iter().filter(|job| job.key.is_none() || keys.insert(job.key.clone()));
        fresh.map(|job| serde_json::from_value(job.payload).unwrap()).collect()
    }

    pub async fn with_role(&self, handle: &str, role: Role) -> User {
        let id = self.person(handle).await.id;
        accounts::set_role(&self.ctx, handle, role).await.unwrap();
        accounts::user(&self.ctx, id).await.unwrap().unwrap()
    }

    /// The same, who has just given their password.
    pub fn sudo(&self, user: &User) -> Sudo {
        let user = user.clone().in_session(SessionId(self.ctx.id()), Some(self.ctx.now()));
        user.must_be_sudo(&self.ctx).unwrap()
    }

    /// What was noted about somebody, the newest first.
    pub async fn deeds(&self, person: UserId) -> Vec<Deed> {
        let filter = Filter { person: Some(person), deed: None };
        let listed = audit::list(&self.ctx, filter, None).await.unwrap();
        listed.entries.into_iter().filter_map(|entry| entry.deed).collect()
    }

    /// Waits for what is noted beside an answer.
    pub async fn until_noted(&self, person: UserId, deed: Deed) {
        while !self.deeds(person).await.contains(&deed) {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }

    /// How many events of that name were announced.
    pub async fn events(&self, name: &str) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM outbox.event WHERE name = $1")
            .bind(name)
            .fetch_one(&self.ctx.db)
            .await
            .unwrap()
    }
}

pub(crate) fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap()
}

/// Jobs that were enqueued, also by transactions that were rolled back later.
#[derive(Default)]
pub(crate) struct KeptJobs(pub Mutex<Vec<NewJob>>);

#[async_trait]
impl Jobs for KeptJobs {
    async fn enqueue_all(&self, _: &mut PgConnection, jobs: Vec<NewJob>) -> Result<(), sqlx::Error> {
        self.0.lock().unwrap().extend(jobs);
        Ok(())
    }

    async fn finish(&self, _: &mut PgConnection, _: &Run) -> Result<bool, sqlx::Error> {
        Ok(true)
    }

    async fn hasten(&self, _: &PgPool, _: TimeDelta) -> Result<(), sqlx::Error> {
        Ok(())
    }
}

#[derive(Default)]
pub(crate) struct KeptMails(pub Mutex<Vec<Mail>>);

#[async_trait]
impl Mailer for KeptMails {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

struct NoLimits;

#[async_trait]
impl Limits for NoLimits {
    async fn take(&self, _: Limit, _: &str) -> Result<(), u32> {
        Ok(())
    }
}

/// The quotas, without their refilling.
#[derive(Default)]
struct CountedLimits(Mutex<std::collections::HashMap<(Limit, String), u32>>);

#[async_trait]
impl Limits for CountedLimits {
    async fn take(&self, limit: Limit, key: &str) -> Result<(), u32> {
        let mut counts = self.0.lock().unwrap();
        let count = counts.entry((limit, key.into())).or_default();
        *count += 1;
        let Quota { tries, seconds } = Quotas::default().of(limit);
        if *count > tries { Err(seconds / tries) } else { Ok(()) }
    }
}
