use contract::{BookingId, Refusal, bookings::Propose};

use super::{
    Error, Event, facts,
    life::{announce, begin_step, move_to},
    proposal::{keep, slot_at},
    state::Action,
};
use crate::{Ctx, accounts::User};

/// Either side proposes another time for a session that is settled. Nothing moves until the other one agrees.
///
/// # Errors
/// `NotFree` for a time that does not suit both, `TooFarToMove`; the refusals of the rules.
pub async fn propose(ctx: &Ctx, user: &User, id: BookingId, form: Propose) -> Result<(), Error> {
    let Some(seen) = facts::read(&ctx.db, &[id.0]).await?.pop() else { return Err(Error::NotFound) };
    let slot = slot_at(ctx, &seen, form.start).await;
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Propose).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    if !booking.reaches(form.start) {
        return Err(Refusal::TooFarToMove.into());
    }
    keep(ctx, &mut tx, &booking, user.id, slot?, &form.reason).await?;
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    let event = Event::MoveProposed { booking: id, tutor: booking.tutor, student: booking.student, by: user.id };
    announce(ctx, &mut tx, event, Some(user.id), &form.reason).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
#[path = "propose_tests.rs"]
mod tests;
