//! Until when a tutor may answer. Hours are hours that pass, whatever clocks do meanwhile.

use chrono::{DateTime, TimeDelta, Utc};

/// Whoever asks knows at least so long before the start whether it takes place.
const KNOWN_BEFORE: TimeDelta = TimeDelta::hours(1);

/// As many hours as the tutor has to answer, and at the latest an hour before the start; where it is asked for later than
/// two hours before the start, half of the time that is left.
pub(super) fn answer_by(asked_at: DateTime<Utc>, answer_hours: i16, starts_at: DateTime<Utc>) -> DateTime<Utc> {
    let before = KNOWN_BEFORE.min((starts_at - asked_at) / 2);
    (asked_at + TimeDelta::hours(answer_hours.into())).min(starts_at - before)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use chrono_tz::Tz;

    use super::*;
    use crate::testing::monday;

    fn minutes(answer_hours: i16, starts_in: i64) -> i64 {
        (answer_by(monday(), answer_hours, monday() + TimeDelta::minutes(starts_in)) - monday()).num_minutes()
    }

    #[test]
    fn the_hours_of_the_offering_or_an_hour_before_the_start() {
        assert_eq!(minutes(24, 3 * 24 * 60), 24 * 60);
        assert_eq!(minutes(24, 25 * 60), 24 * 60);
        assert_eq!(minutes(24, 24 * 60), 23 * 60);
        assert_eq!(minutes(1, 3 * 60), 60);
        assert_eq!(minutes(24, 60), 30, "an hour before the start is now");
        assert_eq!(minutes(24, 10), 5);
    }

    /// In New York clocks jump on 8 March and on 1 November 2026.
    #[test]
    fn a_day_to_answer_is_24_hours_also_when_clocks_jump() {
        for (month, day) in [(3, 7), (10, 31)] {
            let asked = Tz::America__New_York.with_ymd_and_hms(2026, month, day, 12, 0, 0).unwrap().with_timezone(&Utc);
            assert_eq!(answer_by(asked, 24, asked + TimeDelta::days(5)) - asked, TimeDelta::hours(24));
        }
    }
}
