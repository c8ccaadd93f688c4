use contract::{Refusal, UserId, accounts::ShowPasskey};
use sqlx::{Postgres, Transaction};
use webauthn_rs::prelude::{AuthenticationResult, Passkey, PasskeyAuthentication, PublicKeyCredential};

use super::{
    ceremony::{self, Challenge, Purpose},
    keys,
    site::{refused, site},
};
use crate::{
    Ctx,
    accounts::{Error, User, factors::Shown, sudo},
    audit::{self, Deed, Note},
    ports::Limit,
};

/// Asks the browser of somebody who is signed in for a passkey of theirs. `None` if they have none.
pub async fn begin_showing(ctx: &Ctx, user: &User) -> Result<Option<Challenge>, Error> {
    begin(ctx, Purpose::Show, user.id).await
}

/// Shows that it is them, in the place of password and code.
///
/// # Errors
/// `PasskeyLost`, `PasskeyRefused`; `TooOften`.
pub async fn show_passkey(ctx: &Ctx, user: &User, form: ShowPasskey) -> Result<(), Error> {
    ctx.limits.take(Limit::SecondByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let mut tx = match used(ctx, Purpose::Show, user.id, &form).await {
        Err(Error::Refused(Refusal::PasskeyRefused)) => return Err(refused_again(ctx, user).await?),
        used => used?,
    };
    audit::append(ctx, &mut tx, Note::new(Deed::PasskeyConfirmed, user.id).to(user.id)).await?;
    tx.commit().await?;
    metrics::counter!("accounts_confirm_total", "outcome" => "accepted").increment(1);
    Ok(())
}

/// What was refused is noted as a wrong password is.
async fn refused_again(ctx: &Ctx, user: &User) -> Result<Error, Error> {
    let mut tx = ctx.begin().await?;
    audit::append(ctx, &mut tx, sudo::refused(user).on(Shown::Passkey.as_str())).await?;
    tx.commit().await?;
    Ok(Refusal::PasskeyRefused.into())
}

pub(super) async fn begin(ctx: &Ctx, purpose: Purpose, person: UserId) -> Result<Option<Challenge>, Error> {
    let keys = keys::keys(ctx, person).await?;
    if keys.is_empty() {
        return Ok(None);
    }
    let begun = site(&ctx.public_url)?.start_passkey_authentication(&keys);
    let (options, state) = begun.map_err(|error| Error::Passkey(format!("{error:?}")))?;
    Ok(Some(ceremony::begin(ctx, purpose, Some(person), options, &state).await?))
}

/// Takes an answer, and begins the transaction of what it is good for: in there it is noted that the passkey was used.
///
/// # Errors
/// `PasskeyLost`, `PasskeyRefused`.
pub(super) async fn used(
    ctx: &Ctx,
    purpose: Purpose,
    person: UserId,
    form: &ShowPasskey,
) -> Result<Transaction<'static, Postgres>, Error> {
    let (key, result) = check(ctx, purpose, person, form).await?;
    let mut tx = ctx.begin().await?;
    keys::note_use(ctx, &mut tx, person, key, &result).await?;
    Ok(tx)
}

async fn check(
    ctx: &Ctx,
    purpose: Purpose,
    person: UserId,
    form: &ShowPasskey,
) -> Result<(Passkey, AuthenticationResult), Error> {
    let state: PasskeyAuthentication = ceremony::take(ctx, purpose, Some(person), &form.ceremony).await?;
    let answer: PublicKeyCredential = serde_json::from_str(&form.credential).map_err(|_| Refusal::PasskeyRefused)?;
    let key = keys::key(ctx, person, answer.get_credential_id()).await?.ok_or(Refusal::PasskeyRefused)?;
    let result = site(&ctx.public_url)?.finish_passkey_authentication(&answer, &state).map_err(|error| {
        refused(&error);
        Refusal::PasskeyRefused
    })?;
    Ok((key, result))
}

#[cfg(test)]
#[path = "show_tests.rs"]
mod tests;
