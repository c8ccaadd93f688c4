use contract::{BookingId, bookings::Step};

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    model::{Action, State},
    remind,
};
use crate::{Ctx, accounts::User};

/// The tutor takes the request on.
pub async fn accept(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some((mut tx, booking)) = begin_step(ctx, user, id, form.key, Action::Accept).await? else { return Ok(()) };
    move_to(&mut tx, &booking, State::Accepted).await?;
    let event = Event::Accepted { booking: id, tutor: booking.tutor, student: booking.student };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    remind::plan(ctx, &mut tx, id, booking.starts_at).await?;
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
    async fn the_tutor_accepts_once() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        let form = step(room.ctx());
        accept(room.ctx(), &room.tutor, id, form.clone()).await.unwrap();
        accept(room.ctx(), &room.tutor, id, form).await.expect("the same form again is no error");
        assert_eq!(room.state(id).await, "accepted");
        assert_eq!(room.stage.events("bookings.accepted").await, 1);
        assert_eq!(refusal(accept(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::AlreadyAccepted);
    }

    #[tokio::test]
    async fn nobody_else_may() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        assert_eq!(refusal(accept(room.ctx(), &room.student, id, step(room.ctx())).await), Refusal::OnlyTheTutor);
        let stranger = room.stage.person("stranger").await;
        assert!(matches!(accept(room.ctx(), &stranger, id, step(room.ctx())).await, Err(Error::NotFound)));
        let nothing = BookingId(room.ctx().id());
        assert!(matches!(accept(room.ctx(), &room.tutor, nothing, step(room.ctx())).await, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn a_request_whose_time_has_come_is_over() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        room.ctx().clock.advance(TimeDelta::days(2));
        assert_eq!(refusal(accept(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::RequestExpired);
    }

    #[tokio::test]
    async fn accepting_and_cancelling_at_once_is_one_of_them() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        let (a, c) = tokio::join!(
            accept(room.ctx(), &room.tutor, id, step(room.ctx())),
            crate::bookings::decline(room.ctx(), &room.tutor, id, step(room.ctx())),
        );
        assert_eq!(u8::from(a.is_ok()) + u8::from(c.is_ok()), 1);
    }
}
