use contract::{Refusal, UserId, accounts::ResetPassword};
use sqlx::PgConnection;

use super::{
    Error, Event, Visitor,
    codes::{self, Purpose, Whose},
    devices, passwords,
    sessions::{self, Which},
    tokens,
};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    events, once, outbox,
    ports::Limit,
};

/// What was done with a new password.
#[derive(Debug, Default)]
pub struct Replaced {
    /// The devices whose sessions were ended.
    pub ended: Vec<String>,
    /// The names of access tokens that were revoked.
    pub revoked: Vec<String>,
    /// What the cookie of this device is to hold, which is known as theirs from now on.
    pub device: Option<String>,
}

/// Replaces the password of whoever brings the code of our mail, which shows as well that their address is theirs. Every
/// session ends, access tokens with them, and an address that waits to take the place of theirs does so no more: whoever
/// made or asked for them may have been somebody else. Nothing of that if this very form did it before.
///
/// # Errors
/// `ResetCodeWrong` for whatever is wrong with the code, alike for addresses that nobody has; what [`super::sign_up`] says
/// of passwords; `TooOften`.
pub async fn reset_password(ctx: &Ctx, visitor: &Visitor, form: ResetPassword) -> Result<Replaced, Error> {
    ctx.limits.take(Limit::CodeTryByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    passwords::check(&ctx.public_url, &form.password, &[&form.email])?;
    passwords::must_not_be_stolen(ctx, &form.password).await?;
    let whose = form.letter.map_or(Whose::Email(&form.email), Whose::Letter);
    let wrong = || Error::from(Refusal::ResetCodeWrong);
    let right = codes::try_out(ctx, Purpose::Reset, whose, &form.code).await?.map_err(|_| wrong())?;
    let hash = ctx.hasher.hash(&form.password).await?;
    let person = right.person;

    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, person, form.key).await? == Once::Again {
        return Ok(Replaced::default());
    }
    match right.is_used(&mut tx).await {
        Ok(false) => {}
        Ok(true) | Err(Error::Refused(_)) => return Err(wrong()),
        Err(error) => return Err(error),
    }
    codes::use_up(ctx, &mut tx, person, Purpose::Reset).await?;
    let about_you = about(ctx, &mut tx, person).await?;
    passwords::check(&ctx.public_url, &form.password, &about_you.each_ref().map(String::as_str))?;
    passwords::set(&mut tx, person, &hash).await?;
    codes::forget(&mut tx, person, Purpose::Address).await?;
    let ended = sessions::end(ctx, &mut tx, person, Which::All).await?;
    let revoked = tokens::revoke_all(ctx, &mut tx, person).await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::PasswordReset { person })).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::PasswordReset, person).to(person)).await?;
    for name in &revoked {
        audit::append(ctx, &mut tx, Note::new(Deed::TokenRevoked, person).to(person).on(name)).await?;
    }
    tx.commit().await?;
    metrics::counter!("accounts_passwords_reset_total").increment(1);
    let device = devices::remember(ctx, person).await?;
    Ok(Replaced { ended, revoked, device: Some(device) })
}

/// What the password must not be. The address counts as confirmed from now on.
async fn about(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<[String; 3], sqlx::Error> {
    let row = sqlx::query!(
        "UPDATE accounts.person SET verified_at = coalesce(verified_at, $2) WHERE id = $1 RETURNING email, name, handle",
        person.0,
        ctx.now(),
    )
    .fetch_one(conn)
    .await?;
    Ok([row.email.unwrap_or_default(), row.name, row.handle])
}

#[cfg(test)]
#[path = "reset_password_tests.rs"]
mod tests;
