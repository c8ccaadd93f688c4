use contract::{BookingId, bookings::Step};

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    state::Action,
};
use crate::{Ctx, accounts::User};

/// The student says that the session took place, once it has ended.
pub async fn complete(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Complete).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    let event = Event::Completed { booking: id, tutor: booking.tutor, student: booking.student, by: Some(user.id) };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::Refusal;

    use super::*;
    use crate::bookings::testing::{Classroom, refusal, step};

    #[tokio::test]
    async fn the_student_after_the_end_and_once() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        let early = complete(room.ctx(), &room.student, id, step(room.ctx())).await;
        assert_eq!(refusal(early), Refusal::NotEndedYet);
        room.ctx().clock.advance(TimeDelta::days(2));
        complete(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
        assert_eq!(refusal(complete(room.ctx(), &room.student, id, step(room.ctx())).await), Refusal::AlreadyCompleted);
        assert_eq!(refusal(complete(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::OnlyTheStudent);
        assert_eq!(room.busy_rows().await, 0);
    }

    #[tokio::test]
    async fn not_before_it_was_accepted() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        assert_eq!(refusal(complete(room.ctx(), &room.student, id, step(room.ctx())).await), Refusal::NotAccepted);
    }
}
