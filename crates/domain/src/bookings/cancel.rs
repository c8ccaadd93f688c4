use contract::{BookingId, Refusal, UserId, bookings::Cancel, money};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, begin_step, move_to},
    model::Booking,
    state::{Action, Side},
};
use crate::{Ctx, accounts::User};

/// Either side calls it off before its end. The time is free again, and what the student gets back is kept with the
/// booking.
///
/// # Errors
/// `RefundChanged` if it is not what the student read that they get back; the refusals of the rules.
pub async fn cancel(ctx: &Ctx, user: &User, id: BookingId, form: Cancel) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Cancel).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    let back = refund(ctx, user.id, &booking, &form)?;
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    keep_refund(&mut tx, id, back).await?;
    let event = Event::Cancelled { booking: id, tutor: booking.tutor, student: booking.student, by: user.id };
    announce(ctx, &mut tx, event, Some(user.id), &form.note).await?;
    tx.commit().await?;
    Ok(())
}

/// What the student gets back, unless they were told of another sum.
fn refund(ctx: &Ctx, by: UserId, booking: &Booking, form: &Cancel) -> Result<i64, Refusal> {
    let side = booking.side(by).unwrap_or(Side::Student);
    let back = booking.refund(side, ctx.now()).back_minor;
    if form.back_minor.unwrap_or(booking.price_minor) != back {
        return Err(Refusal::RefundChanged { back: money(back, &booking.currency) });
    }
    Ok(back)
}

pub(super) async fn keep_refund(conn: &mut PgConnection, id: BookingId, back_minor: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE bookings.booking SET refund_minor = $2 WHERE id = $1", id.0, back_minor).execute(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::CommandKey;

    use super::*;
    use crate::bookings::testing::{Classroom, refusal};

    fn form(room: &Classroom, back_minor: Option<i64>) -> Cancel {
        Cancel { key: CommandKey(room.ctx().id()), note: String::new(), back_minor }
    }

    async fn back(room: &Classroom, id: BookingId) -> Option<i64> {
        let refund = sqlx::query_scalar("SELECT refund_minor FROM bookings.booking WHERE id = $1").bind(id.0);
        refund.fetch_one(&room.ctx().db).await.unwrap()
    }

    #[tokio::test]
    async fn either_side_may_before_the_end() {
        let room = Classroom::new().await;
        let id = room.requested().await;
        cancel(room.ctx(), &room.student, id, form(&room, None)).await.unwrap();
        assert_eq!((room.busy_rows().await, back(&room, id).await), (0, Some(3_000)));
        let again = cancel(room.ctx(), &room.tutor, id, form(&room, None)).await;
        assert_eq!(refusal(again), Refusal::AlreadyCancelled);
        let id = room.accepted().await;
        cancel(room.ctx(), &room.tutor, id, form(&room, None)).await.unwrap();
        assert_eq!(room.state(id).await, "cancelled");
    }

    #[tokio::test]
    async fn not_after_it_has_ended() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        room.ctx().clock.advance(TimeDelta::days(2));
        assert_eq!(refusal(cancel(room.ctx(), &room.student, id, form(&room, None)).await), Refusal::AlreadyEnded);
    }

    /// The session is 25 hours away and the policy moderate: all of 30 euros for an hour, then half.
    #[tokio::test]
    async fn what_was_read_is_what_comes_back_or_nothing_happens() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        room.ctx().clock.advance(TimeDelta::minutes(61));
        let stale = form(&room, Some(3_000));
        let changed = Refusal::RefundChanged { back: "€15".into() };
        assert_eq!(refusal(cancel(room.ctx(), &room.student, id, stale.clone()).await), changed);
        assert_eq!(refusal(cancel(room.ctx(), &room.student, id, form(&room, None)).await), changed, "not told at all");
        assert_eq!((room.state(id).await.as_str(), back(&room, id).await), ("accepted", None));
        let read = Cancel { back_minor: Some(1_500), ..stale };
        cancel(room.ctx(), &room.student, id, read.clone()).await.unwrap();
        cancel(room.ctx(), &room.student, id, read).await.expect("the same form again is no error");
        assert_eq!(back(&room, id).await, Some(1_500));
        assert_eq!(room.stage.events("bookings.cancelled").await, 1);
    }

    #[tokio::test]
    async fn whoever_teaches_gives_all_of_it_back() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        room.ctx().clock.advance(TimeDelta::hours(24));
        cancel(room.ctx(), &room.tutor, id, form(&room, None)).await.unwrap();
        assert_eq!(back(&room, id).await, Some(3_000));
    }

    #[tokio::test]
    async fn the_policy_is_that_of_the_day_when_it_was_booked() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        room.run("UPDATE tutors.offering SET policy = 'strict'").await;
        cancel(room.ctx(), &room.student, id, form(&room, Some(3_000))).await.unwrap();
    }

    #[tokio::test]
    async fn both_at_once_is_one_of_them() {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        let (a, b) = tokio::join!(
            cancel(room.ctx(), &room.student, id, form(&room, None)),
            cancel(room.ctx(), &room.tutor, id, form(&room, None)),
        );
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
        assert_eq!(room.stage.events("bookings.cancelled").await, 1);
    }
}
