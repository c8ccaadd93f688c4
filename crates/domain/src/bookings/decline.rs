use contract::{BookingId, bookings::Decline};

use super::{
    Error, Event, facts,
    instead::{all_free, offer},
    life::{announce, begin_step, move_to},
    state::Action,
};
use crate::{Ctx, accounts::User};

/// The tutor says no, with a word of explanation and up to two other times if they like. The time is free again.
///
/// # Errors
/// `NotFree` for another time that does not suit both; the refusals of the rules.
pub async fn decline(ctx: &Ctx, user: &User, id: BookingId, form: Decline) -> Result<(), Error> {
    let Some(seen) = facts::read(&ctx.db, &[id.0]).await?.pop() else { return Err(Error::NotFound) };
    let instead = all_free(ctx, &seen, &form.instead).await;
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Decline).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    offer(&mut tx, id, &instead?).await?;
    let event = Event::Declined { booking: id, tutor: booking.tutor, student: booking.student };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::bookings::testing::{Classroom, decline_form, refusal};

    #[tokio::test]
    async fn the_time_is_free_again() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        decline(room.ctx(), &room.tutor, id, decline_form(&room, &[])).await.unwrap();
        assert_eq!(room.state(id).await, "declined");
        assert_eq!(room.busy_rows().await, 0);
        room.requested().await;
        assert_eq!(
            refusal(decline(room.ctx(), &room.tutor, id, decline_form(&room, &[])).await),
            Refusal::AlreadyDeclined
        );
    }

    #[tokio::test]
    async fn the_student_cannot() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        assert_eq!(
            refusal(decline(room.ctx(), &room.student, id, decline_form(&room, &[])).await),
            Refusal::OnlyTheTutor
        );
    }
}
