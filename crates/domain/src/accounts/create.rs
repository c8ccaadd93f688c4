use contract::UserId;

use super::{Error, Role, change_handle::must_be_free};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
    error::breaks,
};

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
    let mut tx = ctx.begin().await?;
    must_be_free(ctx, &mut tx, None, &person.handle).await?;
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
    .execute(&mut *tx)
    .await;
    match inserted {
        Err(e) if breaks(&e, "person_email_key") => Err(Error::EmailTaken),
        Err(e) if breaks(&e, "person_handle_key") => Err(Error::HandleTaken),
        Err(e) => Err(e.into()),
        Ok(_) => {
            let begun = Note::new(Deed::Joined, None).to(id).changing("", person.role.as_str());
            audit::append(ctx, &mut tx, begun).await?;
            tx.commit().await?;
            Ok(id)
        }
    }
}
