//! When a tutor is free, as the search keeps it: the one place where free time becomes bits and runs. What is free at all is
//! computed by `bookings`; here it is only laid down and read again.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    mask::{Mask, QUARTER_SECONDS, hour_of_week},
    wish::Span,
};
use crate::bookings::{self, Availability, STEP_MINUTES, Slot};

/// How far ahead free time is known to the search, in days.
pub const KNOWN_DAYS: i64 = 28;

/// Sessions of one length that could begin within the next four weeks, whatever the notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FreeTime {
    pub minutes: i16,
    pub notice_hours: i16,
    /// Quarters with whose beginning a session may begin,
    pub on_quarter: Mask,
    /// and those within which one may.
    pub off_quarter: Mask,
    /// Minutes since 1970 of the first start of a run and the number of starts, one every half hour.
    pub runs: Vec<i32>,
    /// Hours of the week, UTC, in which one may begin.
    pub hours: BTreeSet<i64>,
}

/// The free time of a tutor, a row for each length of session: today there is one.
pub(super) fn free_times(a: &Availability, now: DateTime<Utc>) -> Vec<FreeTime> {
    let at_once = Availability { notice: TimeDelta::zero(), viewer_busy: Vec::new(), ..a.clone() };
    let slots = bookings::free(&at_once, now, now, now + TimeDelta::days(KNOWN_DAYS));
    let short = |number: i64| i16::try_from(number).unwrap_or(i16::MAX);
    let mut free = FreeTime {
        minutes: short(a.session.num_minutes()),
        notice_hours: short(a.notice.num_hours()),
        on_quarter: Mask::empty(),
        off_quarter: Mask::empty(),
        runs: Vec::new(),
        hours: BTreeSet::new(),
    };
    for slot in slots {
        let starts = slot.starts_at.timestamp();
        let quarter = starts.div_euclid(QUARTER_SECONDS);
        let mask = if starts % QUARTER_SECONDS == 0 { &mut free.on_quarter } else { &mut free.off_quarter };
        mask.set(quarter);
        free.hours.insert(hour_of_week(quarter));
        extend(&mut free.runs, i32::try_from(starts.div_euclid(60)).unwrap_or(i32::MAX));
    }
    vec![free]
}

/// Adds a start to the last run, or begins another.
fn extend(runs: &mut Vec<i32>, minute: i32) {
    let step = i32::try_from(STEP_MINUTES).unwrap_or(30);
    if let [.., first, count] = runs.as_mut_slice()
        && minute == *first + *count * step
    {
        *count += 1;
        return;
    }
    runs.extend([minute, 1]);
}

/// All starts of the runs, in order.
pub(super) fn starts(runs: &[i32]) -> impl Iterator<Item = DateTime<Utc>> + '_ {
    runs.chunks_exact(2).flat_map(|run| {
        let first = i64::from(run[0]);
        (0..i64::from(run[1])).filter_map(move |n| DateTime::from_timestamp((first + n * STEP_MINUTES) * 60, 0))
    })
}

/// What is known of one tutor's free time, as a row of the list carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) minutes: i16,
    pub(super) notice_hours: i16,
    pub(super) runs: Vec<i32>,
}

impl Known {
    /// The first `count` times that lie within one of the stretches and do not overlap each other.
    pub(super) fn next_within(&self, now: DateTime<Utc>, spans: &[Span], count: usize) -> Vec<Slot> {
        self.first(now, count, |slot| {
            spans.iter().any(|&(from, until)| from <= slot.starts_at && slot.ends_at <= until)
        })
    }

    /// The first `count` times that overlap neither each other nor what the one who looks has already.
    pub(super) fn next(&self, now: DateTime<Utc>, busy: &[Span], count: usize) -> Vec<Slot> {
        self.first(now, count, |slot| !busy.iter().any(|&(from, until)| slot.starts_at < until && from < slot.ends_at))
    }

    fn first(&self, now: DateTime<Utc>, count: usize, suits: impl Fn(&Slot) -> bool) -> Vec<Slot> {
        let soonest = now + TimeDelta::hours(self.notice_hours.into());
        let session = TimeDelta::minutes(self.minutes.into());
        let slots =
            starts(&self.runs).filter(|at| soonest <= *at).map(|at| Slot { starts_at: at, ends_at: at + session });
        let mut chosen: Vec<Slot> = Vec::with_capacity(count);
        for slot in slots.filter(suits) {
            if chosen.last().is_none_or(|last| last.ends_at <= slot.starts_at) {
                chosen.push(slot);
            }
            if chosen.len() == count {
                break;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn runs_say_every_start_and_the_next_leave_out_what_is_taken() {
        let mut runs = Vec::new();
        let first = i32::try_from(at("2026-03-03T08:10:00Z").timestamp() / 60).unwrap();
        for later in [0, 30, 60, 120, 150] {
            extend(&mut runs, first + later);
        }
        assert_eq!(runs, [first, 3, first + 120, 2]);
        let known = Known { minutes: 60, notice_hours: 0, runs };
        let clock =
            |slots: Vec<Slot>| slots.iter().map(|slot| slot.starts_at.format("%H:%M").to_string()).collect::<Vec<_>>();
        let now = at("2026-03-03T07:00:00Z");
        assert_eq!(clock(known.next(now, &[], 3)), ["08:10", "09:10", "10:10"]);
        let busy = [(at("2026-03-03T08:00:00Z"), at("2026-03-03T08:30:00Z"))];
        assert_eq!(clock(known.next(now, &busy, 2)), ["08:40", "10:10"]);
        assert_eq!(
            clock(Known { notice_hours: 3, ..known.clone() }.next(now, &[], 9)),
            ["10:10"],
            "8:40 is too soon by then"
        );
        let span = [(at("2026-03-03T09:00:00Z"), at("2026-03-03T10:15:00Z"))];
        assert_eq!(clock(known.next_within(now, &span, 3)), ["09:10"]);
    }
}
