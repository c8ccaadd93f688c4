use contract::{BookingId, UserId, bookings::Step};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    state::Action,
};
use crate::{Ctx, accounts::User};

/// Whoever came and waited says that the other one did not come. The other one has three days to say that it was not so;
/// then it stands.
pub async fn claim_no_show(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::ClaimNoShow).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    let event = Event::NoShowClaimed { booking: id, tutor: booking.tutor, student: booking.student, by: user.id };
    accuse(&mut tx, id, event.other(user.id)).await?;
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    tx.commit().await?;
    Ok(())
}

async fn accuse(conn: &mut PgConnection, id: BookingId, missing: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE bookings.booking SET missing = $2 WHERE id = $1", id.0, missing.0).execute(conn).await?;
    Ok(())
}

#[cfg(test)]
#[path = "no_show_tests.rs"]
mod tests;
