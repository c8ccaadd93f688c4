use chrono::{DateTime, Utc};
use contract::{BookingId, GroupId, UserId};
use serde::{Deserialize, Serialize};

/// What happens to a group as a whole. What happens to a seat is an event of its booking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum GroupEvent {
    Planned {
        group: GroupId,
        tutor: UserId,
    },
    /// A seat became free, and the first in line has it until then, if they want it.
    SeatKept {
        group: GroupId,
        booking: BookingId,
        person: UserId,
        until: DateTime<Utc>,
    },
    /// Enough have come. The line is closed.
    WentAhead {
        group: GroupId,
        tutor: UserId,
        waiting: Vec<UserId>,
    },
    CalledOff {
        group: GroupId,
        tutor: UserId,
        /// Nobody: there were too few.
        by: Option<UserId>,
        /// Who had no seat, and hoped for one.
        waiting: Vec<UserId>,
    },
}

impl GroupEvent {
    pub fn group(&self) -> GroupId {
        match *self {
            Self::Planned { group, .. }
            | Self::SeatKept { group, .. }
            | Self::WentAhead { group, .. }
            | Self::CalledOff { group, .. } => group,
        }
    }

    /// For the metrics.
    fn name(&self) -> &'static str {
        match self {
            Self::Planned { .. } => "planned",
            Self::SeatKept { .. } => "seat_kept",
            Self::WentAhead { .. } => "went_ahead",
            Self::CalledOff { .. } => "called_off",
        }
    }
}

/// Tells the other modules.
pub(super) async fn announce(
    ctx: &crate::Ctx,
    conn: &mut sqlx::PgConnection,
    event: GroupEvent,
) -> Result<(), sqlx::Error> {
    metrics::counter!("bookings_groups_total", "step" => event.name()).increment(1);
    crate::outbox::publish(ctx, conn, crate::events::Event::Groups(event)).await?;
    Ok(())
}
