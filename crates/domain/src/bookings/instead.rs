//! Times that a tutor offers with a no. They are not taken until the student takes one of them: whoever is quicker has it.

use chrono::{DateTime, Utc};
use contract::BookingId;
use sqlx::{PgConnection, PgExecutor};

use super::{
    Error,
    availability::availability_of,
    model::Booking,
    slots::{Slot, free, nearest},
};
use crate::Ctx;

/// The times that suit both, nearest to the one that was asked for.
pub(super) async fn choices(ctx: &Ctx, booking: &Booking, count: usize) -> Result<Vec<Slot>, sqlx::Error> {
    let hours = availability_of(ctx, booking).await?;
    Ok(hours.map(|hours| nearest(&hours, ctx.now(), booking.starts_at, count)).unwrap_or_default())
}

/// The slots that begin so, if all of them are free for both.
pub(super) async fn all_free(ctx: &Ctx, booking: &Booking, starts: &[DateTime<Utc>]) -> Result<Vec<Slot>, Error> {
    if starts.is_empty() {
        return Ok(Vec::new());
    }
    let hours = availability_of(ctx, booking).await?.ok_or(Error::NotFound)?;
    let now = ctx.now();
    let found = starts.iter().flat_map(|&at| free(&hours, now, at, at + chrono::TimeDelta::minutes(1)));
    let found: Vec<Slot> = found.collect();
    if found.len() == starts.len() { Ok(found) } else { Err(Error::NotFree("instead_1")) }
}

/// Keeps what is offered, with the moment from which on none of it can be taken.
pub(super) async fn offer(conn: &mut PgConnection, id: BookingId, slots: &[Slot]) -> Result<(), sqlx::Error> {
    let (starts, ends): (Vec<_>, Vec<_>) = slots.iter().map(|slot| (slot.starts_at, slot.ends_at)).unzip();
    sqlx::query!(
        "INSERT INTO bookings.instead (booking_id, number, starts_at, ends_at)
         SELECT $1, number, starts_at, ends_at
         FROM unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS s (starts_at, ends_at, number)",
        id.0,
        &starts,
        &ends,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "UPDATE bookings.booking SET instead_until = (SELECT max(starts_at) FROM bookings.instead WHERE booking_id = $1) WHERE id = $1",
        id.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is offered and still to come, in order.
pub(super) async fn offered_instead(
    db: impl PgExecutor<'_>,
    id: BookingId,
    now: DateTime<Utc>,
) -> Result<Vec<Slot>, sqlx::Error> {
    sqlx::query_as!(
        Slot,
        "SELECT starts_at, ends_at FROM bookings.instead WHERE booking_id = $1 AND starts_at > $2 ORDER BY starts_at",
        id.0,
        now,
    )
    .fetch_all(db)
    .await
}

/// Nothing is offered any more: one was taken.
pub(super) async fn withdraw(conn: &mut PgConnection, id: BookingId) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM bookings.instead WHERE booking_id = $1", id.0).execute(conn).await?;
    Ok(())
}
