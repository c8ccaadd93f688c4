//! Free time asked by masks, against what `bookings` computes and the clock on the wall, in six zones and over both changes
//! of a year.

use chrono::Timelike;
use proptest::prelude::*;

use super::*;
use crate::{
    bookings::{Availability, Caps, Slot, WeeklyRange, Year, free},
    search::windows::{FreeTime, free_times},
};

const ZONES: [Tz; 6] = [
    Tz::Africa__Addis_Ababa,
    Tz::Europe__Berlin,
    Tz::America__New_York,
    Tz::Australia__Lord_Howe,
    Tz::America__Santiago,
    Tz::Asia__Kathmandu,
];

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// As the database asks it.
fn is_found(free: &FreeTime, wanted: &[Span], now: DateTime<Utc>) -> bool {
    let (on, off) = starts(wanted, i64::from(free.minutes / 15));
    let soonest = quarter_from(now + TimeDelta::hours(free.notice_hours.into()));
    let last = quarter(now + TimeDelta::days(KNOWN_DAYS));
    (soonest..=last).any(|quarter| {
        (free.on_quarter.has(quarter) && on.has(quarter)) || (free.off_quarter.has(quarter) && off.has(quarter))
    })
}

/// Is every minute of the slot one of the wish, by the clock on the wall, and within the stretch of time?
fn is_wished(slot: &Slot, wish: &Wish, zone: Tz, now: DateTime<Utc>) -> bool {
    let minutes = (slot.ends_at - slot.starts_at).num_minutes();
    let local = |minute: i64| (slot.starts_at + TimeDelta::minutes(minute)).with_timezone(&zone);
    let on_the_clock = (0..minutes).all(|minute| {
        let local = local(minute);
        let of_day = i16::try_from(local.hour() * 60 + local.minute()).unwrap();
        let (today, yesterday) = (local.weekday().number_from_monday(), local.weekday().pred().number_from_monday());
        let over_midnight = wish.to <= wish.from;
        let ends = if over_midnight { 24 * 60 } else { wish.to };
        (wish.takes_day(today) && (wish.from..ends).contains(&of_day))
            || (over_midnight && wish.takes_day(yesterday) && of_day < wish.to)
    });
    let weeks = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive().week(chrono::Weekday::Mon).first_day();
    let (this, next) = (weeks(now), weeks(now) + Days::new(7));
    let (first, last) = (weeks(slot.starts_at), weeks(slot.ends_at - TimeDelta::minutes(1)));
    on_the_clock
        && match wish.within {
            Within::ThisWeek => first == this && last == this,
            Within::NextWeek => first == next && last == next,
            Within::TwoWeeks => slot.ends_at <= now + TimeDelta::days(14),
            Within::FourWeeks => slot.ends_at <= now + TimeDelta::days(28),
        }
}

#[derive(Clone, Debug)]
struct Case {
    tutor: Availability,
    zone: Tz,
    wish: Wish,
    now: DateTime<Utc>,
    busy: Vec<Span>,
}

fn cases(off_quarter: i16) -> impl Strategy<Value = Case> {
    let tutor =
        (0..6_usize, 1..8_i16, 0..20_i16, 1..4_i16, 0..3_i64, prop::sample::select(vec![30_i64, 45, 60, 90, 120]));
    let wish = (0..6_usize, 0..128_u8, 0..24_i16, 1..24_i16, 0..4_usize);
    (tutor, wish, 0..365 * 24 * 60_i64, 0..30_i64, 0..5_i64).prop_map(move |(tutor, wish, minute, notice, busy)| {
        let now = at("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
        let (zone, weekday, starts, length, buffer, session) = tutor;
        let range = |weekday| WeeklyRange {
            weekday,
            starts: starts * 60 + off_quarter,
            ends: ((starts + length) * 60 + off_quarter).min(24 * 60),
        };
        // The other half of the week has none.
        let weekly = [weekday, weekday % 7 + 1].map(range).to_vec();
        let taken = now + TimeDelta::minutes(-(minute % 15) + busy * 24 * 60);
        let availability = Availability {
            zone: ZONES[zone],
            session: TimeDelta::minutes(session),
            before: TimeDelta::minutes(buffer * 15),
            after: TimeDelta::minutes(buffer * 15),
            notice: TimeDelta::hours(notice),
            horizon: TimeDelta::days(60),
            caps: Caps::default(),
            weekly,
            overrides: Vec::new(),
            year: Year::default(),
            busy: vec![(taken, taken + TimeDelta::hours(9))],
            viewer_busy: Vec::new(),
        };
        let (zone, days, from, length, within) = wish;
        let wish = Wish {
            days: std::array::from_fn(|day| days & (1 << day) != 0),
            from: from * 60,
            to: match (from + length) % 24 * 60 {
                0 => 24 * 60,
                to => to,
            },
            within: Within::ALL[within],
        };
        let mine = taken + TimeDelta::hours(12);
        Case { tutor: availability, zone: ZONES[zone], wish, now, busy: vec![(mine, mine + TimeDelta::hours(5))] }
    })
}

impl Case {
    fn found(&self) -> bool {
        let wanted = spans(&self.wish, self.zone, self.now, &self.busy);
        free_times(&self.tutor, self.now).iter().any(|free| is_found(free, &wanted, self.now))
    }

    fn is_free(&self) -> bool {
        let seen = Availability { viewer_busy: self.busy.clone(), ..self.tutor.clone() };
        let slots = free(&seen, self.now, self.now, self.now + TimeDelta::days(KNOWN_DAYS));
        slots.iter().any(|slot| is_wished(slot, &self.wish, self.zone, self.now))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn who_is_free_is_found_and_nobody_else(case in cases(0)) {
        prop_assert_eq!(case.found(), case.is_free());
    }

    /// Sessions that begin within a quarter are never found where they do not fit.
    #[test]
    fn off_the_quarter_nobody_is_found_who_is_not_free(case in cases(10)) {
        prop_assert!(!case.found() || case.is_free());
    }

    /// The hours that the index is asked by leave nobody out.
    #[test]
    fn hours_of_the_week_are_no_narrower_than_the_wish(case in cases(0)) {
        let wanted = spans(&case.wish, case.zone, case.now, &case.busy);
        let asked = hours(&wanted);
        for time in free_times(&case.tutor, case.now) {
            prop_assert!(!is_found(&time, &wanted, case.now) || asked.is_empty() || !time.hours.is_disjoint(&asked));
        }
    }
}

#[test]
fn an_evening_is_one_where_the_reader_is() {
    let now = at("2026-03-02T09:00:00Z");
    let wish = Wish { from: 18 * 60, to: 21 * 60, within: Within::ThisWeek, ..Wish::ANY };
    let there = spans(&wish, Tz::Africa__Addis_Ababa, now, &[]);
    assert_eq!(there[0], (at("2026-03-02T15:00:00Z"), at("2026-03-02T18:00:00Z")));
    assert_eq!(there.len(), 7);
    let busy = [(at("2026-03-02T16:00:00Z"), at("2026-03-02T17:00:00Z"))];
    let left = spans(&wish, Tz::Africa__Addis_Ababa, now, &busy);
    assert_eq!(left[0], (at("2026-03-02T15:00:00Z"), at("2026-03-02T16:00:00Z")));
    assert_eq!(left[1], (at("2026-03-02T17:00:00Z"), at("2026-03-02T18:00:00Z")));
}

#[test]
fn days_that_touch_are_one_stretch() {
    let now = at("2026-03-02T09:00:00Z");
    let whole = spans(&Wish::ANY, Tz::UTC, now, &[]);
    assert_eq!(whole, [(now, now + TimeDelta::days(28))]);
}
