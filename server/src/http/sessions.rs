//! Sessions in Postgres, for tower-sessions.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Ctx,
    accounts::sessions::{self, Stored},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// Keeps sessions in the table of record.
#[derive(Clone)]
pub struct Store {
    ctx: Ctx,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    pub fn new(ctx: Ctx) -> Self {
        Self { ctx }
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
        sessions::update(&self.ctx, &stored(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        sessions::load(&self.ctx, &id.to_string()).await.map_err(backend)?.map(|stored| record(*id, stored)).transpose()
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::detach(&self.ctx, &id.to_string()).await.map_err(backend)
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
