use chrono::{DateTime, Utc};
use contract::{PasskeyId, Refusal, UserId};
use sqlx::PgConnection;
use webauthn_rs::prelude::{AuthenticationResult, Passkey as Key};

use crate::{
    Ctx,
    accounts::{Error, User},
};

/// More of them cannot be added.
pub(super) const MOST: i64 = 20;

/// One's own, as a row of the list.
#[derive(Clone, Debug)]
pub struct Passkey {
    pub id: PasskeyId,
    pub name: String,
    pub added_at: DateTime<Utc>,
    /// None if it was never used.
    pub used_at: Option<DateTime<Utc>>,
}

/// One's own, the oldest first.
pub async fn passkeys(ctx: &Ctx, user: &User) -> Result<Vec<Passkey>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT id, name, added_at, used_at FROM accounts.passkey WHERE person_id = $1 ORDER BY added_at, id LIMIT $2",
        user.id.0,
        MOST,
    );
    let passkey = |id, name, added_at, used_at| Passkey { id: PasskeyId(id), name, added_at, used_at };
    let rows = rows.fetch_all(&ctx.db).await?;
    Ok(rows.into_iter().map(|row| passkey(row.id, row.name, row.added_at, row.used_at)).collect())
}

/// All of somebody, as the protocol reads them.
pub(super) async fn keys(ctx: &Ctx, person: UserId) -> Result<Vec<Key>, Error> {
    let rows = sqlx::query_scalar!("SELECT key FROM accounts.passkey WHERE person_id = $1 LIMIT $2", person.0, MOST);
    rows.fetch_all(&ctx.db).await?.into_iter().map(read).collect()
}

/// The one that answered, if it is theirs.
pub(super) async fn key(ctx: &Ctx, person: UserId, credential: &[u8]) -> Result<Option<Key>, Error> {
    let row = sqlx::query_scalar!(
        "SELECT key FROM accounts.passkey WHERE credential = $1 AND person_id = $2",
        credential,
        person.0
    );
    row.fetch_optional(&ctx.db).await?.map(read).transpose()
}

/// It was used just now, and its counter is what it said. Of two answers at once with one counter, one is refused.
///
/// # Errors
/// `PasskeyRefused`.
pub(super) async fn note_use(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    mut key: Key,
    result: &AuthenticationResult,
) -> Result<(), Error> {
    key.update_credential(result);
    let counter = i64::from(result.counter());
    let used = sqlx::query!(
        "UPDATE accounts.passkey SET used_at = $3, counter = $4, key = $5
         WHERE credential = $1 AND person_id = $2 AND (counter < $4 OR (counter = 0 AND $4 = 0))",
        result.cred_id().as_slice(),
        person.0,
        ctx.now(),
        counter,
        write(&key)?,
    );
    if used.execute(conn).await?.rows_affected() == 1 { Ok(()) } else { Err(Refusal::PasskeyRefused.into()) }
}

pub(super) fn write(key: &Key) -> Result<serde_json::Value, Error> {
    serde_json::to_value(key).map_err(|error| Error::Passkey(error.to_string()))
}

fn read(key: serde_json::Value) -> Result<Key, Error> {
    serde_json::from_value(key).map_err(|error| Error::Passkey(error.to_string()))
}
