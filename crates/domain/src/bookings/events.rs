use contract::{BookingId, UserId};
use serde::{Deserialize, Serialize};

/// Each step of a booking's life, with the one who took it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    Requested {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    Accepted {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    Declined {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    /// The time came before the tutor answered.
    Expired {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    Cancelled {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    Completed {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    Rated {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    Replied {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    /// It begins in so many minutes. No step of its life, only the time for it.
    Near {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        minutes: i64,
    },
}

impl Event {
    /// The booking whose life it is.
    pub fn booking(&self) -> BookingId {
        match *self {
            Self::Requested { booking, .. }
            | Self::Accepted { booking, .. }
            | Self::Declined { booking, .. }
            | Self::Expired { booking, .. }
            | Self::Cancelled { booking, .. }
            | Self::Completed { booking, .. }
            | Self::Rated { booking, .. }
            | Self::Replied { booking, .. }
            | Self::Near { booking, .. } => booking,
        }
    }

    /// The step's name, as the timeline and the metrics say it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Requested { .. } => "requested",
            Self::Accepted { .. } => "accepted",
            Self::Declined { .. } => "declined",
            Self::Expired { .. } => "expired",
            Self::Cancelled { .. } => "cancelled",
            Self::Completed { .. } => "completed",
            Self::Rated { .. } => "rated",
            Self::Replied { .. } => "replied",
            Self::Near { .. } => "near",
        }
    }
}
