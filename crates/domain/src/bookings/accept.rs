use contract::{BookingId, Refusal, bookings::Step};
use sqlx::PgConnection;

use super::{
    Error, Event,
    close::close_others,
    life::{announce, begin_step, move_to},
    model::Booking,
    state::Action,
    take_time::{settle_time, take_span},
};
use crate::{Ctx, accounts::User};

/// The tutor takes the request on. Where several may ask for the same time, it is taken now, and the others are closed.
///
/// # Errors
/// `YouAreBusy` if the tutor has something else at that time by now; the refusals of the rules.
pub async fn accept(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Accept).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    settle(&mut tx, &booking).await?;
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    let event = Event::Accepted { booking: id, tutor: booking.tutor, student: booking.student };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    close_others(ctx, &mut tx, &booking).await?;
    tx.commit().await?;
    Ok(())
}

/// What was lent is kept for good, unless it was lent for too long.
async fn settle(conn: &mut PgConnection, booking: &Booking) -> Result<(), Error> {
    if booking.competing {
        let (from, to) = (booking.starts_at - booking.before, booking.ends_at + booking.after);
        if !take_span(conn, booking.id, booking.tutor, (from, to), None).await? {
            return Err(Refusal::YouAreBusy.into());
        }
    }
    if settle_time(conn, booking.id, None).await? < 2 { Err(Refusal::RequestExpired.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use futures::future::join_all;

    use super::*;
    use crate::{
        bookings::{
            book, decline,
            testing::{Classroom, decline_form, refusal, step},
        },
        testing::monday,
    };

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
        room.ctx().clock.advance(TimeDelta::hours(24));
        assert_eq!(refusal(accept(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::RequestExpired);
    }

    #[tokio::test]
    async fn accepting_and_cancelling_at_once_is_one_of_them() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        let (a, c) = tokio::join!(
            accept(room.ctx(), &room.tutor, id, step(room.ctx())),
            decline(room.ctx(), &room.tutor, id, decline_form(&room, &[])),
        );
        assert_eq!(u8::from(a.is_ok()) + u8::from(c.is_ok()), 1);
    }

    /// Three ask for times that overlap: ten, half past ten, and eleven with the buffer between.
    async fn three_compete(room: &Classroom) -> [BookingId; 3] {
        room.run("UPDATE tutors.offering SET competing = true").await;
        let mut asked = Vec::new();
        for (name, minutes) in [("one", 0), ("two", 30), ("three", 60)] {
            let student = room.stage.person(name).await;
            let start: DateTime<Utc> = monday() + TimeDelta::hours(25) + TimeDelta::minutes(minutes);
            asked.push(book(room.ctx(), &student, "tutor", room.form(start)).await.unwrap());
        }
        asked.try_into().unwrap()
    }

    #[tokio::test]
    async fn of_several_who_wait_for_one_time_one_is_accepted_and_the_others_hear_of_it() {
        let room = Classroom::new().await;
        let [one, two, three] = three_compete(&room).await;
        assert_eq!(room.busy_rows().await, 3, "each student's own time, nobody has the tutor's");
        accept(room.ctx(), &room.tutor, two, step(room.ctx())).await.unwrap();
        for (id, state) in [(one, "declined"), (two, "accepted"), (three, "declined")] {
            assert_eq!(room.state(id).await, state);
        }
        assert_eq!((room.busy_rows().await, room.stage.events("bookings.closed").await), (2, 2));
        assert_eq!(refusal(accept(room.ctx(), &room.tutor, one, step(room.ctx())).await), Refusal::AlreadyDeclined);
    }

    #[tokio::test]
    async fn all_accepted_at_once_is_one_of_them() {
        let room = Classroom::new().await;
        let all = three_compete(&room).await;
        let answers = join_all(all.iter().map(|&id| accept(room.ctx(), &room.tutor, id, step(room.ctx())))).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert_eq!((room.busy_rows().await, room.stage.events("bookings.closed").await), (2, 2));
    }

    #[tokio::test]
    async fn who_has_something_else_at_that_time_by_now_cannot() {
        let room = Classroom::new().await;
        let [one, ..] = three_compete(&room).await;
        room.run("UPDATE tutors.offering SET competing = false").await;
        let other = room.stage.person("other").await;
        book(room.ctx(), &other, "tutor", room.form(monday() + TimeDelta::hours(25))).await.unwrap();
        assert_eq!(refusal(accept(room.ctx(), &room.tutor, one, step(room.ctx())).await), Refusal::YouAreBusy);
        assert_eq!(room.state(one).await, "requested");
    }
}
