use contract::{BookingId, bookings::Step};

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    model::{Action, State},
};
use crate::{Ctx, accounts::User};

/// The tutor says no, with a word of explanation if they like. The time is free again.
pub async fn decline(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some((mut tx, booking)) = begin_step(ctx, user, id, form.key, Action::Decline).await? else { return Ok(()) };
    move_to(&mut tx, &booking, State::Declined).await?;
    let event = Event::Declined { booking: id, tutor: booking.tutor, student: booking.student };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::bookings::testing::{Classroom, refusal, step};

    #[tokio::test]
    async fn the_time_is_free_again() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        decline(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
        assert_eq!(room.state(id).await, "declined");
        assert_eq!(room.busy_rows().await, 0);
        room.requested().await;
        assert_eq!(refusal(decline(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::AlreadyDeclined);
    }

    #[tokio::test]
    async fn the_student_cannot() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        assert_eq!(refusal(decline(room.ctx(), &room.student, id, step(room.ctx())).await), Refusal::OnlyTheTutor);
    }
}
