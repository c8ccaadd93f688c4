//! Ratings become readable: both at once when both sides have said how it was, or what there is after two weeks.

use async_trait::async_trait;
use contract::BookingId;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{Event, facts::load, life::announce, model::Booking};
use crate::{
    Ctx,
    jobs::{Class, Job, JobError, Run},
};

/// Shows what one session was rated with, once its two weeks are over.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reveal {
    pub booking: BookingId,
}

#[async_trait]
impl Job for Reveal {
    const NAME: &'static str = "bookings.reveal";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let Some(booking) = load(&mut tx, self.booking).await? else { return Ok(()) };
        if booking.shows_by_itself(ctx.now()) {
            show(ctx, &mut tx, &booking).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Bookings with ratings that are to be shown by now.
pub(super) async fn due(ctx: &Ctx, conn: &mut PgConnection, limit: i64) -> Result<Vec<BookingId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        r#"SELECT booking_id AS "id!" FROM bookings.rating WHERE NOT revealed AND reveals_at <= $1
           UNION SELECT booking_id FROM bookings.student_rating WHERE NOT revealed AND reveals_at <= $1 LIMIT $2"#,
        ctx.now(),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(BookingId).collect())
}

/// Shows whatever is not shown yet, and says so: from here on it counts.
pub(super) async fn show(ctx: &Ctx, conn: &mut PgConnection, booking: &Booking) -> Result<(), sqlx::Error> {
    let (id, tutor, student) = (booking.id, booking.tutor, booking.student);
    let of_tutor =
        sqlx::query!("UPDATE bookings.rating SET revealed = true WHERE booking_id = $1 AND NOT revealed", id.0);
    if of_tutor.execute(&mut *conn).await?.rows_affected() == 1 {
        announce(ctx, conn, Event::Rated { booking: id, tutor, student }, None, "").await?;
    }
    let of_student =
        sqlx::query!("UPDATE bookings.student_rating SET revealed = true WHERE booking_id = $1 AND NOT revealed", id.0);
    if of_student.execute(&mut *conn).await?.rows_affected() == 1 {
        announce(ctx, conn, Event::StudentRated { booking: id, tutor, student }, None, "").await?;
    }
    Ok(())
}
