//! What the rules need to know of a group, and what follows from it. No I/O.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use contract::{GroupId, Refusal, UserId, bookings::Policy};

/// How a group stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupState {
    /// People may join.
    Open,
    /// Enough have come; nobody joins any more.
    On,
    /// It does not take place, or did not.
    CalledOff,
}

impl GroupState {
    pub(super) const ALL: [Self; 3] = [Self::Open, Self::On, Self::CalledOff];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::On => "on",
            Self::CalledOff => "cancelled",
        }
    }

    /// How it stands at `now`: when the time to join is over it is decided, whether or not its job has run.
    pub(super) fn at(self, now: DateTime<Utc>, join_until: DateTime<Utc>, enough: bool) -> Self {
        match self {
            Self::Open if now < join_until => Self::Open,
            Self::Open if enough => Self::On,
            Self::Open => Self::CalledOff,
            decided => decided,
        }
    }
}

impl FromStr for GroupState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("there is no group state {text:?}"))
    }
}

/// A group as it was when it was read.
#[derive(Clone, Debug)]
pub(in crate::bookings) struct Group {
    pub id: GroupId,
    pub tutor: UserId,
    pub subject: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub join_until: DateTime<Utc>,
    /// Of one seat.
    pub price_minor: i64,
    pub currency: String,
    pub policy: Policy,
    pub seats_min: i16,
    pub seats_max: i16,
    /// All, with those that are only kept for somebody.
    pub seats_taken: i16,
    pub seats_held: i16,
    pub state: GroupState,
}

impl Group {
    /// Seats of those who come.
    pub(super) fn seats_firm(&self) -> i16 {
        self.seats_taken - self.seats_held
    }

    pub(super) fn state_at(&self, now: DateTime<Utc>) -> GroupState {
        self.state.at(now, self.join_until, self.seats_firm() >= self.seats_min)
    }

    /// Whether people may still come and go freely.
    pub(super) fn must_be_open(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.state_at(now) {
            GroupState::Open => Ok(()),
            GroupState::On => Err(Refusal::JoiningOver),
            GroupState::CalledOff => Err(Refusal::GroupCalledOff),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::testing::monday;

    #[test]
    fn when_the_time_to_join_is_over_it_is_decided_by_those_who_come() {
        let group = |taken, held| Group {
            id: GroupId(Uuid::nil()),
            tutor: UserId(Uuid::nil()),
            subject: "algebra".into(),
            starts_at: monday() + TimeDelta::hours(10),
            ends_at: monday() + TimeDelta::hours(11),
            join_until: monday() + TimeDelta::hours(4),
            price_minor: 1_000,
            currency: "EUR".into(),
            policy: Policy::Moderate,
            seats_min: 2,
            seats_max: 3,
            seats_taken: taken,
            seats_held: held,
            state: GroupState::Open,
        };
        let (before, after) = (monday() + TimeDelta::minutes(239), monday() + TimeDelta::hours(4));
        assert_eq!(group(0, 0).state_at(before), GroupState::Open);
        assert_eq!(group(2, 0).state_at(after), GroupState::On);
        assert_eq!(group(3, 2).state_at(after), GroupState::CalledOff, "what is only kept does not count");
        let decided = Group { state: GroupState::On, ..group(1, 0) };
        assert_eq!(decided.state_at(after), GroupState::On, "who leaves later changes nothing");
        assert_eq!(decided.must_be_open(after), Err(Refusal::JoiningOver));
        assert_eq!(group(0, 0).must_be_open(after), Err(Refusal::GroupCalledOff));
    }
}
