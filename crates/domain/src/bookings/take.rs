use contract::{BookingId, Refusal, bookings::Take};

use super::{
    Error, Event,
    book::one_trial,
    facts,
    instead::{offered_instead, withdraw},
    life::{announce, begin_step, move_to},
    reset::{claim_of, set_time},
    state::Action,
    take_time::{free_lapsed, take_time},
};
use crate::{Ctx, accounts::User, error::breaks};

/// The student takes one of the times that the tutor offered with a no. It is settled with that, for both.
///
/// # Errors
/// `SlotNotOffered` for a time that was not offered, `SlotTaken` and `YouAreBusy` if it is somebody else's by now; the refusals of
/// the rules.
pub async fn take(ctx: &Ctx, user: &User, id: BookingId, form: Take) -> Result<(), Error> {
    let Some(booking) = facts::read(&ctx.db, &[id.0]).await?.pop() else { return Err(Error::NotFound) };
    let offered = offered_instead(&ctx.db, id, ctx.now()).await?;
    let chosen = offered.into_iter().find(|slot| slot.starts_at == form.start);
    if let Some(slot) = chosen {
        let claim = claim_of(&booking, slot);
        free_lapsed(ctx, &claim).await?;
    }
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Take).await? else { return Ok(()) };
    let (mut tx, mut booking) = (step.tx, step.booking);
    let slot = chosen.ok_or(Refusal::SlotNotOffered)?;
    let claim = claim_of(&booking, slot);
    take_time(&mut tx, &claim).await?;
    set_time(&mut tx, &mut booking, slot).await?;
    withdraw(&mut tx, id).await?;
    move_to(ctx, &mut tx, &booking, step.allowed).await.map_err(|error| {
        let leaves = breaks(&error, "booking_with_people_who_stay");
        if leaves { Refusal::NotTeaching.into() } else { one_trial(error) }
    })?;
    let event = Event::Taken { booking: id, tutor: booking.tutor, student: booking.student };
    announce(ctx, &mut tx, event, Some(user.id), "").await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use contract::{CommandKey, bookings::Decline};

    use super::*;
    use crate::{
        bookings::{
            book, decline,
            testing::{Classroom, refusal},
        },
        testing::monday,
    };

    /// The days after tomorrow, at ten.
    fn day(nth: i64) -> DateTime<Utc> {
        monday() + TimeDelta::hours(25) + TimeDelta::days(nth)
    }

    fn form(room: &Classroom, start: DateTime<Utc>) -> Take {
        Take { key: CommandKey(room.ctx().id()), start }
    }

    async fn declined(room: &Classroom) -> BookingId {
        let id = room.requested().await;
        let instead = vec![day(1), day(2)];
        let form = Decline { key: CommandKey(room.ctx().id()), note: String::new(), instead };
        decline(room.ctx(), &room.tutor, id, form).await.unwrap();
        id
    }

    #[tokio::test]
    async fn one_click_settles_it_and_the_other_time_is_gone_with_it() {
        let room = Classroom::new().await;
        let id = declined(&room).await;
        assert_eq!(room.busy_rows().await, 0, "what is offered is not taken");
        let first = form(&room, day(2));
        take(room.ctx(), &room.student, id, first.clone()).await.unwrap();
        take(room.ctx(), &room.student, id, first).await.expect("the same form again is no error");
        assert_eq!((room.state(id).await.as_str(), room.busy_rows().await), ("accepted", 2));
        assert_eq!(room.stage.events("bookings.taken").await, 1);
        let again = take(room.ctx(), &room.student, id, form(&room, day(1))).await;
        assert_eq!(refusal(again), Refusal::AlreadyAccepted);
        let booking = facts::read(&room.ctx().db, &[id.0]).await.unwrap().pop().unwrap();
        assert_eq!(booking.starts_at, day(2));
        assert_eq!(booking.lapses_at, Some(day(2) + TimeDelta::hours(73)));
    }

    #[tokio::test]
    async fn only_by_the_student_and_only_what_was_offered() {
        let room = Classroom::new().await;
        let id = declined(&room).await;
        assert_eq!(refusal(take(room.ctx(), &room.tutor, id, form(&room, day(1))).await), Refusal::OnlyTheStudent);
        assert_eq!(refusal(take(room.ctx(), &room.student, id, form(&room, day(3))).await), Refusal::SlotNotOffered);
        let stranger = room.stage.person("stranger").await;
        assert!(matches!(take(room.ctx(), &stranger, id, form(&room, day(1))).await, Err(Error::NotFound)));
        room.ctx().clock.advance(TimeDelta::hours(50));
        assert_eq!(refusal(take(room.ctx(), &room.student, id, form(&room, day(1))).await), Refusal::SlotNotOffered);
        room.ctx().clock.advance(TimeDelta::days(2));
        assert_eq!(refusal(take(room.ctx(), &room.student, id, form(&room, day(2))).await), Refusal::AlreadyDeclined);
    }

    #[tokio::test]
    async fn whoever_is_quicker_has_it() {
        let room = Classroom::new().await;
        let id = declined(&room).await;
        let other = room.stage.person("other").await;
        book(room.ctx(), &other, "tutor", room.form(day(1))).await.unwrap();
        assert_eq!(refusal(take(room.ctx(), &room.student, id, form(&room, day(1))).await), Refusal::SlotTaken);
        assert_eq!(room.state(id).await, "declined");
        take(room.ctx(), &room.student, id, form(&room, day(2))).await.expect("the other one is still free");
    }

    #[tokio::test]
    async fn taken_and_booked_at_once_it_is_one_of_them() {
        let room = Classroom::new().await;
        let id = declined(&room).await;
        let other = room.stage.person("other").await;
        let (taken, booked) = tokio::join!(
            take(room.ctx(), &room.student, id, form(&room, day(1))),
            book(room.ctx(), &other, "tutor", room.form(day(1))),
        );
        assert_eq!(u8::from(taken.is_ok()) + u8::from(booked.is_ok()), 1);
    }

    #[tokio::test]
    async fn only_free_times_are_offered() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        let form = |instead| Decline { key: CommandKey(room.ctx().id()), note: String::new(), instead };
        let night = decline(room.ctx(), &room.tutor, id, form(vec![day(1) + TimeDelta::hours(12)])).await;
        assert!(matches!(night, Err(Error::NotFree(_))));
        assert_eq!(room.state(id).await, "requested");
    }
}
