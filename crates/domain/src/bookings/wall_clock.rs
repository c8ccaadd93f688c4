//! Minutes of a local day as instants. On the two days a year when clocks jump, the same minute may be there twice, or never.

use chrono::{DateTime, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

type Span = (DateTime<Utc>, DateTime<Utc>);

/// All instants at which the clock on the wall shows a minute from `starts` to `ends` of that day, as spans in order. What the
/// clocks jump over is not there; what happens twice is there twice, in one span where nothing else lies between.
pub(super) fn local_ranges(zone: Tz, day: NaiveDate, starts: i16, ends: i16) -> Vec<Span> {
    let local = |minute: i16| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute.into());
    // No clock is farther from UTC than 14 hours, and none jumps twice in three days.
    let (early, late) = (local(0).and_utc() - TimeDelta::hours(14), local(24 * 60).and_utc() + TimeDelta::hours(14));
    let (before, after) = (offset(zone, early), offset(zone, late));
    let span = |offset: TimeDelta| ((local(starts) - offset).and_utc(), (local(ends) - offset).and_utc());
    if before == after {
        return [span(before)].into_iter().filter(is_some_time).collect();
    }
    let jump = jump(zone, early, late);
    let (first, second) = (span(before), span(after));
    let (first, second) = ((first.0, first.1.min(jump)), (second.0.max(jump), second.1));
    if first.1 == second.0 && is_some_time(&first) && is_some_time(&second) {
        return vec![(first.0, second.1)];
    }
    [first, second].into_iter().filter(is_some_time).collect()
}

fn is_some_time(span: &Span) -> bool {
    span.0 < span.1
}

fn offset(zone: Tz, at: DateTime<Utc>) -> TimeDelta {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    TimeDelta::seconds(offset.local_minus_utc().into())
}

/// The first instant after a jump of the clocks, to the second; there is one between the two.
fn jump(zone: Tz, mut early: DateTime<Utc>, mut late: DateTime<Utc>) -> DateTime<Utc> {
    let before = offset(zone, early);
    while late - early > TimeDelta::seconds(1) {
        let middle = early + TimeDelta::seconds((late - early).num_seconds() / 2);
        if offset(zone, middle) == before { early = middle } else { late = middle }
    }
    late
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spans of a day in Berlin as local times with their offsets.
    fn berlin(day: &str, starts: i16, ends: i16) -> Vec<String> {
        let local = |at: DateTime<Utc>| at.with_timezone(&Tz::Europe__Berlin).format("%H:%M%:::z").to_string();
        let spans = local_ranges(Tz::Europe__Berlin, day.parse().unwrap(), starts, ends);
        spans.into_iter().map(|(from, until)| format!("{} {}", local(from), local(until))).collect()
    }

    #[test]
    fn clocks_go_forward() {
        let day = "2026-03-29";
        assert_eq!(berlin(day, 60, 240), ["01:00+01 04:00+02"]);
        assert_eq!(berlin(day, 60, 150), ["01:00+01 03:00+02"]);
        assert_eq!(berlin(day, 150, 240), ["03:00+02 04:00+02"]);
        assert!(berlin(day, 120, 180).is_empty());
        assert_eq!(berlin(day, 0, 1440), ["00:00+01 00:00+02"]);
    }

    #[test]
    fn clocks_go_back() {
        let day = "2026-10-25";
        assert_eq!(berlin(day, 120, 180), ["02:00+02 03:00+01"]);
        assert_eq!(berlin(day, 90, 150), ["01:30+02 02:30+02", "02:00+01 02:30+01"], "not the half hour between");
        assert_eq!(berlin(day, 150, 210), ["02:30+02 02:00+01", "02:30+01 03:30+01"]);
        assert_eq!(berlin(day, 90, 210), ["01:30+02 03:30+01"]);
        assert_eq!(berlin(day, 540, 600), ["09:00+01 10:00+01"]);
    }
}
