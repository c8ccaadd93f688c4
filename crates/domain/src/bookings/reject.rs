use contract::{BookingId, bookings::Step};

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    proposal::{Answer, answer},
    state::Action,
};
use crate::{Ctx, accounts::User};

/// The other side does not want to move the session, or whoever proposed it takes that back. It stays where it is.
pub async fn reject(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Reject).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    let own = booking.proposed_by == Some(user.id);
    answer(ctx, &mut tx, id, if own { Answer::Withdrawn } else { Answer::Declined }).await?;
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    let event = Event::MoveDeclined { booking: id, tutor: booking.tutor, student: booking.student, by: user.id };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    tx.commit().await?;
    Ok(())
}
