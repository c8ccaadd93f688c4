use contract::{Refusal, RingId, ranking::Decide};

use super::{RingState, SettleRing};
use crate::{
    Ctx, Once,
    accounts::{Power, User},
    once,
    ranking::{
        Error,
        deeds::{Deed, record},
    },
};

/// Says that nothing is wrong with these people: what they gave each other counts again.
///
/// # Errors
/// `OnlyModerators`, `RingDecided`.
pub async fn clear(ctx: &Ctx, user: &User, id: RingId, form: Decide) -> Result<(), Error> {
    decide(ctx, user, id, form, RingState::Cleared).await
}

/// Says that they gave each other points for nothing: it counts nothing for good.
///
/// # Errors
/// `OnlyModerators`, `RingDecided`.
pub async fn confirm(ctx: &Ctx, user: &User, id: RingId, form: Decide) -> Result<(), Error> {
    decide(ctx, user, id, form, RingState::Confirmed).await
}

/// Takes a decision back: it is open again, and on hold.
///
/// # Errors
/// `OnlyModerators`, `RingUndecided`.
pub async fn reopen(ctx: &Ctx, user: &User, id: RingId, form: Decide) -> Result<(), Error> {
    decide(ctx, user, id, form, RingState::Open).await
}

async fn decide(ctx: &Ctx, user: &User, id: RingId, form: Decide, to: RingState) -> Result<(), Error> {
    user.must(Power::DecideRings)?;
    let mut tx = ctx.begin().await?;
    let state = sqlx::query_scalar!("SELECT state FROM ranking.ring WHERE id = $1 FOR UPDATE", id.0)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Error::NotFound)?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let deed = match (RingState::of(&state), to) {
        (RingState::Open, RingState::Cleared) => Deed::Cleared(id),
        (RingState::Open, RingState::Confirmed) => Deed::Confirmed(id),
        (RingState::Cleared | RingState::Confirmed, RingState::Open) => Deed::Reopened(id),
        (RingState::Open, RingState::Open) => return Err(Refusal::RingUndecided.into()),
        _ => return Err(Refusal::RingDecided.into()),
    };
    sqlx::query!(
        "UPDATE ranking.ring SET state = $2, decided_at = CASE WHEN $2 <> 'open' THEN $3::timestamptz END WHERE id = $1",
        id.0,
        to.as_str(),
        ctx.now()
    )
    .execute(&mut *tx)
    .await?;
    ctx.jobs.enqueue(&mut tx, SettleRing::job(id)).await?;
    record(ctx, &mut tx, user, deed, &form.note).await?;
    tx.commit().await?;
    Ok(())
}
