//! How a group stands, in words.

use chrono::{DateTime, Utc};
use domain::{bookings::GroupState, when::Reader};

use crate::{bookings::words::until, ui::Tone};

/// What of a group its state is told by.
pub(super) struct Standing {
    pub state: GroupState,
    pub seats_min: i16,
    pub seats_max: i16,
    pub seats_taken: i16,
    pub seats_firm: i16,
    pub waiting: i64,
    pub join_until: DateTime<Utc>,
    pub over: bool,
}

pub(super) fn word(standing: &Standing) -> (&'static str, Tone) {
    match standing.state {
        GroupState::CalledOff => ("Does not take place", Tone::Danger),
        GroupState::On if standing.over => ("Over", Tone::Neutral),
        GroupState::On => ("Takes place", Tone::Success),
        GroupState::Open if standing.left() == 0 => ("Full", Tone::Warning),
        GroupState::Open => ("Open", Tone::Success),
    }
}

impl Standing {
    pub(super) fn left(&self) -> i16 {
        (self.seats_max - self.seats_taken).max(0)
    }

    /// `3 of 8 seats are free; 2 more must join until Tue 24 Nov, 14:00, in 3 hours.`
    pub(super) fn next(&self, reader: Reader, now: DateTime<Utc>) -> String {
        let until = until(self.join_until, reader, now);
        match self.state {
            GroupState::CalledOff => "Everybody gets everything back.".into(),
            GroupState::On => format!("{} joined. Nobody joins any more.", people(self.seats_firm.into())),
            GroupState::Open if self.left() == 0 => self.full(&until),
            GroupState::Open => {
                let verb = if self.left() == 1 { "is" } else { "are" };
                format!("{} of {} seats {verb} free; {} {until}.", self.left(), self.seats_max, self.missing())
            }
        }
    }

    fn full(&self, until: &str) -> String {
        let max = self.seats_max;
        match self.waiting {
            0 => format!("All {max} seats are taken. One can wait for a seat until {until}."),
            1 => format!(
                "All {max} seats are taken, and one person waits. A seat that becomes free until {until} is theirs."
            ),
            n => format!(
                "All {max} seats are taken, and {n} people wait. A seat that becomes free until {until} goes to them in turn."
            ),
        }
    }

    fn missing(&self) -> String {
        match self.seats_min - self.seats_firm {
            missing if missing > 0 => format!("{missing} more must join until"),
            _ => "enough have joined. One can join until".into(),
        }
    }
}

fn people(count: i64) -> String {
    if count == 1 { "One person has".into() } else { format!("{count} people have") }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn how_a_group_stands() {
        let now: DateTime<Utc> = "2026-11-24T11:00:00Z".parse().unwrap();
        let standing = |taken, held, waiting| Standing {
            state: GroupState::Open,
            seats_min: 2,
            seats_max: 4,
            seats_taken: taken,
            seats_firm: taken - held,
            waiting,
            join_until: "2026-11-24T14:00:00Z".parse().unwrap(),
            over: false,
        };
        let next = |taken, held, waiting| standing(taken, held, waiting).next(Tz::UTC.into(), now);
        assert_eq!(next(1, 0, 0), "3 of 4 seats are free; 1 more must join until Tue 24 Nov, 14:00, in 3 hours.");
        assert_eq!(
            next(3, 0, 0),
            "1 of 4 seats is free; enough have joined. One can join until Tue 24 Nov, 14:00, in 3 hours."
        );
        assert_eq!(
            next(4, 1, 1),
            "All 4 seats are taken, and one person waits. A seat that becomes free until Tue 24 Nov, 14:00, in 3 hours is theirs."
        );
        assert!(next(4, 0, 0).starts_with("All 4 seats are taken. One can wait for a seat until"));
        assert_eq!(word(&standing(4, 0, 0)).0, "Full");
        let on = Standing { state: GroupState::On, ..standing(3, 0, 0) };
        assert_eq!(on.next(Tz::UTC.into(), now), "3 people have joined. Nobody joins any more.");
    }
}
