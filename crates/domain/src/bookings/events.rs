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
    /// Asked for at a tutor who takes all requests: accepted with that.
    Booked {
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
    /// Another request for that time was accepted.
    Closed {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    /// The student took a time that was offered instead.
    Taken {
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
    MoveProposed {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    /// The other side agreed.
    Moved {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    /// Declined by the other side, or taken back by whoever proposed it.
    MoveDeclined {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    Cancelled {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    /// A seat of a group that does not take place.
    CalledOff {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        /// Nobody: there were too few.
        by: Option<UserId>,
    },
    NoShowClaimed {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    /// Nobody disputed it in time.
    NoShowStood {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        missing: UserId,
    },
    Disputed {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    /// A moderator says that it took place; it is completed with that.
    Upheld {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    /// A moderator says that it did not.
    Annulled {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    Completed {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        /// Nobody: nobody said otherwise in time.
        by: Option<UserId>,
    },
    /// One side has said how it was; nobody reads it yet.
    RatingLeft {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
    },
    /// What the tutor said of the student can be read.
    StudentRated {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
    },
    /// What the student said of the tutor can be read, by everybody.
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
    /// Somebody comes, but so many minutes late.
    Late {
        booking: BookingId,
        tutor: UserId,
        student: UserId,
        by: UserId,
        minutes: i64,
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
        self.parts().0
    }

    /// Whom it is about.
    pub fn tutor(&self) -> UserId {
        self.parts().1
    }

    pub fn student(&self) -> UserId {
        self.parts().2
    }

    /// The side that this one is not.
    pub fn other(&self, person: UserId) -> UserId {
        if person == self.tutor() { self.student() } else { self.tutor() }
    }

    /// Whether it stands firm from now on, at the time that it has now.
    pub(super) fn settles(&self) -> bool {
        matches!(self, Self::Accepted { .. } | Self::Booked { .. } | Self::Taken { .. } | Self::Moved { .. })
    }

    fn parts(&self) -> (BookingId, UserId, UserId) {
        match *self {
            Self::Requested { booking, tutor, student }
            | Self::Booked { booking, tutor, student }
            | Self::Accepted { booking, tutor, student }
            | Self::Declined { booking, tutor, student }
            | Self::Closed { booking, tutor, student }
            | Self::Taken { booking, tutor, student }
            | Self::Expired { booking, tutor, student }
            | Self::MoveProposed { booking, tutor, student, .. }
            | Self::Moved { booking, tutor, student, .. }
            | Self::MoveDeclined { booking, tutor, student, .. }
            | Self::Cancelled { booking, tutor, student, .. }
            | Self::CalledOff { booking, tutor, student, .. }
            | Self::NoShowClaimed { booking, tutor, student, .. }
            | Self::NoShowStood { booking, tutor, student, .. }
            | Self::Disputed { booking, tutor, student, .. }
            | Self::Upheld { booking, tutor, student }
            | Self::Annulled { booking, tutor, student }
            | Self::Completed { booking, tutor, student, .. }
            | Self::RatingLeft { booking, tutor, student, .. }
            | Self::StudentRated { booking, tutor, student }
            | Self::Rated { booking, tutor, student }
            | Self::Replied { booking, tutor, student }
            | Self::Late { booking, tutor, student, .. }
            | Self::Near { booking, tutor, student, .. } => (booking, tutor, student),
        }
    }

    /// The step's name, as the timeline and the metrics say it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Requested { .. } => "requested",
            Self::Booked { .. } => "booked",
            Self::Accepted { .. } => "accepted",
            Self::Declined { .. } => "declined",
            Self::Closed { .. } => "closed",
            Self::Taken { .. } => "taken",
            Self::Expired { .. } => "expired",
            Self::MoveProposed { .. } => "move_proposed",
            Self::Moved { .. } => "moved",
            Self::MoveDeclined { .. } => "move_declined",
            Self::Cancelled { .. } | Self::CalledOff { .. } => "cancelled",
            Self::NoShowClaimed { .. } => "no_show_claimed",
            Self::NoShowStood { .. } => "no_show_stood",
            Self::Disputed { .. } => "disputed",
            Self::Upheld { .. } => "upheld",
            Self::Annulled { .. } => "annulled",
            Self::Completed { .. } => "completed",
            Self::RatingLeft { .. } => "rating_left",
            Self::StudentRated { .. } => "student_rated",
            Self::Rated { .. } => "rated",
            Self::Replied { .. } => "replied",
            Self::Late { .. } => "late",
            Self::Near { .. } => "near",
        }
    }
}
