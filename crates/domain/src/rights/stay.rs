use contract::{Refusal, rights::Stay};

use super::{Error, Event};
use crate::{
    Ctx, Once,
    accounts::{self, User},
    audit::{self, Deed, Note},
    events, once, outbox,
};

/// Somebody who was about to leave stays, with everything that they had. Asked for again, nothing changes.
///
/// # Errors
/// `LeavingHasBegun` once the first part of it is gone.
pub async fn stay(ctx: &Ctx, user: &User, form: Stay) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let asked = sqlx::query!(
        "SELECT id, begun_at FROM rights.erasure WHERE person_id = $1 AND taken_back_at IS NULL FOR UPDATE",
        user.id.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(asked) = asked else { return Ok(()) };
    if asked.begun_at.is_some() {
        return Err(Refusal::LeavingHasBegun.into());
    }
    sqlx::query!("UPDATE rights.erasure SET taken_back_at = $2 WHERE id = $1", asked.id, ctx.now())
        .execute(&mut *tx)
        .await?;
    accounts::stay(ctx, &mut tx, user.id).await?;
    outbox::publish(ctx, &mut tx, events::Event::Rights(Event::Stayed { person: user.id })).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::LeaveTakenBack, user.id).to(user.id)).await?;
    tx.commit().await?;
    metrics::counter!("rights_leave_taken_back_total").increment(1);
    Ok(())
}
