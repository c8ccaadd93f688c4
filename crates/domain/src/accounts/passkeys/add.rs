use contract::{Refusal, accounts::AddPasskey};
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::{
    ceremony::{self, Challenge, Purpose},
    keys,
    site::{refused, site},
};
use crate::{
    Ctx, Once,
    accounts::{
        Error, Event, Sudo, factors,
        sessions::{self, Which},
    },
    audit::{self, Deed, Note},
    events, once, outbox, was_done,
};

/// Asks the browser of somebody for a passkey that their device does not have yet. It must be one that is found without a
/// name, and that its owner unlocks.
pub async fn begin_adding(ctx: &Ctx, sudo: &Sudo) -> Result<Challenge, Error> {
    let known = keys::keys(ctx, sudo.id).await?.iter().map(|key| key.cred_id().clone()).collect();
    let begun = site(&ctx.public_url)?.start_passkey_registration(sudo.id.0, &sudo.handle, &sudo.name, Some(known));
    let (options, state) = begun.map_err(|error| Error::Passkey(format!("{error:?}")))?;
    let mut challenge = ceremony::begin(ctx, Purpose::Add, Some(sudo.id), options, &state).await?;
    let selection = &mut challenge.options["authenticatorSelection"];
    selection["residentKey"] = "required".into();
    selection["requireResidentKey"] = true.into();
    Ok(challenge)
}

/// Adds the passkey that the browser has made. All other sessions end, because they began with less. With the first factor come
/// recovery codes, which are shown this once; none otherwise.
///
/// # Errors
/// `PasskeyLost`, `PasskeyRefused`; `PasskeyThere` if it is somebody's already; `TooManyPasskeys`; `CodesShownOnce` if this very
/// form did it before.
pub async fn add_passkey(ctx: &Ctx, sudo: &Sudo, form: AddPasskey) -> Result<Vec<String>, Error> {
    if was_done(ctx, sudo.id, form.key).await? {
        return Err(Refusal::CodesShownOnce.into());
    }
    let state: PasskeyRegistration = ceremony::take(ctx, Purpose::Add, Some(sudo.id), &form.ceremony).await?;
    let answer: RegisterPublicKeyCredential =
        serde_json::from_str(&form.credential).map_err(|_| Refusal::PasskeyRefused)?;
    let key = site(&ctx.public_url)?.finish_passkey_registration(&answer, &state).map_err(|error| {
        refused(&error);
        Refusal::PasskeyRefused
    })?;

    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Err(Refusal::CodesShownOnce.into());
    }
    factors::lock(&mut tx, sudo.id).await?;
    let is_first = !factors::has_one(&mut tx, sudo.id).await?;
    let added = sqlx::query!(
        "INSERT INTO accounts.passkey (id, person_id, credential, key, name, added_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (credential) DO NOTHING",
        ctx.id(),
        sudo.id.0,
        key.cred_id().as_slice(),
        keys::write(&key)?,
        form.name,
        ctx.now(),
    );
    if added.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(Refusal::PasskeyThere.into());
    }
    let count = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM accounts.passkey WHERE person_id = $1"#, sudo.id.0);
    if count.fetch_one(&mut *tx).await? > keys::MOST {
        return Err(Refusal::TooManyPasskeys.into());
    }
    let codes = if is_first { factors::make_codes(ctx, &mut tx, sudo.id).await? } else { Vec::new() };
    if let Some(here) = &sudo.session {
        sessions::end(ctx, &mut tx, sudo.id, Which::Others(here.id)).await?;
    }
    let what = format!("the passkey “{}”", form.name);
    let event = Event::FactorAdded { person: sudo.id, what: what.clone() };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::FactorAdded, sudo.id).to(sudo.id).on(what)).await?;
    tx.commit().await?;
    metrics::counter!("accounts_factors_added_total", "kind" => "passkey").increment(1);
    Ok(codes)
}

#[cfg(test)]
#[path = "add_tests.rs"]
mod tests;
