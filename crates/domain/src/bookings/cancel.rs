use contract::{BookingId, bookings::Step};

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    model::{Action, State},
};
use crate::{Ctx, accounts::User};

/// Either side calls it off before its end. The time is free again.
pub async fn cancel(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some((mut tx, booking)) = begin_step(ctx, user, id, form.key, Action::Cancel).await? else { return Ok(()) };
    move_to(&mut tx, &booking, State::Cancelled).await?;
    let event = Event::Cancelled { booking: id, tutor: booking.tutor, student: booking.student, by: user.id };
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
    async fn either_side_may_before_the_end() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        cancel(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
        assert_eq!(room.busy_rows().await, 0);
        assert_eq!(refusal(cancel(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::AlreadyCancelled);
        let id = room.accepted().await;
        cancel(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
        assert_eq!(room.state(id).await, "cancelled");
    }

    #[tokio::test]
    async fn not_after_it_has_ended() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        room.ctx().clock.advance(TimeDelta::days(2));
        assert_eq!(refusal(cancel(room.ctx(), &room.student, id, step(room.ctx())).await), Refusal::AlreadyEnded);
    }
}
