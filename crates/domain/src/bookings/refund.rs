//! What the student gets back of a session that is cancelled: decided by the policy that stood when it was booked, by how
//! long it is until the start, and by who cancels. Hours are hours that pass: on the two days a year when clocks jump
//! they are as long as on others.

use chrono::{DateTime, TimeDelta, Utc};
use contract::bookings::Policy;

use super::state::Side;

/// Everything back until so many hours before the start, half until so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bands {
    pub all: i64,
    pub half: i64,
}

/// Why it is as much as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The tutor has not said yes.
    NotSettled,
    TutorCancels,
    /// So many hours are left, or more.
    Early {
        hours: i64,
    },
    Midway {
        from: i64,
        until: i64,
    },
    /// Fewer than so many hours are left.
    Late {
        hours: i64,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Minor units, of the price.
    pub back_minor: i64,
    pub because: Because,
}

pub const fn bands(policy: Policy) -> Bands {
    match policy {
        Policy::Flexible => Bands { all: 6, half: 1 },
        Policy::Moderate => Bands { all: 24, half: 12 },
        Policy::Strict => Bands { all: 72, half: 24 },
    }
}

/// Half of an odd price is rounded in the student's favour.
pub(super) fn refund(
    policy: Policy,
    price_minor: i64,
    settled: bool,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
    by: Side,
) -> Refund {
    let Bands { all, half } = bands(policy);
    let left = starts_at - now;
    let (back_minor, because) = match () {
        () if by == Side::Tutor => (price_minor, Because::TutorCancels),
        () if !settled => (price_minor, Because::NotSettled),
        () if left >= TimeDelta::hours(all) => (price_minor, Because::Early { hours: all }),
        () if left >= TimeDelta::hours(half) => {
            (price_minor - price_minor / 2, Because::Midway { from: all, until: half })
        }
        () => (0, Because::Late { hours: half }),
    };
    Refund { back_minor, because }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use chrono_tz::Tz;

    use super::*;
    use crate::testing::monday;

    fn back(policy: Policy, minutes_left: i64, by: Side) -> i64 {
        refund(policy, 2_001, true, monday() + TimeDelta::minutes(minutes_left), monday(), by).back_minor
    }

    #[test]
    fn each_policy_at_the_edges_of_its_bands() {
        for &policy in Policy::ALL {
            let Bands { all, half } = bands(policy);
            assert_eq!(back(policy, all * 60, Side::Student), 2_001, "{policy}: at the edge it is still all");
            assert_eq!(back(policy, all * 60 - 1, Side::Student), 1_001, "{policy}: half, rounded for the student");
            assert_eq!(back(policy, half * 60, Side::Student), 1_001, "{policy}");
            assert_eq!(back(policy, half * 60 - 1, Side::Student), 0, "{policy}");
            assert_eq!(back(policy, -30, Side::Student), 0, "{policy}: after the start");
            assert_eq!(back(policy, -30, Side::Tutor), 2_001, "{policy}: whoever is left standing pays nothing");
        }
    }

    #[test]
    fn nothing_is_kept_of_what_nobody_agreed_to_or_what_costs_nothing() {
        let open = refund(Policy::Strict, 2_000, false, monday() + TimeDelta::hours(2), monday(), Side::Student);
        assert_eq!((open.back_minor, open.because), (2_000, Because::NotSettled));
        assert_eq!(refund(Policy::Strict, 0, true, monday(), monday(), Side::Student).back_minor, 0);
    }

    /// In Berlin clocks jump on 29 March 2026 from 2 to 3 and on 25 October 2026 from 3 back to 2.
    #[test]
    fn a_day_is_24_hours_also_when_clocks_jump() {
        for (month, day) in [(3, 29), (10, 25)] {
            let noon = Tz::Europe__Berlin.with_ymd_and_hms(2026, month, day, 12, 0, 0).unwrap().with_timezone(&Utc);
            let left =
                |hours| refund(Policy::Moderate, 2_000, true, noon, noon - TimeDelta::hours(hours), Side::Student);
            assert_eq!([left(24), left(23), left(12), left(11)].map(|r| r.back_minor), [2_000, 1_000, 1_000, 0]);
            // The same clock time the day before is 23 or 25 hours away.
            let before =
                Tz::Europe__Berlin.with_ymd_and_hms(2026, month, day - 1, 12, 0, 0).unwrap().with_timezone(&Utc);
            let back = refund(Policy::Moderate, 2_000, true, noon, before, Side::Student).back_minor;
            assert_eq!(back, if month == 3 { 1_000 } else { 2_000 });
        }
    }
}
