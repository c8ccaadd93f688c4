use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::UserId;

use super::{
    Role, User,
    model::{GRACE, Proof},
    parse_zone,
};
use crate::Ctx;

/// What everyone may see of a person.
pub struct PublicPerson {
    pub id: UserId,
    pub handle: String,
    pub name: String,
    pub about: String,
    pub joined: DateTime<Utc>,
}

/// The person behind a live session; `None` if the account is gone or disabled.
pub async fn user(ctx: &Ctx, id: UserId) -> Result<Option<User>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT handle, name, zone, role, created_at, verified_at FROM accounts.person WHERE id = $1 AND disabled_at IS NULL",
        id.0
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| User {
        id,
        handle: row.handle,
        name: row.name,
        zone: parse_zone(&row.zone).unwrap_or(Tz::UTC),
        role: row.role.parse().unwrap_or(Role::Member),
        verify_by: row.verified_at.is_none().then(|| row.created_at + GRACE),
        session: None,
        _proof: Proof,
    }))
}

pub async fn public_person(ctx: &Ctx, handle: &str) -> Result<Option<PublicPerson>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT id, handle, name, about, created_at FROM accounts.person WHERE handle = $1 AND disabled_at IS NULL",
        handle
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| PublicPerson {
        id: UserId(row.id),
        handle: row.handle,
        name: row.name,
        about: row.about,
        joined: row.created_at,
    }))
}

/// Where one's own mail goes to. Who came by a provider that vouches for no address has none until they confirm one.
pub async fn my_address(ctx: &Ctx, user: &User) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("SELECT email FROM accounts.person WHERE id = $1", user.id.0).fetch_one(&ctx.db).await
}

/// The settings form as it stands.
pub async fn my_settings(ctx: &Ctx, user: &User) -> Result<contract::accounts::Settings, sqlx::Error> {
    let row = sqlx::query!("SELECT name, zone, about FROM accounts.person WHERE id = $1", user.id.0)
        .fetch_one(&ctx.db)
        .await?;
    Ok(contract::accounts::Settings { name: row.name, zone: row.zone, about: row.about })
}
