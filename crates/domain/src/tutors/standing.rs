use contract::UserId;

use super::{Event, begin::announce};
use crate::Ctx;

/// Counts anew what the product has seen of a tutor. Says so only if something has changed; somebody who does not teach is
/// left alone.
pub(super) async fn recount(ctx: &Ctx, tutor: UserId) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    // One at a time for each tutor, so that an older count never overwrites a newer one.
    let locked = sqlx::query_scalar!("SELECT person_id FROM tutors.tutor WHERE person_id = $1 FOR UPDATE", tutor.0)
        .fetch_optional(&mut *tx)
        .await?;
    if locked.is_none() {
        return Ok(());
    }
    let changed = sqlx::query!(
        "INSERT INTO tutors.standing AS s (tutor_id, rating_sum, rating_count, taught_count, let_down_count, answer_minutes)
         SELECT $1, n.rating_sum, n.rating_count, n.taught_count, n.let_down_count, n.answer_minutes FROM tutors.seen($1) n
         ON CONFLICT (tutor_id) DO UPDATE SET
             rating_sum = excluded.rating_sum, rating_count = excluded.rating_count, taught_count = excluded.taught_count,
             let_down_count = excluded.let_down_count, answer_minutes = excluded.answer_minutes
         WHERE (s.rating_sum, s.rating_count, s.taught_count, s.let_down_count, s.answer_minutes)
               IS DISTINCT FROM (excluded.rating_sum, excluded.rating_count, excluded.taught_count,
                                 excluded.let_down_count, excluded.answer_minutes)",
        tutor.0
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() > 0 {
        announce(ctx, &mut tx, Event::StandingChanged { tutor }).await?;
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use contract::{BookingId, bookings::Cancel};

    use super::*;
    use crate::{
        accounts::User,
        bookings::{
            accept, book, cancel,
            testing::{Classroom, step},
        },
        testing::monday,
        tutors::{Profile, profile},
    };

    async fn page(room: &Classroom) -> Profile {
        recount(room.ctx(), room.tutor.id).await.unwrap();
        profile(room.ctx(), "tutor", None).await.unwrap().unwrap()
    }

    async fn book_on(room: &Classroom, start: DateTime<Utc>) -> BookingId {
        book(room.ctx(), &room.student, "tutor", room.form(start)).await.unwrap()
    }

    async fn cancelled_by(room: &Classroom, who: &User, id: BookingId, back_minor: i64) {
        let form = Cancel { key: step(room.ctx()).key, note: "x".into(), back_minor: Some(back_minor) };
        cancel(room.ctx(), who, id, form).await.unwrap();
    }

    #[tokio::test]
    async fn counted_anew_and_told_only_when_it_changed() {
        let room = Classroom::new().await;
        let id = room.completed().await;
        room.rate(id).await;
        recount(room.ctx(), room.tutor.id).await.unwrap();
        recount(room.ctx(), room.tutor.id).await.unwrap();
        recount(room.ctx(), room.student.id).await.expect("somebody who does not teach");
        assert_eq!(room.stage.events("tutors.standing_changed").await, 1);
        let page = profile(room.ctx(), "tutor", None).await.unwrap().unwrap();
        assert_eq!((page.rating_count, page.taught_count), (1, 1));
        assert!((page.rating - 47.0 / 11.0).abs() < 1e-9);
    }

    #[tokio::test]
    async fn what_a_tutor_let_fall_counts_and_nothing_else_does() {
        let room = Classroom::new().await;
        room.completed().await;
        assert_eq!(page(&room).await.kept(), Some((1, 1)));
        let start = |days| room.ctx().now() + TimeDelta::days(days);
        let by_student = room.accepted_on(start(3)).await;
        cancelled_by(&room, &room.student, by_student, 3_000).await;
        let never_settled = book_on(&room, start(4)).await;
        cancelled_by(&room, &room.tutor, never_settled, 3_000).await;
        assert_eq!(page(&room).await.kept(), Some((1, 1)), "the student's own, and what was never promised");
        let by_tutor = room.accepted_on(start(5)).await;
        cancelled_by(&room, &room.tutor, by_tutor, 3_000).await;
        assert_eq!(page(&room).await.kept(), Some((1, 2)));
    }

    #[tokio::test]
    async fn three_answers_say_how_soon_a_tutor_answers() {
        let room = Classroom::new().await;
        for (nth, minutes) in [10, 200, 30].into_iter().enumerate() {
            assert_eq!(page(&room).await.answer_minutes, None, "after {nth}");
            let day = i64::try_from(nth).unwrap() + 3;
            let id = book_on(&room, monday() + TimeDelta::days(day) + TimeDelta::hours(1)).await;
            room.ctx().clock.advance(TimeDelta::minutes(minutes));
            accept(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
        }
        assert_eq!(page(&room).await.answer_minutes, Some(30), "the one in the middle");
    }
}
