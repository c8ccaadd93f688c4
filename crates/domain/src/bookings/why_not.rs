//! Why a time cannot be booked: the first rule that says no, in the order in which people can do something about it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::{
    slots::{Availability, Full, Slot, full, is_taken, local_day, offered, ranges_of},
    year::is_day_off,
};

/// The rule, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    Past,
    /// Sessions begin so long after they are asked for, at the soonest.
    TooSoon {
        notice: TimeDelta,
    },
    /// Nothing is offered after this moment yet.
    TooFar {
        until: DateTime<Utc>,
    },
    /// The tutor gives so many of these in a day, or in a week.
    Full {
        of: Full,
        cap: i16,
    },
    /// The tutor has taken the day off.
    DayOff {
        day: NaiveDate,
    },
    /// The tutor's hours of that day; none on a weekday without any.
    OutsideHours {
        hours: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    },
    /// It lies within the hours, and no session begins at it: these begin before and after.
    NoStart {
        before: Option<DateTime<Utc>>,
        after: Option<DateTime<Utc>>,
    },
    /// The tutor has something then, with the time that they keep around it.
    Taken {
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    },
    /// The one who asks has something then.
    YouAreBusy {
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    },
}

/// `None` for a time that can be booked.
pub fn why_not(a: &Availability, now: DateTime<Utc>, start: DateTime<Utc>) -> Option<WhyNot> {
    let until = now + a.horizon;
    match start {
        start if start <= now => return Some(WhyNot::Past),
        start if start < now + a.notice => return Some(WhyNot::TooSoon { notice: a.notice }),
        start if until < start => return Some(WhyNot::TooFar { until }),
        _ => {}
    }
    let slot = Slot { starts_at: start, ends_at: start + a.session };
    if offered(a, now, start).is_none() {
        return Some(outside(a, now, slot));
    }
    if let Some(of) = full(a, start) {
        let cap = if of == Full::Day { a.caps.day } else { a.caps.week };
        return Some(WhyNot::Full { of, cap: cap.unwrap_or_default() });
    }
    if !is_taken(a, &slot) {
        return None;
    }
    let around = |&&(from, to): &&(DateTime<Utc>, DateTime<Utc>)| {
        slot.starts_at - a.before < to && from < slot.ends_at + a.after
    };
    if let Some(&(from, until)) = a.busy.iter().find(around) {
        return Some(WhyNot::Taken { from, until });
    }
    let within = |&&(from, to): &&(DateTime<Utc>, DateTime<Utc>)| slot.starts_at < to && from < slot.ends_at;
    a.viewer_busy.iter().find(within).map(|&(from, until)| WhyNot::YouAreBusy { from, until })
}

/// It is no time of the tutor's hours, or does not fit into them.
fn outside(a: &Availability, now: DateTime<Utc>, slot: Slot) -> WhyNot {
    let day = local_day(a, slot.starts_at);
    // Hours of the evening before may reach into the day.
    let before = day.checked_sub_days(Days::new(1)).map(|day| ranges_of(a, day)).unwrap_or_default();
    let mut hours: Vec<_> = before.into_iter().chain(ranges_of(a, day)).collect();
    if hours.iter().any(|&(from, to)| from <= slot.starts_at && slot.ends_at <= to) {
        let begins = |at: DateTime<Utc>| offered(a, now, at).map(|slot| slot.starts_at);
        let minutes = |sign: i64| (1..=30).find_map(|n| begins(slot.starts_at + TimeDelta::minutes(sign * n)));
        return WhyNot::NoStart { before: minutes(-1), after: minutes(1) };
    }
    if is_day_off(a, day) {
        return WhyNot::DayOff { day };
    }
    hours.retain(|&(_, to)| day <= local_day(a, to));
    WhyNot::OutsideHours { hours }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::bookings::{Caps, DayRange, WeeklyRange, Year};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// In Berlin, each day from 9 to 17, an hour each; now is Monday 23 March 2026, 9:00 there.
    fn berlin() -> (Availability, DateTime<Utc>) {
        let weekly = (1..=7).map(|weekday| WeeklyRange { weekday, starts: 540, ends: 1020 }).collect();
        let a = Availability {
            zone: Tz::Europe__Berlin,
            session: TimeDelta::hours(1),
            before: TimeDelta::minutes(10),
            after: TimeDelta::minutes(10),
            notice: TimeDelta::hours(12),
            horizon: TimeDelta::days(60),
            caps: Caps::default(),
            weekly,
            overrides: Vec::new(),
            year: Year::default(),
            busy: Vec::new(),
            viewer_busy: Vec::new(),
        };
        (a, at("2026-03-23T08:00:00Z"))
    }

    #[test]
    fn each_rule_is_named() {
        let (mut a, now) = berlin();
        assert_eq!(why_not(&a, now, at("2026-03-23T07:00:00Z")), Some(WhyNot::Past));
        assert_eq!(why_not(&a, now, at("2026-03-23T12:00:00Z")), Some(WhyNot::TooSoon { notice: a.notice }));
        let until = at("2026-05-22T08:00:00Z");
        assert_eq!(why_not(&a, now, at("2026-06-01T08:00:00Z")), Some(WhyNot::TooFar { until }));
        assert_eq!(why_not(&a, now, at("2026-03-24T09:00:00Z")), None);

        let hours = vec![(at("2026-03-24T08:00:00Z"), at("2026-03-24T16:00:00Z"))];
        for outside in ["2026-03-24T05:00:00Z", "2026-03-24T15:30:00Z", "2026-03-24T19:00:00Z"] {
            assert_eq!(why_not(&a, now, at(outside)), Some(WhyNot::OutsideHours { hours: hours.clone() }), "{outside}");
        }
        let (before, after) = (Some(at("2026-03-24T09:00:00Z")), Some(at("2026-03-24T09:30:00Z")));
        assert_eq!(why_not(&a, now, at("2026-03-24T09:10:00Z")), Some(WhyNot::NoStart { before, after }));

        let taken = (at("2026-03-24T10:00:00Z"), at("2026-03-24T11:00:00Z"));
        a.busy = vec![taken];
        let (from, until) = taken;
        assert_eq!(why_not(&a, now, from), Some(WhyNot::Taken { from, until }));
        assert_eq!(
            why_not(&a, now, at("2026-03-24T11:00:00Z")),
            Some(WhyNot::Taken { from, until }),
            "the time between"
        );
        assert_eq!(why_not(&a, now, at("2026-03-24T11:30:00Z")), None);
        a.busy = Vec::new();
        a.caps = Caps { day: Some(2), week: Some(2), booked: vec![taken.0, at("2026-03-26T10:00:00Z")] };
        assert_eq!(why_not(&a, now, at("2026-03-27T10:00:00Z")), Some(WhyNot::Full { of: Full::Week, cap: 2 }));
        assert_eq!(why_not(&a, now, at("2026-03-30T10:00:00Z")), None, "the next week");
        a.caps = Caps { day: Some(1), ..a.caps };
        assert_eq!(why_not(&a, now, at("2026-03-24T12:00:00Z")), Some(WhyNot::Full { of: Full::Day, cap: 1 }));
        a.caps = Caps::default();
        a.viewer_busy = vec![taken];
        assert_eq!(why_not(&a, now, from), Some(WhyNot::YouAreBusy { from, until }));
        assert_eq!(why_not(&a, now, until), None, "who learns needs no pause");

        let day = at("2026-03-24T09:00:00Z").date_naive();
        a.overrides = vec![DayRange { day, starts: 0, ends: 0 }];
        assert_eq!(why_not(&a, now, at("2026-03-24T09:00:00Z")), Some(WhyNot::DayOff { day }));
        a.weekly.retain(|range| range.weekday != 3);
        assert_eq!(why_not(&a, now, at("2026-03-25T09:00:00Z")), Some(WhyNot::OutsideHours { hours: Vec::new() }));
    }

    #[test]
    fn hours_mean_what_the_clock_shows_on_both_sides_of_its_change() {
        let (a, now) = berlin();
        // Clocks go forward on Sunday 29 March: 9:00 is 8:00 UTC before and 7:00 UTC after.
        assert_eq!(why_not(&a, now, at("2026-03-28T08:00:00Z")), None);
        assert!(matches!(why_not(&a, now, at("2026-03-28T07:00:00Z")), Some(WhyNot::OutsideHours { .. })));
        assert_eq!(why_not(&a, now, at("2026-03-29T07:00:00Z")), None);
        assert!(matches!(why_not(&a, now, at("2026-03-29T15:00:00Z")), Some(WhyNot::OutsideHours { .. })));
    }

    /// What is offered and what is explained never disagree.
    #[test]
    fn a_time_is_free_exactly_if_nothing_speaks_against_it() {
        let (mut a, now) = berlin();
        a.busy = vec![(at("2026-03-25T10:00:00Z"), at("2026-03-25T12:00:00Z"))];
        a.viewer_busy = vec![(at("2026-03-26T10:30:00Z"), at("2026-03-26T11:00:00Z"))];
        let free = crate::bookings::free(&a, now, now, now + TimeDelta::days(20));
        let mut start = now;
        while start < now + TimeDelta::days(20) {
            let is_free = free.iter().any(|slot| slot.starts_at == start);
            assert_eq!(why_not(&a, now, start).is_none(), is_free, "{start}");
            start += TimeDelta::minutes(10);
        }
    }
}
