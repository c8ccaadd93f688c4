//! Those who have shown the first of two things. They hold a cookie that opens one page, for ten minutes and five tries.

use chrono::TimeDelta;
use contract::UserId;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::Way;
use crate::Ctx;

/// How long somebody may look for their telephone.
const LIVES: TimeDelta = TimeDelta::minutes(10);
/// Codes that may be tried before the password is asked for again. The table refuses more.
pub(super) const TRIES: i16 = 5;
/// Random letters and digits of what the browser's cookie holds.
const SECRET: usize = 48;
/// No address of ours that somebody wants to go to is longer, in bytes.
const NEXT: usize = 1_000;

/// Begins one. Answers what the browser's cookie is to hold.
pub(super) async fn begin(ctx: &Ctx, person: UserId, way: &Way, next: &str) -> Result<String, sqlx::Error> {
    let secret = ctx.unguessable(SECRET);
    let provider = match way {
        Way::Provider(label) => Some(label.as_str()),
        Way::Joined | Way::Password | Way::Passkey => None,
    };
    sqlx::query!(
        "INSERT INTO accounts.half_sign_in (secret, person_id, provider, next, expires_at) VALUES ($1, $2, $3, $4, $5)",
        trace(&secret),
        person.0,
        provider,
        if next.len() <= NEXT { next } else { "/" },
        ctx.now() + LIVES,
    )
    .execute(&ctx.db)
    .await?;
    Ok(secret)
}

/// What can be asked of whoever holds this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub app: bool,
    pub passkey: bool,
}

/// `None` if it is over.
pub async fn asked(ctx: &Ctx, secret: &str) -> Result<Option<Asked>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT FROM accounts.factor f WHERE f.person_id = h.person_id AND f.kind = 'app') AS "app!",
                  EXISTS (SELECT FROM accounts.factor f WHERE f.person_id = h.person_id AND f.kind = 'passkey') AS "passkey!"
           FROM accounts.half_sign_in h WHERE h.secret = $1 AND h.expires_at > $2 AND h.tries < $3"#,
        trace(secret),
        ctx.now(),
        TRIES,
    );
    Ok(row.fetch_optional(&ctx.db).await?.map(|row| Asked { app: row.app, passkey: row.passkey }))
}

/// Who has taken the first step; `None` if it is over.
pub(in crate::accounts) async fn whose(ctx: &Ctx, secret: &str) -> Result<Option<UserId>, sqlx::Error> {
    let person = sqlx::query_scalar!(
        "SELECT person_id FROM accounts.half_sign_in WHERE secret = $1 AND expires_at > $2 AND tries < $3",
        trace(secret),
        ctx.now(),
        TRIES,
    );
    Ok(person.fetch_optional(&ctx.db).await?.map(UserId))
}

pub(in crate::accounts) struct Half {
    pub person: UserId,
    pub way: Way,
    pub next: String,
    /// This was the last try.
    pub is_last: bool,
}

/// Takes one of its tries, before anything is looked at. `None` if it is over.
pub(in crate::accounts) async fn take_try(ctx: &Ctx, secret: &str) -> Result<Option<Half>, sqlx::Error> {
    let row = sqlx::query!(
        "UPDATE accounts.half_sign_in SET tries = tries + 1
         WHERE secret = $1 AND expires_at > $2 AND tries < $3 RETURNING person_id, provider, next, tries",
        trace(secret),
        ctx.now(),
        TRIES,
    );
    Ok(row.fetch_optional(&ctx.db).await?.map(|row| Half {
        person: UserId(row.person_id),
        way: row.provider.map_or(Way::Password, Way::Provider),
        next: row.next,
        is_last: row.tries >= TRIES,
    }))
}

/// It becomes a whole one, or is over. `false` if it was already: of two at once, one goes on.
pub(super) async fn end(conn: &mut PgConnection, secret: &str) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!("DELETE FROM accounts.half_sign_in WHERE secret = $1", trace(secret));
    Ok(done.execute(conn).await?.rows_affected() == 1)
}

/// Whoever has shown the first thing of somebody has to show it again: it has changed.
pub(in crate::accounts) async fn forget(conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM accounts.half_sign_in WHERE person_id = $1", person.0).execute(conn).await?;
    Ok(())
}

/// Removes those that are over, and apps that were never set up to the end.
pub async fn prune(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let old = ctx.now() - TimeDelta::days(1);
    sqlx::query!("DELETE FROM accounts.half_sign_in WHERE expires_at <= $1", ctx.now()).execute(&ctx.db).await?;
    sqlx::query!("DELETE FROM accounts.authenticator WHERE confirmed_at IS NULL AND begun_at < $1", old)
        .execute(&ctx.db)
        .await?;
    Ok(())
}

/// What is kept of the cookie: whoever reads the table cannot use it.
fn trace(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}
