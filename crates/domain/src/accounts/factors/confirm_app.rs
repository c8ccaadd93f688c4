use contract::{Refusal, accounts::ConfirmApp};

use super::{
    has_one, recovery,
    state::{SET_UP, lock},
    totp::AppSecret,
};
use crate::{
    Ctx, Once,
    accounts::{
        Error, Event, Sudo,
        sessions::{self, Which},
    },
    audit::{self, Deed, Note},
    events, once, outbox,
    ports::Limit,
    seal::Sealed,
};

/// What the event and the log call it.
pub(super) const APP: &str = "an authenticator app";

/// Ends the setting up: the app has shown a code. From now on it is asked for, and all other sessions end, because they
/// began without it. With the first factor come recovery codes, which are shown this once.
///
/// # Errors
/// `SecondCodeWrong`; `SetUpLost`, `AppThere`; `CodesShownOnce` if this very form did it before; `TooOften`.
pub async fn confirm_app(ctx: &Ctx, sudo: &Sudo, form: ConfirmApp) -> Result<Vec<String>, Error> {
    ctx.limits.take(Limit::SecondByPerson, &sudo.id.to_string()).await.map_err(Error::TooOften)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Err(Refusal::CodesShownOnce.into());
    }
    lock(&mut tx, sudo.id).await?;
    let row = sqlx::query!(
        "SELECT secret, sealed_by, begun_at, confirmed_at FROM accounts.authenticator WHERE person_id = $1",
        sudo.id.0
    );
    let row = row.fetch_optional(&mut *tx).await?.ok_or(Refusal::SetUpLost)?;
    if row.confirmed_at.is_some() {
        return Err(Refusal::AppThere.into());
    }
    if row.begun_at <= ctx.now() - SET_UP {
        return Err(Refusal::SetUpLost.into());
    }
    let secret = AppSecret::open(ctx, sudo.id, &Sealed { by: row.sealed_by, bytes: row.secret })?;
    let step = secret.step(&form.code, ctx.now()).ok_or(Refusal::SecondCodeWrong)?;
    let is_first = !has_one(&mut tx, sudo.id).await?;
    sqlx::query!(
        "UPDATE accounts.authenticator SET confirmed_at = $2, last_step = $3 WHERE person_id = $1",
        sudo.id.0,
        ctx.now(),
        step,
    )
    .execute(&mut *tx)
    .await?;
    let codes = if is_first { recovery::make(ctx, &mut tx, sudo.id).await? } else { Vec::new() };
    if let Some(here) = &sudo.session {
        sessions::end(ctx, &mut tx, sudo.id, Which::Others(here.id)).await?;
    }
    let event = Event::FactorAdded { person: sudo.id, what: APP.into() };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::FactorAdded, sudo.id).to(sudo.id).on(APP)).await?;
    tx.commit().await?;
    metrics::counter!("accounts_factors_added_total", "kind" => "app").increment(1);
    Ok(codes)
}
