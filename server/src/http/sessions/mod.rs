//! Sessions in Postgres, for tower-sessions, and in front of them a cache if there is one.

mod cache;

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Ctx,
    accounts::sessions::{self, Imprint, Stored},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{Error, Result},
};

pub use cache::Cache;

/// Keeps sessions in the table of record.
#[derive(Clone)]
pub struct Store {
    ctx: Ctx,
    cache: Option<Cache>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    pub fn new(ctx: Ctx, cache: Option<Cache>) -> Self {
        Self { ctx, cache }
    }

    /// From the table, and into the cache.
    async fn look_up(&self, id: &Id) -> Result<Option<Record>> {
        // Before the look: what is kept of it is not older than this.
        let since = OffsetDateTime::now_utc();
        let Some(living) = sessions::load(&self.ctx, &id.to_string()).await.map_err(backend)? else { return Ok(None) };
        let ends_at = living.ends_at;
        let record = record(*id, living.session)?;
        if let Some(cache) = &self.cache {
            cache.keep(&self.ctx, &record, since, ends_at).await;
        }
        Ok(Some(record))
    }

    async fn forget(&self, id: &Id) {
        if let Some(cache) = &self.cache {
            cache.forget(Imprint::of(&id.to_string()).half()).await;
        }
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        while !sessions::insert(&self.ctx, &stored(record)?).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        sessions::update(&self.ctx, &stored(record)?).await.map_err(backend)?;
        self.forget(&record.id).await;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        if let Some(cache) = &self.cache
            && let Some(record) = cache.find(&self.ctx, id).await
        {
            return Ok(Some(record));
        }
        self.look_up(id).await
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::detach(&self.ctx, &id.to_string()).await.map_err(backend)?;
        self.forget(id).await;
        Ok(())
    }
}

/// A session of nobody is not kept.
fn stored(record: &Record) -> Result<Stored> {
    Ok(Stored {
        id: record.id.to_string(),
        person: entry(record, app::request::PERSON)?,
        seat: entry(record, app::request::SEAT)?,
        body: serde_json::to_value(&record.data).map_err(|e| Error::Encode(e.to_string()))?,
    })
}

fn entry<T: DeserializeOwned>(record: &Record, name: &str) -> Result<T> {
    let value = record.data.get(name).cloned().ok_or_else(|| Error::Encode(format!("a session without {name}")))?;
    serde_json::from_value(value).map_err(|e| Error::Encode(e.to_string()))
}

/// The seat is what its row says. The time of its end is asked by nobody: what has ended is not loaded.
fn record(id: Id, stored: Stored) -> Result<Record> {
    let mut data: HashMap<String, Value> =
        serde_json::from_value(stored.body).map_err(|e| Error::Decode(e.to_string()))?;
    let seat = serde_json::to_value(&stored.seat).map_err(|e| Error::Decode(e.to_string()))?;
    data.insert(app::request::SEAT.to_owned(), seat);
    Ok(Record { id, data, expiry_date: OffsetDateTime::now_utc() })
}

#[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}
