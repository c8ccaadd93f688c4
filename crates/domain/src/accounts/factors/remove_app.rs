use contract::{UserId, accounts::ChangeFactors};
use sqlx::PgConnection;

use super::{confirm_app::APP, forget, has_one, recovery, state::lock};
use crate::{
    Ctx, Once,
    accounts::{
        Error, Event, Sudo,
        sessions::{self, Which},
    },
    audit::{self, Deed, Note},
    events, once, outbox,
};

/// The app is asked for no more. All other sessions end. Without another factor recovery codes are good for nothing, so they
/// go too.
///
/// # Errors
/// `NotFound` if there is none.
pub async fn remove_app(ctx: &Ctx, sudo: &Sudo, form: ChangeFactors) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(());
    }
    lock(&mut tx, sudo.id).await?;
    let gone =
        sqlx::query!("DELETE FROM accounts.authenticator WHERE person_id = $1 AND confirmed_at IS NOT NULL", sudo.id.0);
    if gone.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    tidy_up(&mut tx, sudo.id).await?;
    if let Some(here) = &sudo.session {
        sessions::end(ctx, &mut tx, sudo.id, Which::Others(here.id)).await?;
    }
    let event = Event::FactorRemoved { person: sudo.id, what: APP.into() };
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::FactorRemoved, sudo.id).to(sudo.id).on(APP)).await?;
    tx.commit().await?;
    Ok(())
}

/// After a factor is gone: what waits for one, and what stands in for the last one.
pub(in crate::accounts) async fn tidy_up(conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    forget(conn, person).await?;
    if !has_one(conn, person).await? {
        recovery::forget(conn, person).await?;
    }
    Ok(())
}
