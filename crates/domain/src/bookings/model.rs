//! The life of a booking as rules without a database: who may do what, and when.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use contract::{BookingId, Refusal, UserId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Requested,
    Accepted,
    Declined,
    Expired,
    Cancelled,
    Completed,
}

impl State {
    pub const ALL: [Self; 6] =
        [Self::Requested, Self::Accepted, Self::Declined, Self::Expired, Self::Cancelled, Self::Completed];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
        }
    }

    /// Whether the booking's time is taken for both.
    pub fn blocks(self) -> bool {
        matches!(self, Self::Requested | Self::Accepted)
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("there is no state {text:?}"))
    }
}

/// On which side of a booking somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Student,
    Tutor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Accept,
    Decline,
    Cancel,
    Complete,
    Rate,
    Reply,
}

impl Action {
    pub const ALL: [Self; 6] = [Self::Accept, Self::Decline, Self::Complete, Self::Rate, Self::Reply, Self::Cancel];

    /// The value of the form field `action`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Cancel => "cancel",
            Self::Complete => "complete",
            Self::Rate => "rate",
            Self::Reply => "reply",
        }
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|a| a.as_str() == text).ok_or_else(|| format!("there is no action {text:?}"))
    }
}

/// What the rules need to know of a booking.
#[derive(Clone, Copy, Debug)]
pub(super) struct Booking {
    pub id: BookingId,
    pub student: UserId,
    pub tutor: UserId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: State,
    pub rated: bool,
    pub replied: bool,
}

impl Booking {
    pub(super) fn side(&self, person: UserId) -> Option<Side> {
        match person {
            p if p == self.student => Some(Side::Student),
            p if p == self.tutor => Some(Side::Tutor),
            _ => None,
        }
    }

    /// The state as it is at `now`: a request whose time has come is over, whether or not its job has run.
    pub(super) fn state_at(&self, now: DateTime<Utc>) -> State {
        if self.state == State::Requested && self.starts_at <= now { State::Expired } else { self.state }
    }

    /// Whether this side may do this now, or the rule that says no.
    pub(super) fn check(&self, side: Side, action: Action, now: DateTime<Utc>) -> Result<(), Refusal> {
        use Action as A;
        use Refusal as R;
        use State as S;
        match (action, side) {
            (A::Accept | A::Decline | A::Reply, Side::Student) => return Err(R::OnlyTheTutor),
            (A::Rate, Side::Tutor) => return Err(R::OnlyTheStudent),
            _ => {}
        }
        match (action, self.state_at(now)) {
            (A::Accept | A::Decline | A::Cancel, S::Requested) => Ok(()),
            (A::Accept | A::Decline, S::Accepted) => Err(R::AlreadyAccepted),
            (A::Accept | A::Decline | A::Cancel, S::Completed) => Err(R::AlreadyCompleted),
            (A::Cancel, S::Accepted) if now >= self.ends_at => Err(R::AlreadyEnded),
            (A::Cancel, S::Accepted) => Ok(()),
            (A::Complete, S::Accepted) if now < self.ends_at => Err(R::NotEndedYet),
            (A::Complete, S::Accepted) => Ok(()),
            (A::Complete, S::Completed) => Err(R::AlreadyCompleted),
            (A::Complete, S::Requested) => Err(R::NotAccepted),
            (A::Rate, S::Completed) if self.rated => Err(R::AlreadyRated),
            (A::Rate, S::Completed) => Ok(()),
            (A::Reply, S::Completed) if !self.rated => Err(R::NotRated),
            (A::Reply, S::Completed) if self.replied => Err(R::AlreadyReplied),
            (A::Reply, S::Completed) => Ok(()),
            (A::Rate | A::Reply, S::Requested | S::Accepted) => Err(R::NotCompleted),
            (_, S::Declined) => Err(R::AlreadyDeclined),
            (_, S::Cancelled) => Err(R::AlreadyCancelled),
            (_, S::Expired) => Err(R::RequestExpired),
        }
    }

    /// What this side may do now, for the buttons of a page.
    pub(super) fn allowed(&self, side: Side, now: DateTime<Utc>) -> Vec<Action> {
        Action::ALL.into_iter().filter(|&action| self.check(side, action, now).is_ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::testing::monday;

    fn booking(state: State) -> Booking {
        Booking {
            id: BookingId(Uuid::nil()),
            student: UserId(Uuid::from_u128(1)),
            tutor: UserId(Uuid::from_u128(2)),
            starts_at: monday() + TimeDelta::hours(24),
            ends_at: monday() + TimeDelta::hours(25),
            state,
            rated: false,
            replied: false,
        }
    }

    #[test]
    fn what_is_open_in_each_state() {
        let before = monday();
        let after = monday() + TimeDelta::hours(26);
        let open = |state, side, now| booking(state).allowed(side, now);
        assert_eq!(open(State::Requested, Side::Tutor, before), [Action::Accept, Action::Decline, Action::Cancel]);
        assert_eq!(open(State::Requested, Side::Student, before), [Action::Cancel]);
        assert_eq!(open(State::Requested, Side::Tutor, after), []);
        assert_eq!(open(State::Accepted, Side::Tutor, before), [Action::Cancel]);
        assert_eq!(open(State::Accepted, Side::Student, after), [Action::Complete]);
        assert_eq!(open(State::Completed, Side::Student, after), [Action::Rate]);
        assert_eq!(open(State::Completed, Side::Tutor, after), []);
        for over in [State::Declined, State::Cancelled, State::Expired] {
            assert_eq!(open(over, Side::Tutor, before), []);
            assert_eq!(open(over, Side::Student, after), []);
        }
    }

    #[test]
    fn a_rating_is_given_once_and_answered_once() {
        let after = monday() + TimeDelta::hours(26);
        let rated = Booking { rated: true, ..booking(State::Completed) };
        assert_eq!(rated.check(Side::Student, Action::Rate, after), Err(Refusal::AlreadyRated));
        assert_eq!(rated.check(Side::Tutor, Action::Reply, after), Ok(()));
        let replied = Booking { replied: true, ..rated };
        assert_eq!(replied.check(Side::Tutor, Action::Reply, after), Err(Refusal::AlreadyReplied));
    }
}
