//! Sessions in Postgres, for tower-sessions.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::DateTime;
use contract::UserId;
use domain::{
    Ctx,
    accounts::sessions::{self, Stored},
};
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
        sessions::delete(&self.ctx, &id.to_string()).await.map_err(backend)
    }
}

fn stored(record: &Record) -> Result<Stored> {
    let person = record.data.get(app::request::PERSON).cloned();
    Ok(Stored {
        id: record.id.to_string(),
        person: person.and_then(|value| serde_json::from_value::<UserId>(value).ok()),
        body: serde_json::to_value(&record.data).map_err(|e| Error::Encode(e.to_string()))?,
        expires_at: DateTime::from_timestamp(record.expiry_date.unix_timestamp(), 0).unwrap_or_default(),
    })
}

fn record(id: Id, stored: Stored) -> Result<Record> {
    let data: HashMap<String, Value> = serde_json::from_value(stored.body).map_err(|e| Error::Decode(e.to_string()))?;
    let expiry_date =
        OffsetDateTime::from_unix_timestamp(stored.expires_at.timestamp()).map_err(|e| Error::Decode(e.to_string()))?;
    Ok(Record { id, data, expiry_date })
}

#[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
fn backend(error: sqlx::Error) -> Error {
    Error::Backend(error.to_string())
}
