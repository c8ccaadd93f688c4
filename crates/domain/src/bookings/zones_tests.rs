//! Two years in six zones, each quarter of an hour, against an oracle that only looks at the clock on the wall.

use std::collections::BTreeSet;

use chrono::Timelike;

use super::*;
use crate::bookings::{Season, why_not};

const ZONES: [Tz; 6] = [
    Tz::Europe__Berlin,
    Tz::America__New_York,
    Tz::Africa__Addis_Ababa,
    Tz::Australia__Lord_Howe,
    Tz::America__St_Johns,
    Tz::Asia__Kathmandu,
];
/// Hours of each day: around, within, before and after what clocks jump over or show twice.
const DAYS: [&[(i16, i16)]; 7] = [
    &[(0, 1440)],
    &[(90, 210)],
    &[(90, 150), (165, 240)],
    &[(120, 180)],
    &[(150, 210), (1410, 1440)],
    &[(0, 60), (60, 120), (165, 195)],
    &[(540, 735), (840, 1080)],
];
/// Of a season that lies over the change in spring on both halves of the earth.
const IN_SEASON: &[(i16, i16)] = &[(135, 345), (600, 660)];
const QUARTER: TimeDelta = TimeDelta::minutes(15);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn plan(zone: Tz, hours: &[(i16, i16)], session: i64) -> Availability {
    let week = |hours: &[(i16, i16)]| {
        let of = |weekday| hours.iter().map(move |&(starts, ends)| WeeklyRange { weekday, starts, ends });
        (1..=7).flat_map(of).collect::<Vec<_>>()
    };
    let season = |first, last| Season { first: day(first), last: day(last), weekly: week(IN_SEASON) };
    Availability {
        zone,
        session: TimeDelta::minutes(session),
        before: TimeDelta::zero(),
        after: TimeDelta::zero(),
        notice: TimeDelta::zero(),
        horizon: TimeDelta::days(1_000),
        caps: Caps::default(),
        weekly: week(hours),
        overrides: vec![DayRange { day: day("2026-10-24"), starts: 75, ends: 165 }],
        year: Year {
            seasons: vec![season("2026-03-20", "2026-04-10"), season("2027-10-01", "2027-11-10")],
            holidays: vec![(day("2026-10-23"), day("2026-10-24")), (day("2027-03-01"), day("2027-03-14"))],
        },
        busy: Vec::new(),
        viewer_busy: Vec::new(),
    }
}

/// What is said above of a day, said again.
fn hours_on(on: NaiveDate, hours: &'static [(i16, i16)]) -> &'static [(i16, i16)] {
    let within = |first, last| day(first) <= on && on <= day(last);
    match () {
        () if on == day("2026-10-24") => &[(75, 165)],
        () if within("2026-10-23", "2026-10-24") || within("2027-03-01", "2027-03-14") => &[],
        () if within("2026-03-20", "2026-04-10") || within("2027-10-01", "2027-11-10") => IN_SEASON,
        () => hours,
    }
}

/// The quarters of two years with what the clock shows then.
fn quarters(zone: Tz) -> Vec<(DateTime<Utc>, NaiveDate, i16)> {
    let first = "2026-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap();
    let local = |at: DateTime<Utc>| {
        let local = at.with_timezone(&zone);
        (at, local.date_naive(), i16::try_from(local.hour() * 60 + local.minute()).unwrap())
    };
    (0..2 * 365 * 96).map(|n| local(first + QUARTER * n)).collect()
}

/// Sessions that begin every half hour in each unbroken run of quarters within one range of one day.
fn expected(quarters: &[(DateTime<Utc>, NaiveDate, i16)], hours: &'static [(i16, i16)], a: &Availability) -> Vec<Slot> {
    let (mut slots, mut run, mut today) = (Vec::new(), None, (NaiveDate::MIN, hours));
    for &(at, on, minute) in quarters {
        if today.0 != on {
            today = (on, hours_on(on, hours));
        }
        let here = today.1.iter().position(|&(starts, ends)| starts <= minute && minute < ends).map(|n| (on, n));
        if run.map(|(_, whose)| whose) != here {
            run = here.map(|whose| (at, whose));
        }
        let Some((begun, _)) = run else { continue };
        let (ends_at, starts_at) = (at + QUARTER, at + QUARTER - a.session);
        if starts_at >= begun && (starts_at - begun).num_minutes() % STEP_MINUTES == 0 {
            slots.push(Slot { starts_at, ends_at });
        }
    }
    slots
}

#[test]
fn what_is_offered_is_what_the_clock_on_the_wall_says() {
    for zone in ZONES {
        let quarters = quarters(zone);
        let (first, last) = (quarters[0].0, quarters[quarters.len() - 1].0 + QUARTER);
        for (hours, session) in DAYS.into_iter().zip([30, 60, 45, 90, 30, 60, 120]) {
            let a = plan(zone, hours, session);
            let mut slots = free(&a, first - TimeDelta::days(2), first, last);
            slots.retain(|slot| slot.ends_at <= last);
            // A session that began before the first quarter is not known to the oracle.
            let expected = expected(&quarters, hours, &a);
            let since = first + TimeDelta::days(1);
            let told: Vec<_> = slots.iter().filter(|slot| slot.starts_at >= since).collect();
            let known: Vec<_> = expected.iter().filter(|slot| slot.starts_at >= since).collect();
            let odd = told.iter().zip(&known).find(|(told, known)| told != known);
            assert!(odd.is_none() && told.len() == known.len(), "{zone} {hours:?} {session}: {odd:?}");
            let once: BTreeSet<_> = told.iter().map(|slot| slot.starts_at).collect();
            assert_eq!(once.len(), told.len(), "{zone} {hours:?}: a time is offered twice");
        }
    }
}

/// Around each change of the clocks, each time that is offered can be asked for, and no other.
#[test]
fn what_is_offered_can_be_booked() {
    for zone in ZONES {
        let quarters = quarters(zone);
        let offset = |at: DateTime<Utc>| at.with_timezone(&zone).naive_local() - at.naive_utc();
        let jumps = quarters.windows(2).filter(|pair| offset(pair[0].0) != offset(pair[1].0)).map(|pair| pair[1].0);
        // Where clocks never jump, a day is like any other.
        let mut around: Vec<_> = jumps.collect();
        around.push("2026-06-01T00:00:00Z".parse().unwrap());
        for (at, hours) in around.into_iter().flat_map(|at| DAYS.map(|hours| (at, hours))) {
            let (a, from, until) = (plan(zone, hours, 60), at - TimeDelta::days(1), at + TimeDelta::days(2));
            let slots: BTreeSet<_> = free(&a, from, from, until).into_iter().collect();
            let mut start = from + QUARTER;
            while start < until {
                let slot = offered(&a, from, start);
                assert_eq!(
                    slots.iter().find(|slot| slot.starts_at == start).copied(),
                    slot,
                    "{zone} {hours:?} {start}"
                );
                assert!(slot.is_none() || why_not(&a, from, start).is_none(), "{zone} {hours:?} {start}");
                start += QUARTER;
            }
        }
    }
}
