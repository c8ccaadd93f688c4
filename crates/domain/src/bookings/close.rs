//! Of several who asked for the same time, one was accepted: the others are told so in the same transaction.

use contract::BookingId;
use sqlx::PgConnection;

use super::{
    Event,
    facts::load,
    life::{announce, move_to},
    model::Booking,
    rules::decide,
    state::{Action, Actor},
};
use crate::Ctx;

/// Two acceptances of one tutor wait for each other from here on: each closes what the other one would accept.
pub(super) async fn one_at_a_time(conn: &mut PgConnection, tutor: contract::UserId) -> Result<(), sqlx::Error> {
    let key = tutor.to_string();
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('bookings.accept:' || $1::text, 0))", key)
        .execute(conn)
        .await?;
    Ok(())
}

/// Declines whatever waits for time that is the accepted booking's from now on, buffers included.
pub(super) async fn close_others(ctx: &Ctx, conn: &mut PgConnection, accepted: &Booking) -> Result<(), sqlx::Error> {
    for id in waiting_for(conn, accepted).await? {
        let Some(booking) = load(conn, id).await? else { continue };
        let Ok(allowed) = decide(&booking, Actor::System, Action::Close, ctx.now()) else { continue };
        move_to(ctx, conn, &booking, allowed).await?;
        let event = Event::Closed { booking: id, tutor: booking.tutor, student: booking.student };
        announce(ctx, conn, event, None, "").await?;
    }
    Ok(())
}

/// In the order of their ids, as everybody locks them.
async fn waiting_for(conn: &mut PgConnection, accepted: &Booking) -> Result<Vec<BookingId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM bookings.booking
         WHERE tutor_id = $1 AND id <> $2 AND state = 'requested' AND competing
           AND tstzrange(starts_at, ends_at) && tstzrange($3, $4) ORDER BY id",
        accepted.tutor.0,
        accepted.id.0,
        accepted.starts_at - accepted.before,
        accepted.ends_at + accepted.after,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(BookingId).collect())
}
