use contract::{BookingId, bookings::SayLate};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    model::Booking,
    state::Action,
};
use crate::{Ctx, accounts::User};

/// Says that they come late, and by how much: the other one hears of it at once, and waits so much longer. Said anew, the
/// last word counts.
///
/// # Errors
/// `NotNearYet`, `TooLateToBeLate`, `AlreadyCheckedIn`, `LateSaidOften`, and those of the state.
pub async fn say_late(ctx: &Ctx, user: &User, id: BookingId, form: SayLate) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::SayLate).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    keep(ctx, &mut tx, user, &booking, form.minutes).await?;
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    let (tutor, student, minutes) = (booking.tutor, booking.student, form.minutes.into());
    let event = Event::Late { booking: id, tutor, student, by: user.id, minutes };
    announce(ctx, &mut tx, event, Some(user.id), &format!("About {minutes} minutes.")).await?;
    tx.commit().await?;
    Ok(())
}

async fn keep(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    booking: &Booking,
    minutes: i16,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO bookings.late (booking_id, person_id, starts_at, minutes, said_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (booking_id, person_id, starts_at) DO UPDATE
         SET minutes = excluded.minutes, times = late.times + 1, said_at = excluded.said_at",
        booking.id.0,
        user.id.0,
        booking.starts_at,
        minutes,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::{CommandKey, Refusal};

    use super::*;
    use crate::bookings::{
        check_in, claim_no_show, page,
        testing::{Classroom, refusal, step},
    };

    fn late(room: &Classroom, minutes: i16) -> SayLate {
        SayLate { key: CommandKey(room.ctx().id()), minutes }
    }

    /// The session is 25 hours away.
    async fn near(room: &Classroom, minutes: i64) -> BookingId {
        let id = room.accepted().await;
        room.ctx().clock.advance(TimeDelta::hours(25) + TimeDelta::minutes(minutes));
        id
    }

    async fn seen(room: &Classroom, id: BookingId) -> Vec<(contract::UserId, i16)> {
        let page = page(room.ctx(), &room.tutor, id).await.unwrap().unwrap();
        page.late.into_iter().map(|late| (late.by, late.minutes)).collect()
    }

    #[tokio::test]
    async fn the_other_one_sees_it_and_waits_so_much_longer() {
        let room = Classroom::new().await;
        let id = near(&room, -3).await;
        let form = late(&room, 15);
        say_late(room.ctx(), &room.student, id, form.clone()).await.unwrap();
        say_late(room.ctx(), &room.student, id, form).await.expect("the same form again is no error");
        assert_eq!(seen(&room, id).await, [(room.student.id, 15)]);
        assert_eq!(room.stage.events("bookings.late").await, 1);
        check_in(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
        room.ctx().clock.advance(TimeDelta::minutes(3 + 24));
        let early = claim_no_show(room.ctx(), &room.tutor, id, step(room.ctx())).await;
        assert_eq!(refusal(early), Refusal::WaitForThem);
        room.ctx().clock.advance(TimeDelta::minutes(1));
        claim_no_show(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
    }

    #[tokio::test]
    async fn the_last_word_counts_and_the_fourth_is_refused() {
        let room = Classroom::new().await;
        let id = near(&room, 0).await;
        for minutes in [5, 15, 10] {
            say_late(room.ctx(), &room.tutor, id, late(&room, minutes)).await.unwrap();
        }
        let often = say_late(room.ctx(), &room.tutor, id, late(&room, 5)).await;
        assert_eq!(refusal(often), Refusal::LateSaidOften);
        say_late(room.ctx(), &room.student, id, late(&room, 5)).await.expect("each has their own");
        let mut both = vec![(room.tutor.id, 10), (room.student.id, 5)];
        both.sort();
        let mut said = seen(&room, id).await;
        said.sort();
        assert_eq!(said, both);
    }

    #[tokio::test]
    async fn each_refusal() {
        let room = Classroom::new().await;
        let id = near(&room, -11).await;
        let say = async |who| refusal(say_late(room.ctx(), who, id, late(&room, 5)).await);
        assert_eq!(say(&room.student).await, Refusal::NotNearYet);
        let stranger = room.stage.person("stranger").await;
        assert!(matches!(say_late(room.ctx(), &stranger, id, late(&room, 5)).await, Err(Error::NotFound)));
        room.ctx().clock.advance(TimeDelta::minutes(11));
        check_in(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
        assert_eq!(say(&room.tutor).await, Refusal::AlreadyCheckedIn);
        room.ctx().clock.advance(TimeDelta::minutes(15) + TimeDelta::seconds(1));
        assert_eq!(say(&room.student).await, Refusal::TooLateToBeLate);
        claim_no_show(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
        assert_eq!(say(&room.student).await, Refusal::ClaimOpen);
    }

    #[tokio::test]
    async fn of_a_claim_and_a_word_at_the_same_time_one_is_first() {
        let room = Classroom::new().await;
        let id = near(&room, 0).await;
        check_in(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
        room.ctx().clock.advance(TimeDelta::minutes(10));
        let (claim, said) = tokio::join!(
            claim_no_show(room.ctx(), &room.tutor, id, step(room.ctx())),
            say_late(room.ctx(), &room.student, id, late(&room, 10)),
        );
        assert_eq!(u8::from(claim.is_ok()) + u8::from(said.is_ok()), 1);
    }
}
