use chrono::{DateTime, Utc};
use contract::{BookingId, bookings::Step};
use sqlx::PgConnection;

use super::{
    Error,
    life::{begin_step, move_to, note_down},
    state::{Action, Side},
};
use crate::{Ctx, accounts::User};

/// Says that this side is there. Once both are, the session has begun.
pub async fn check_in(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::CheckIn).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    if let Some(side) = booking.side(user.id) {
        keep(&mut tx, id, side, ctx.now()).await?;
    }
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    note_down(ctx, &mut tx, id, "checked_in", Some(user.id), "").await?;
    tx.commit().await?;
    Ok(())
}

async fn keep(conn: &mut PgConnection, id: BookingId, side: Side, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE bookings.booking
         SET student_in_at = CASE WHEN $2 THEN $3 ELSE student_in_at END, tutor_in_at = CASE WHEN $2 THEN tutor_in_at ELSE $3 END
         WHERE id = $1",
        id.0,
        side == Side::Student,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::Refusal;

    use super::*;
    use crate::bookings::{
        complete,
        testing::{Classroom, refusal, step},
    };

    /// The session is 25 hours away.
    fn minutes_from_the_start(room: &Classroom, minutes: i64) {
        room.ctx().clock.advance(TimeDelta::hours(25) + TimeDelta::minutes(minutes));
    }

    #[tokio::test]
    async fn once_both_are_there_it_has_begun_and_it_ends_as_done() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        let early = check_in(room.ctx(), &room.tutor, id, step(room.ctx())).await;
        assert_eq!(refusal(early), Refusal::DoorClosed);
        minutes_from_the_start(&room, -10);
        let form = step(room.ctx());
        check_in(room.ctx(), &room.tutor, id, form.clone()).await.unwrap();
        check_in(room.ctx(), &room.tutor, id, form).await.expect("the same form again is no error");
        assert_eq!(room.state(id).await, "accepted");
        let again = check_in(room.ctx(), &room.tutor, id, step(room.ctx())).await;
        assert_eq!(refusal(again), Refusal::AlreadyCheckedIn);
        check_in(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
        assert_eq!((room.state(id).await.as_str(), room.busy_rows().await), ("in_session", 2));
        room.ctx().clock.advance(TimeDelta::minutes(70));
        complete(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
        assert_eq!(room.state(id).await, "completed");
    }

    #[tokio::test]
    async fn not_by_strangers_and_not_after_the_end() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        let stranger = room.stage.person("stranger").await;
        minutes_from_the_start(&room, 0);
        assert!(matches!(check_in(room.ctx(), &stranger, id, step(room.ctx())).await, Err(Error::NotFound)));
        room.ctx().clock.advance(TimeDelta::minutes(60));
        assert_eq!(refusal(check_in(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::AlreadyEnded);
    }

    #[tokio::test]
    async fn both_at_once_are_both_there() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        minutes_from_the_start(&room, 1);
        let (a, b) = tokio::join!(
            check_in(room.ctx(), &room.tutor, id, step(room.ctx())),
            check_in(room.ctx(), &room.student, id, step(room.ctx())),
        );
        a.unwrap();
        b.unwrap();
        assert_eq!(room.state(id).await, "in_session");
    }
}
