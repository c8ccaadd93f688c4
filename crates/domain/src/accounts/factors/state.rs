use chrono::{DateTime, TimeDelta, Utc};
use contract::UserId;
use sqlx::PgConnection;

use super::{recovery, totp::AppSecret};
use crate::{
    Ctx,
    accounts::{Error, Sudo, User},
    seal::Sealed,
};

/// For how long an app may be set up.
pub(super) const SET_UP: TimeDelta = TimeDelta::minutes(30);

/// What is asked of somebody besides their password.
#[derive(Clone, Debug)]
pub struct Factors {
    /// Since when their app is.
    pub app: Option<DateTime<Utc>>,
    /// Passkeys that they have.
    pub passkeys: i64,
    /// Recovery codes that were not used yet.
    pub codes_left: i64,
}

impl Factors {
    pub fn any(&self) -> bool {
        self.app.is_some() || self.passkeys > 0
    }
}

/// One's own.
pub async fn factors(ctx: &Ctx, user: &User) -> Result<Factors, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    let app = sqlx::query_scalar!("SELECT confirmed_at FROM accounts.authenticator WHERE person_id = $1", user.id.0);
    let app = app.fetch_optional(&mut *conn).await?.flatten();
    let passkeys =
        sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM accounts.passkey WHERE person_id = $1"#, user.id.0);
    let passkeys = passkeys.fetch_one(&mut *conn).await?;
    Ok(Factors { app, passkeys, codes_left: recovery::left(&mut conn, user.id).await? })
}

/// What somebody puts into their app who is setting it up.
#[derive(Clone)]
pub struct SetUp {
    /// To be typed.
    pub secret: String,
    /// To be read as a picture.
    pub address: String,
}

/// The app that is being set up, if any.
pub async fn set_up(ctx: &Ctx, sudo: &Sudo) -> Result<Option<SetUp>, Error> {
    let row = sqlx::query!(
        "SELECT secret, sealed_by FROM accounts.authenticator
         WHERE person_id = $1 AND confirmed_at IS NULL AND begun_at > $2",
        sudo.id.0,
        ctx.now() - SET_UP,
    );
    let Some(row) = row.fetch_optional(&ctx.db).await? else { return Ok(None) };
    let secret = AppSecret::open(ctx, sudo.id, &Sealed { by: row.sealed_by, bytes: row.secret })?;
    Ok(Some(SetUp { secret: secret.base32(), address: secret.address(&sudo.handle) }))
}

/// Whether anything is asked of them besides their password.
pub(in crate::accounts) async fn has_one(conn: &mut PgConnection, person: UserId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM accounts.factor WHERE person_id = $1) AS "yes!""#, person.0)
        .fetch_one(conn)
        .await
}

/// Two who change somebody's factors wait for each other here.
pub(in crate::accounts) async fn lock(conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT id FROM accounts.person WHERE id = $1 FOR NO KEY UPDATE", person.0).fetch_one(conn).await?;
    Ok(())
}
