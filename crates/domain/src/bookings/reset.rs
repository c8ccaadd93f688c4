//! A booking at another time than before: the same row, so that its life goes on.

use sqlx::PgConnection;

use super::{model::Booking, slots::Slot, take_time::Claim};

/// Its time for good, for both.
pub(super) fn claim_of(booking: &Booking, slot: Slot) -> Claim {
    Claim {
        booking: booking.id,
        student: booking.student,
        tutor: booking.tutor,
        before: booking.before,
        after: booking.after,
        slot,
        lapses_at: None,
        competing: false,
    }
}

pub(super) async fn set_time(conn: &mut PgConnection, booking: &mut Booking, slot: Slot) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE bookings.booking SET starts_at = $2, ends_at = $3 WHERE id = $1",
        booking.id.0,
        slot.starts_at,
        slot.ends_at,
    )
    .execute(conn)
    .await?;
    (booking.starts_at, booking.ends_at) = (slot.starts_at, slot.ends_at);
    Ok(())
}
