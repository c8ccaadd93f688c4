use chrono::{DateTime, Utc};
use contract::{BookingId, UserId};
use uuid::Uuid;

use crate::{
    Ctx,
    bookings::{
        facts,
        model::Booking,
        state::{Action, State},
    },
};

/// A session of a series, beside the one that is looked at.
#[derive(Clone, Debug)]
pub struct SeriesSession {
    pub id: BookingId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: State,
    /// What the reader may do now.
    pub actions: Vec<Action>,
    /// What the student would get back if the reader cancelled now.
    pub back_minor: i64,
}

/// All sessions of the series that this one belongs to, in order of time; none if it stands alone.
pub async fn series_of(ctx: &Ctx, reader: UserId, id: BookingId) -> Result<Vec<SeriesSession>, sqlx::Error> {
    let now = ctx.now();
    let sessions = bookings_of(ctx, id).await?;
    let seen = |booking: Booking| {
        let side = booking.side(reader).filter(|side| booking.is_seen_by(*side))?;
        Some(SeriesSession {
            id: booking.id,
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            state: booking.state_at(now),
            actions: booking.allowed(side, now),
            back_minor: booking.refund(side, now).back_minor,
        })
    };
    Ok(sessions.into_iter().filter_map(seen).collect())
}

/// A series has twelve at most.
async fn bookings_of(ctx: &Ctx, id: BookingId) -> Result<Vec<Booking>, sqlx::Error> {
    let ids: Vec<Uuid> = sqlx::query_scalar!(
        "SELECT other.id FROM bookings.booking one JOIN bookings.booking other ON other.series_id = one.series_id
         WHERE one.id = $1 LIMIT 50",
        id.0
    )
    .fetch_all(&ctx.db)
    .await?;
    let mut found = facts::read(&ctx.db, &ids).await?;
    found.sort_by_key(|booking| (booking.starts_at, booking.id));
    Ok(found)
}
