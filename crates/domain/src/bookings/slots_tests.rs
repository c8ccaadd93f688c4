//! Both changes of a year in six zones against an oracle that walks the minutes, and the cases that have names.

use chrono::{Datelike, Timelike};
use proptest::prelude::*;

use super::*;

const ZONES: [Tz; 6] = [
    Tz::Africa__Addis_Ababa,
    Tz::Europe__Berlin,
    Tz::America__New_York,
    Tz::Australia__Lord_Howe,
    Tz::America__Santiago,
    Tz::Asia__Kathmandu,
];

fn availability(zone: Tz) -> Availability {
    Availability {
        zone,
        session: TimeDelta::minutes(60),
        before: TimeDelta::zero(),
        after: TimeDelta::zero(),
        notice: TimeDelta::zero(),
        horizon: TimeDelta::days(60),
        caps: Caps::default(),
        weekly: Vec::new(),
        overrides: Vec::new(),
        year: Year::default(),
        busy: Vec::new(),
        viewer_busy: Vec::new(),
    }
}

fn every_day(starts: i16, ends: i16) -> Vec<WeeklyRange> {
    (1..=7).map(|weekday| WeeklyRange { weekday, starts, ends }).collect()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn local_times(a: &Availability, day: &str) -> Vec<String> {
    let from = at(&format!("{day}T00:00:00Z")) - TimeDelta::hours(14);
    free(a, from, from, from + TimeDelta::hours(52))
        .into_iter()
        .map(|slot| slot.starts_at.with_timezone(&a.zone))
        .filter(|local| local.date_naive().to_string() == day)
        .map(|local| local.format("%H:%M%:z").to_string())
        .collect()
}

#[test]
fn hours_mean_the_clock_on_the_wall_on_both_sides_of_a_change() {
    let a = Availability { weekly: every_day(9 * 60, 10 * 60), ..availability(Tz::Europe__Berlin) };
    assert_eq!(local_times(&a, "2026-03-28"), ["09:00+01:00"]);
    assert_eq!(local_times(&a, "2026-03-29"), ["09:00+02:00"]);
    assert_eq!(local_times(&a, "2026-10-25"), ["09:00+01:00"]);
}

#[test]
fn a_range_over_the_lost_hour_is_an_hour_shorter() {
    let a = Availability { weekly: every_day(60, 4 * 60), ..availability(Tz::Europe__Berlin) };
    assert_eq!(local_times(&a, "2026-03-29"), ["01:00+01:00", "01:30+01:00", "03:00+02:00"]);
}

#[test]
fn a_range_within_the_lost_hour_is_no_time_at_all() {
    let a = Availability { weekly: every_day(2 * 60, 3 * 60), ..availability(Tz::Europe__Berlin) };
    assert_eq!(local_times(&a, "2026-03-29"), Vec::<String>::new());
}

#[test]
fn the_hour_that_happens_twice_is_offered_twice() {
    let a = Availability { weekly: every_day(2 * 60, 3 * 60), ..availability(Tz::Europe__Berlin) };
    assert_eq!(local_times(&a, "2026-10-25"), ["02:00+02:00", "02:30+02:00", "02:00+01:00"]);
}

#[test]
fn an_override_stands_instead_of_the_week_and_an_empty_one_is_a_day_off() {
    let day = "2026-03-04".parse().unwrap();
    let weekly = every_day(9 * 60, 11 * 60);
    let moved = Availability {
        weekly: weekly.clone(),
        overrides: vec![DayRange { day, starts: 20 * 60, ends: 24 * 60 }],
        ..availability(Tz::UTC)
    };
    assert_eq!(local_times(&moved, "2026-03-04").first().unwrap(), "20:00+00:00");
    assert_eq!(local_times(&moved, "2026-03-04").last().unwrap(), "23:00+00:00");
    let off = Availability { weekly, overrides: vec![DayRange { day, starts: 0, ends: 0 }], ..availability(Tz::UTC) };
    assert!(local_times(&off, "2026-03-04").is_empty());
}

#[test]
fn buffers_keep_their_distance_from_what_is_taken() {
    let a = Availability {
        weekly: every_day(9 * 60, 13 * 60),
        before: TimeDelta::minutes(10),
        after: TimeDelta::minutes(10),
        busy: vec![(at("2026-03-04T10:50:00Z"), at("2026-03-04T12:10:00Z"))],
        ..availability(Tz::UTC)
    };
    // The taken session is 11:00 to 12:00; 9:30 to 10:30 leaves its ten minutes, 10:00 to 11:00 does not.
    assert_eq!(local_times(&a, "2026-03-04"), ["09:00+00:00", "09:30+00:00"]);
}

#[test]
fn notice_and_the_grid_bound_what_is_offered() {
    let a = Availability { weekly: every_day(9 * 60, 12 * 60), notice: TimeDelta::hours(2), ..availability(Tz::UTC) };
    let now = at("2026-03-04T08:00:00Z");
    assert!(offered(&a, now, at("2026-03-04T09:30:00Z")).is_none(), "too soon");
    assert!(offered(&a, now, at("2026-03-04T10:15:00Z")).is_none(), "off the grid");
    assert!(offered(&a, now, at("2026-03-04T11:30:00Z")).is_none(), "ends too late");
    assert!(offered(&a, now, at("2026-03-04T11:00:00Z")).is_some());
}

#[test]
fn the_nearest_three_come_in_order() {
    let a = Availability {
        weekly: every_day(9 * 60, 12 * 60),
        busy: vec![(at("2026-03-04T10:00:00Z"), at("2026-03-04T11:00:00Z"))],
        ..availability(Tz::UTC)
    };
    let now = at("2026-03-01T00:00:00Z");
    let found = nearest(&a, now, at("2026-03-04T10:00:00Z"), 3);
    let times: Vec<_> = found.iter().map(|slot| slot.starts_at.format("%d %H:%M").to_string()).collect();
    assert_eq!(times, ["03 11:00", "04 09:00", "04 11:00"]);
}

/// Is every minute of the slot inside the hours, by the clock on the wall?
fn inside_hours(a: &Availability, slot: &Slot) -> bool {
    (0..a.session.num_minutes()).all(|i| {
        let local = (slot.starts_at + TimeDelta::minutes(i)).with_timezone(&a.zone);
        let minute = i16::try_from(local.hour() * 60 + local.minute()).unwrap();
        let weekday = i16::try_from(local.weekday().number_from_monday()).unwrap();
        a.weekly.iter().any(|r| r.weekday == weekday && r.starts <= minute && minute < r.ends)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Around every day of a year in which clocks change both ways: slots have their length, lie inside the hours,
    /// are free, and every slot of a plain day is found.
    #[test]
    fn slots_agree_with_the_clock_on_the_wall(
        zone in 0..6usize, day in 0..365i64, starts in 0..22i16, length in 1..6i16, busy_hour in 0..48i64,
        session in prop::sample::select(vec![30i64, 45, 60, 90, 120]), buffer in 0..3i64,
    ) {
        let from = at("2026-01-01T00:00:00Z") + TimeDelta::days(day);
        let until = from + TimeDelta::days(2);
        let taken = (from + TimeDelta::hours(busy_hour), from + TimeDelta::hours(busy_hour + 1));
        let a = Availability {
            weekly: every_day(starts * 60, (starts + length).min(24) * 60),
            session: TimeDelta::minutes(session),
            before: TimeDelta::minutes(buffer * 5),
            after: TimeDelta::minutes(buffer * 10),
            busy: vec![taken],
            ..availability(ZONES[zone])
        };
        let slots = free(&a, from, from, until);
        prop_assert!(slots.is_sorted());
        for slot in &slots {
            prop_assert_eq!(slot.ends_at - slot.starts_at, a.session);
            prop_assert!(slot.ends_at + a.after <= taken.0 || taken.1 <= slot.starts_at - a.before);
            prop_assert!(from <= slot.starts_at && slot.starts_at < until);
            prop_assert!(inside_hours(&a, slot), "{:?}", slot);
            prop_assert!(offered(&a, from, slot.starts_at).is_some());
        }
        let without = Availability { busy: Vec::new(), ..a.clone() };
        let lost = free(&without, from, from, until).len() - slots.len();
        prop_assert!(lost <= usize::try_from((60 + 2 * session + 2 * buffer * 10) / STEP_MINUTES + 2).unwrap());
    }
}
