use contract::UserId;

use super::{Error, Event, Role};
use crate::{Ctx, error::breaks, events, outbox};

/// An account made by the operator or by generated data, without a form. Its address counts as confirmed.
pub struct NewPerson {
    pub email: String,
    pub handle: String,
    pub name: String,
    pub about: String,
    pub zone: String,
    pub password: String,
    pub role: Role,
}

/// Makes an account with a role. For the command line; there is no page that leads here.
pub async fn create(ctx: &Ctx, person: NewPerson) -> Result<UserId, Error> {
    super::parse_zone(&person.zone).ok_or(Error::UnknownZone)?;
    let hash = ctx.hasher.hash(&person.password).await?;
    let id = UserId(ctx.id());
    let inserted = sqlx::query!(
        "INSERT INTO accounts.person (id, email, handle, name, about, zone, password_hash, role, created_at, verified_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        id.0,
        person.email.to_lowercase(),
        person.handle,
        person.name,
        person.about,
        person.zone,
        hash,
        person.role.as_str(),
        ctx.now(),
    )
    .execute(&ctx.db)
    .await;
    match inserted {
        Err(e) if breaks(&e, "person_email_key") => Err(Error::EmailTaken),
        Err(e) if breaks(&e, "person_handle_key") => Err(Error::HandleTaken),
        Err(e) => Err(e.into()),
        Ok(_) => Ok(id),
    }
}

/// Shuts an account out, or lets it in again. Its sessions end at once. `false` if nobody has that handle.
pub async fn set_disabled(ctx: &Ctx, handle: &str, disabled: bool) -> Result<bool, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let person = sqlx::query_scalar!(
        "UPDATE accounts.person SET disabled_at = $2 WHERE handle = $1 RETURNING id",
        handle,
        disabled.then(|| ctx.now()),
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let (Some(id), true) = (person, disabled) {
        sqlx::query!("DELETE FROM accounts.session WHERE person_id = $1", id).execute(&mut *tx).await?;
    }
    if let Some(id) = person {
        let changed = Event::ProfileChanged { person: UserId(id) };
        outbox::publish(ctx, &mut tx, events::Event::Accounts(changed)).await?;
    }
    tx.commit().await?;
    Ok(person.is_some())
}
