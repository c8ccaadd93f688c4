use contract::{Refusal, UserId, accounts::ShowPasskey};
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential};

use super::{
    ceremony::{self, Challenge, Purpose},
    keys,
    site::{refused, site},
};
use crate::{
    Ctx,
    accounts::{
        Entry, Error, Visitor,
        factors::{self, Way},
        note_beside::note_beside,
        queries,
    },
    audit::{Deed, Note},
    ports::Limit,
};

/// Asks the browser of a visitor for whatever passkey it has of us.
///
/// # Errors
/// `TooOften`.
pub async fn begin_sign_in(ctx: &Ctx, visitor: &Visitor) -> Result<Challenge, Error> {
    ctx.limits.take(Limit::PasskeyByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    let begun = site(&ctx.public_url)?.start_discoverable_authentication();
    let (options, state) = begun.map_err(|error| Error::Passkey(format!("{error:?}")))?;
    ceremony::begin(ctx, Purpose::SignIn, None, options, &state).await
}

/// Lets in whoever has unlocked a passkey: it is both things at once, so nothing else is asked for.
///
/// # Errors
/// `PasskeyLost`, `PasskeyRefused` for whatever is wrong with it; `AccountClosed`; `TooOften`.
pub async fn sign_in_by_passkey(ctx: &Ctx, visitor: &Visitor, form: ShowPasskey) -> Result<Entry, Error> {
    ctx.limits.take(Limit::PasskeyByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    let state: DiscoverableAuthentication = ceremony::take(ctx, Purpose::SignIn, None, &form.ceremony).await?;
    let answer: PublicKeyCredential = serde_json::from_str(&form.credential).map_err(|_| Refusal::PasskeyRefused)?;
    let site = site(&ctx.public_url)?;
    let (person, credential) =
        site.identify_discoverable_authentication(&answer).map_err(|_| Refusal::PasskeyRefused)?;
    let person = UserId(person);
    let key = keys::key(ctx, person, credential).await?.ok_or(Refusal::PasskeyRefused)?;
    let result = site.finish_discoverable_authentication_v2(&answer, state, &key);
    let result = result.map_err(|error| {
        refused(&error);
        note_beside(ctx, Note::new(Deed::SignInRefused, None).to(person));
        Refusal::PasskeyRefused
    })?;
    let user = queries::user(ctx, person).await?.ok_or(Refusal::AccountClosed)?;
    let mut tx = ctx.begin().await?;
    keys::note_use(ctx, &mut tx, person, key, &result).await?;
    tx.commit().await?;
    Ok(factors::enter(ctx, user, Way::Passkey, &form.next).await?)
}

#[cfg(test)]
#[path = "sign_in_tests.rs"]
mod tests;
