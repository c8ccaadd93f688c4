use contract::{Refusal, accounts::RemovePasskey};

use crate::{
    Ctx, Once,
    accounts::{
        Error, Event, Sudo, factors, providers,
        sessions::{self, Which},
    },
    audit::{self, Deed, Note},
    events, once, outbox,
};

/// A passkey of one's own opens nothing any more. All other sessions end: some of them may have come by it.
///
/// # Errors
/// `NotFound`, also for what is another's; `LastWayIn`.
pub async fn remove_passkey(ctx: &Ctx, sudo: &Sudo, form: RemovePasskey) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(());
    }
    factors::lock(&mut tx, sudo.id).await?;
    let name = sqlx::query_scalar!(
        "DELETE FROM accounts.passkey WHERE id = $1 AND person_id = $2 RETURNING name",
        form.passkey.0,
        sudo.id.0
    );
    let name = name.fetch_optional(&mut *tx).await?.ok_or(Error::NotFound)?;
    if !providers::is_left(ctx, &mut tx, sudo.id).await? {
        return Err(Refusal::LastWayIn.into());
    }
    factors::tidy_up(&mut tx, sudo.id).await?;
    if let Some(here) = &sudo.session {
        sessions::end(ctx, &mut tx, sudo.id, Which::Others(here.id)).await?;
    }
    let what = format!("the passkey “{name}”");
    let event = Event::FactorRemoved { person: sudo.id, what: what.clone() };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::FactorRemoved, sudo.id).to(sudo.id).on(what)).await?;
    tx.commit().await?;
    Ok(())
}
