//! The dates of a series: the same time on the tutor's clock, so that it stays within the hours when clocks change.

use chrono::{DateTime, TimeDelta, Utc};

use crate::bookings::{
    slots::{Availability, Slot, free, local_instant, nearest},
    why_not::{WhyNot, why_not},
};

/// Other times for one date are looked for within so many days of it.
const NEAR: TimeDelta = TimeDelta::days(3);
/// So many other times for one date.
const INSTEAD: usize = 6;

/// One date of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The time that the series wants there.
    pub wish: DateTime<Utc>,
    /// Why it cannot be had; `None`: it is free.
    pub why: Option<WhyNot>,
    /// Free times nearby, in order.
    pub instead: Vec<Slot>,
}

/// `times` dates from `first` on, so many weeks apart.
pub fn plan_series(
    a: &Availability,
    now: DateTime<Utc>,
    first: DateTime<Utc>,
    every_weeks: i64,
    times: i64,
) -> Vec<Planned> {
    let local = first.with_timezone(&a.zone).naive_local();
    let wish = |nth: i64| {
        if nth == 0 { Some(first) } else { local_instant(a.zone, local + TimeDelta::weeks(nth * every_weeks)) }
    };
    (0..times).filter_map(wish).map(|wish| planned(a, now, wish)).collect()
}

fn planned(a: &Availability, now: DateTime<Utc>, wish: DateTime<Utc>) -> Planned {
    let why = why_not(a, now, wish);
    let mut instead = nearest(a, now, wish, INSTEAD);
    instead.retain(|slot| slot.starts_at != wish && (slot.starts_at - wish).abs() <= NEAR);
    Planned { wish, why, instead }
}

/// The slot that begins then, if it is free.
pub(super) fn free_at(a: &Availability, now: DateTime<Utc>, start: DateTime<Utc>) -> Option<Slot> {
    free(a, now, start, start + TimeDelta::minutes(1)).into_iter().find(|slot| slot.starts_at == start)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::bookings::{Caps, WeeklyRange, Year};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// In Berlin, Tuesdays from nine to noon, an hour each; now is Monday 2 March 2026.
    fn berlin() -> (Availability, DateTime<Utc>) {
        let a = Availability {
            zone: Tz::Europe__Berlin,
            session: TimeDelta::hours(1),
            before: TimeDelta::zero(),
            after: TimeDelta::zero(),
            notice: TimeDelta::zero(),
            horizon: TimeDelta::days(60),
            caps: Caps::default(),
            weekly: vec![WeeklyRange { weekday: 2, starts: 540, ends: 720 }],
            overrides: Vec::new(),
            year: Year::default(),
            busy: Vec::new(),
            viewer_busy: Vec::new(),
        };
        (a, at("2026-03-02T08:00:00Z"))
    }

    #[test]
    fn it_stays_at_its_time_of_the_day_when_clocks_change() {
        let (a, now) = berlin();
        let dates = plan_series(&a, now, at("2026-03-17T08:00:00Z"), 1, 4);
        let wishes: Vec<_> = dates.iter().map(|date| date.wish).collect();
        let nine = ["2026-03-17T08:00:00Z", "2026-03-24T08:00:00Z", "2026-03-31T07:00:00Z", "2026-04-07T07:00:00Z"];
        assert_eq!(wishes, nine.map(at));
        assert!(dates.iter().all(|date| date.why.is_none()), "{dates:?}");
    }

    #[test]
    fn a_date_that_cannot_be_had_says_why_and_what_there_is_nearby() {
        let (mut a, now) = berlin();
        let taken = (at("2026-03-24T08:00:00Z"), at("2026-03-24T09:30:00Z"));
        a.busy = vec![taken];
        let dates = plan_series(&a, now, at("2026-03-17T08:00:00Z"), 1, 3);
        assert_eq!(dates[1].why, Some(WhyNot::Taken { from: taken.0, until: taken.1 }));
        assert_eq!(
            dates[1].instead.iter().map(|slot| slot.starts_at).collect::<Vec<_>>(),
            [at("2026-03-24T09:30:00Z"), at("2026-03-24T10:00:00Z")]
        );
        let far = plan_series(&a, now, at("2026-03-17T08:00:00Z"), 2, 6);
        assert!(matches!(far[5].why, Some(WhyNot::TooFar { .. })));
        assert!(far[5].instead.is_empty());
    }

    #[test]
    fn a_time_that_clocks_jump_over_is_the_first_after_it() {
        let (mut a, now) = berlin();
        a.weekly = vec![WeeklyRange { weekday: 7, starts: 60, ends: 360 }];
        let dates = plan_series(&a, now, at("2026-03-22T01:30:00Z"), 1, 2);
        assert_eq!(dates[1].wish, at("2026-03-29T01:00:00Z"), "half past two does not exist; it is three");
        assert_eq!(dates[1].why, None);
    }
}
