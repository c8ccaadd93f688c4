use contract::{BookingId, bookings::Step};

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    state::Action,
};
use crate::{Ctx, accounts::User};

/// Who is said not to have come says that it was not so. A moderator decides.
pub async fn dispute(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Dispute).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    let event = Event::Disputed { booking: id, tutor: booking.tutor, student: booking.student, by: user.id };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    tx.commit().await?;
    Ok(())
}
