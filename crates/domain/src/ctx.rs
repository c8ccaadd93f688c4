use std::sync::Arc;

use chrono::{DateTime, Utc};
use rand::{
    RngCore, TryRngCore,
    distr::{Alphanumeric, SampleString},
    rngs::OsRng,
    seq::IndexedRandom,
};
use sqlx::{PgPool, Postgres, Transaction};
use uuid::Uuid;

use crate::{
    Clock, Origin,
    accounts::{Breached, Hasher},
    live::Live,
    ports::{Beside, Jobs, Limits, Mailer, Providers, Rooms},
    seal::Seals,
    tutors::application::Admission,
};

/// What every verb gets: the database, the time, and the outside world behind its ports. Cheap to clone.
#[derive(Clone)]
pub struct Ctx {
    pub db: PgPool,
    pub clock: Clock,
    pub jobs: Arc<dyn Jobs>,
    pub mailer: Arc<dyn Mailer>,
    pub limits: Arc<dyn Limits>,
    /// A search engine beside the database, if one is configured.
    pub beside: Option<Arc<dyn Beside>>,
    pub hasher: Hasher,
    /// Passwords that were stolen elsewhere, if a list of them is configured.
    pub breached: Breached,
    /// By whom people may come in without a password.
    pub providers: Providers,
    /// Where the people of a session meet.
    pub rooms: Arc<dyn Rooms>,
    /// What secrets lie sealed by.
    pub seals: Seals,
    /// Who may teach.
    pub admission: Admission,
    /// Where open pages hear what is new.
    pub live: Live,
    /// Where people reach us, without a slash at the end: links in mails begin with it.
    pub public_url: Arc<str>,
    /// Where this command comes from; each request has a context of its own.
    pub origin: Origin,
}

/// `tutors.example.org`, of the address where people reach us: what ids that leave the place end in.
pub(crate) fn host(public_url: &str) -> &str {
    public_url.split("://").last().and_then(|rest| rest.split(['/', ':']).next()).unwrap_or("localhost")
}

impl Ctx {
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The same for a command from there.
    #[must_use]
    pub fn called_from(self, origin: Origin) -> Self {
        Self { origin, ..self }
    }

    /// A fresh id, ordered by time (UUID version 7).
    #[expect(clippy::disallowed_methods, reason = "this is the place the others are sent to")]
    pub fn id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// So many random letters and digits from the operating system, almost 6 bits each: for what nobody shall guess.
    pub fn unguessable(&self, characters: usize) -> String {
        Alphanumeric.sample_string(&mut OsRng.unwrap_err(), characters)
    }

    /// So many random signs of an ASCII alphabet from the operating system: for what people shall type and not guess.
    pub fn unguessable_of(&self, alphabet: &str, length: usize) -> String {
        let mut chance = OsRng.unwrap_err();
        let signs = (0..length).filter_map(|_| alphabet.as_bytes().choose(&mut chance));
        signs.map(|sign| char::from(*sign)).collect()
    }

    /// So many random bytes from the operating system: for keys.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        OsRng.unwrap_err().fill_bytes(&mut bytes);
        bytes
    }

    /// Begins the one transaction of a verb.
    pub async fn begin(&self) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
        self.db.begin().await
    }
}
