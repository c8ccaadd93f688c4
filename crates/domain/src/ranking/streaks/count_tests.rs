use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
}

fn days(numbers: impl IntoIterator<Item = u64>) -> BTreeSet<NaiveDate> {
    numbers.into_iter().map(day).collect()
}

/// One day after the other, as one would do it with a calendar and a pencil.
fn slowly(active: &BTreeSet<NaiveDate>, forgiven: &BTreeSet<NaiveDate>, today: NaiveDate) -> Streak {
    let (Some(first), Some(last)) = (active.first(), active.last()) else { return Streak::default() };
    let (mut current, mut longest, mut freezes) = (0, 0, 0);
    for day in first.iter_days().take_while(|day| day <= last || *day <= today) {
        if active.contains(&day) {
            current += 1;
            longest = longest.max(current);
            freezes = if current % 7 == 0 { 2.min(freezes + 1) } else { freezes };
        } else if forgiven.contains(&day) || (day >= today && day > *last) {
        } else if freezes > 0 {
            freezes -= 1;
        } else {
            current = 0;
        }
    }
    Streak { current, longest, freezes }
}

fn some_days() -> impl Strategy<Value = BTreeSet<NaiveDate>> {
    // Mostly active, else no streak is long enough to earn anything.
    proptest::collection::vec(proptest::bool::weighted(0.85), 0..90).prop_map(|active| {
        days(active.into_iter().enumerate().filter(|(_, is)| *is).map(|(n, _)| u64::try_from(n).unwrap()))
    })
}

proptest! {
    #[test]
    fn it_is_what_one_counts_by_hand(
        active in some_days(),
        forgiven in proptest::collection::btree_set(0_u64..100, 0..6),
        today in 0_u64..120,
    ) {
        let forgiven = days(forgiven);
        prop_assert_eq!(streak(&active, &forgiven, day(today)), slowly(&active, &forgiven, day(today)));
    }

    #[test]
    fn forgiving_a_day_never_shortens_anything(active in some_days(), extra in 0_u64..90) {
        let (plain, more) = (streak(&active, &days([]), day(90)), streak(&active, &days([extra]), day(90)));
        prop_assert!(more.longest >= plain.longest && more.current >= plain.current);
    }

    /// Somebody who works at the same time on the clock each day is active on each day, whatever the clocks do.
    #[test]
    fn a_day_is_a_day_when_the_clocks_change(zone in 0..4_usize, hour in 0_u32..24, start in 0_i64..365) {
        let zone = [Tz::Europe__Vienna, Tz::America__New_York, Tz::Australia__Lord_Howe, Tz::Africa__Addis_Ababa][zone];
        let first = day(0) + TimeDelta::days(start);
        let active: BTreeSet<_> = first.iter_days().take(20)
            // An hour that the clocks leave out is worked a moment later.
            .filter_map(|day| {
                let at = day.and_hms_opt(hour, 59, 0)?;
                zone.from_local_datetime(&at).latest().or_else(|| zone.from_local_datetime(&(at + TimeDelta::hours(1))).latest())
            })
            .map(|at| at.with_timezone(&Utc).with_timezone(&zone).date_naive())
            .collect();
        let today = first + TimeDelta::days(19);
        prop_assert_eq!(streak(&active, &days([]), today).current, u32::try_from(active.len()).unwrap());
        prop_assert_eq!(active.len(), 20);
    }

    /// Days are kept as they were in the zone of that day: moving changes none of them.
    #[test]
    fn moving_west_breaks_nothing(moved in 1_usize..20, hour in 0_i64..24) {
        let begin: DateTime<Utc> = Utc.with_ymd_and_hms(2026, 3, 2, 0, 0, 0).unwrap() + TimeDelta::hours(hour);
        let (here, there) = (Tz::Africa__Addis_Ababa, Tz::America__Phoenix);
        let active: BTreeSet<_> = (0..20_usize).map(|n| {
            let at = begin + TimeDelta::days(i64::try_from(n).unwrap());
            at.with_timezone(if n < moved { &here } else { &there }).date_naive()
        }).collect();
        let today = (begin + TimeDelta::days(19)).with_timezone(&there).date_naive();
        let found = streak(&active, &days([]), today);
        prop_assert_eq!(found.current, u32::try_from(active.len()).unwrap());
        prop_assert!(active.len() >= 19, "at most the day of the journey is there twice");
    }
}

#[test]
fn seven_days_earn_a_freeze_and_a_missed_day_uses_it() {
    let none = days([]);
    assert_eq!(streak(&days(0..7), &none, day(6)), Streak { current: 7, longest: 7, freezes: 1 });
    assert_eq!(streak(&days(0..7), &none, day(8)), Streak { current: 7, longest: 7, freezes: 0 });
    assert_eq!(streak(&days(0..7), &none, day(9)), Streak { current: 0, longest: 7, freezes: 0 });
    assert_eq!(streak(&days(0..30), &none, day(29)).freezes, FREEZES, "no more than two are kept");
    assert_eq!(streak(&days((0..7).chain(8..10)), &none, day(9)), Streak { current: 9, longest: 9, freezes: 0 });
}

#[test]
fn a_day_on_which_nobody_could_work_costs_nothing() {
    assert_eq!(streak(&days([0, 1, 3]), &days([2]), day(3)), Streak { current: 3, longest: 3, freezes: 0 });
    assert_eq!(streak(&days([0, 1, 3]), &days([]), day(3)), Streak { current: 1, longest: 2, freezes: 0 });
}

#[test]
fn today_is_not_missed_before_it_is_over() {
    assert_eq!(streak(&days(0..3), &days([]), day(3)).current, 3);
    assert_eq!(streak(&days(0..3), &days([]), day(4)).current, 0);
    assert_eq!(streak(&days(0..3), &days([]), day(1)).current, 3, "whoever moved west is ahead of today");
    assert_eq!(streak(&days([]), &days([]), day(4)), Streak::default());
}
