//! Other times for a session that is settled, as they are kept: at most one of a booking waits for an answer.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, UserId};
use sqlx::{PgConnection, PgExecutor};

use super::{
    Error,
    availability::availability_of,
    model::Booking,
    slots::{Availability, Slot, free, nearest},
};
use crate::Ctx;

/// A session is moved no farther than that from where it was first.
pub(super) const FARTHEST: TimeDelta = TimeDelta::days(30);
/// The other side has so long to answer, and at most until either time has come.
const OPEN: TimeDelta = TimeDelta::hours(24);

/// Another time that waits for an answer.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub by: UserId,
    pub slot: Slot,
    pub reason: String,
    pub until: DateTime<Utc>,
}

/// How an answer is kept.
#[derive(Clone, Copy)]
pub(super) enum Answer {
    Agreed,
    Declined,
    Withdrawn,
}

impl Answer {
    fn as_str(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Times to which this session could be moved, nearest first to where it is.
pub(super) async fn movable_to(ctx: &Ctx, booking: &Booking, count: usize) -> Result<Vec<Slot>, sqlx::Error> {
    let Some(hours) = hours(ctx, booking).await? else { return Ok(Vec::new()) };
    let mut slots = nearest(&hours, ctx.now(), booking.starts_at, count + 1);
    slots.retain(|slot| slot.starts_at != booking.starts_at && booking.reaches(slot.starts_at));
    slots.truncate(count);
    Ok(slots)
}

/// The slot that begins then, if it is free for both once this session is elsewhere.
pub(super) async fn slot_at(ctx: &Ctx, booking: &Booking, start: DateTime<Utc>) -> Result<Slot, Error> {
    let hours = hours(ctx, booking).await?.ok_or(Error::NotFound)?;
    let found = free(&hours, ctx.now(), start, start + TimeDelta::minutes(1)).into_iter().next();
    found.filter(|slot| slot.starts_at != booking.starts_at).ok_or(Error::NotFree("start"))
}

/// When both are free for as long as this session takes; the time that it has now counts as free.
async fn hours(ctx: &Ctx, booking: &Booking) -> Result<Option<Availability>, sqlx::Error> {
    Ok(availability_of(ctx, booking).await?.map(|mut hours| {
        let own = |&(from, to): &(DateTime<Utc>, DateTime<Utc>)| from <= booking.starts_at && booking.ends_at <= to;
        hours.caps.booked.retain(|at| *at != booking.starts_at);
        hours.busy.retain(|span| !own(span));
        hours.viewer_busy.retain(|span| !own(span));
        hours
    }))
}

pub(super) async fn keep(
    ctx: &Ctx,
    conn: &mut PgConnection,
    booking: &Booking,
    by: UserId,
    slot: Slot,
    reason: &str,
) -> Result<(), sqlx::Error> {
    answer_open(ctx, conn, booking.id, "lapsed").await?;
    sqlx::query!(
        "INSERT INTO bookings.proposal (booking_id, number, by_id, starts_at, ends_at, reason, proposed_at)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 FROM bookings.proposal WHERE booking_id = $1",
        booking.id.0,
        by.0,
        slot.starts_at,
        slot.ends_at,
        reason,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    let until = (ctx.now() + OPEN).min(booking.starts_at).min(slot.starts_at);
    sqlx::query!(
        "UPDATE bookings.booking SET proposed_by = $2, proposed_until = $3 WHERE id = $1",
        booking.id.0,
        by.0,
        until
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The one that waits for an answer, if it does.
pub(super) async fn open(
    db: impl PgExecutor<'_>,
    id: BookingId,
    now: DateTime<Utc>,
) -> Result<Option<Proposal>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT p.by_id, p.starts_at, p.ends_at, p.reason, b.proposed_until AS "until!"
           FROM bookings.proposal p JOIN bookings.booking b ON b.id = p.booking_id
           WHERE p.booking_id = $1 AND p.answer IS NULL AND b.proposed_until > $2"#,
        id.0,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Proposal {
        by: UserId(row.by_id),
        slot: Slot { starts_at: row.starts_at, ends_at: row.ends_at },
        reason: row.reason,
        until: row.until,
    }))
}

pub(super) async fn answer(
    ctx: &Ctx,
    conn: &mut PgConnection,
    id: BookingId,
    answer: Answer,
) -> Result<(), sqlx::Error> {
    answer_open(ctx, conn, id, answer.as_str()).await?;
    sqlx::query!(
        "UPDATE bookings.booking SET proposed_by = NULL, proposed_until = NULL, moves = moves + $2::boolean::int::smallint WHERE id = $1",
        id.0,
        matches!(answer, Answer::Agreed),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn answer_open(ctx: &Ctx, conn: &mut PgConnection, id: BookingId, answer: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE bookings.proposal SET answer = $2, answered_at = $3 WHERE booking_id = $1 AND answer IS NULL",
        id.0,
        answer,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
