use super::remove_app::tidy_up;
use crate::{
    Ctx,
    accounts::{
        Error, Event,
        held::Held,
        sessions::{self, Which},
    },
    audit::{self, Deed, Note},
    events, outbox,
};

/// Takes everything away that is asked of somebody besides their password, at the command line: they have lost it all. Every
/// session ends, and they hear of it. `false` if nobody has that handle. Doing it again changes nothing.
pub async fn remove_factors(ctx: &Ctx, handle: &str) -> Result<bool, Error> {
    let mut tx = ctx.begin().await?;
    let Some(whom) = Held::of(&mut tx, handle).await? else { return Ok(false) };
    let app = sqlx::query!("DELETE FROM accounts.authenticator WHERE person_id = $1", whom.id.0);
    let passkeys = sqlx::query!("DELETE FROM accounts.passkey WHERE person_id = $1", whom.id.0);
    let gone = app.execute(&mut *tx).await?.rows_affected() + passkeys.execute(&mut *tx).await?.rows_affected();
    if gone == 0 {
        return Ok(true);
    }
    tidy_up(&mut tx, whom.id).await?;
    sessions::end(ctx, &mut tx, whom.id, Which::All).await?;
    let event = Event::FactorRemoved { person: whom.id, what: "everything".into() };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::FactorRemoved, None).to(whom.id).on("everything")).await?;
    tx.commit().await?;
    Ok(true)
}
