use contract::UserId;

use super::{Event, begin::announce};
use crate::Ctx;

/// Counts a tutor's ratings and finished sessions anew. Says so only if something has changed; somebody who does not
/// teach is left alone.
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
        "INSERT INTO tutors.standing AS s (tutor_id, rating_sum, rating_count, taught_count)
         SELECT $1, coalesce(sum(r.stars), 0), count(*),
                (SELECT count(*) FROM bookings.public_booking b WHERE b.tutor_id = $1 AND b.state = 'completed')
         FROM bookings.public_rating r WHERE r.tutor_id = $1
         ON CONFLICT (tutor_id) DO UPDATE SET
             rating_sum = excluded.rating_sum, rating_count = excluded.rating_count, taught_count = excluded.taught_count
         WHERE (s.rating_sum, s.rating_count, s.taught_count)
               IS DISTINCT FROM (excluded.rating_sum, excluded.rating_count, excluded.taught_count)",
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
    use super::*;
    use crate::{bookings::testing::Classroom, tutors::profile};

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
}
