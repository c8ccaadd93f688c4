//! "Free when I am free": somebody's wish as stretches of time, and these as the mask that free time is asked by. A
//! session fits if it lies within a stretch whole, is not taken for the one who asks, and leaves the tutor their notice.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::tutors::{SESSION_MINUTES, Wish, Within};

use super::{
    mask::{Mask, hour_of_week, place, quarter, quarter_from},
    windows::KNOWN_DAYS,
};
use crate::bookings::local_range;

/// A stretch of time.
pub(super) type Span = (DateTime<Utc>, DateTime<Utc>);
/// Rows that were counted longer ago are not believed: their bits would soon mean other days.
const BELIEVED_DAYS: i64 = 3;
/// Hours in a week.
const WEEK: usize = 7 * 24;

/// A wish as the database is asked.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// For each length of session in quarters, the quarters in which one may begin; sessions that begin with a quarter,
    pub on_quarter: Vec<String>,
    /// and those that begin within one.
    pub off_quarter: Vec<String>,
    /// Hours of the week, UTC, in which one may begin. Empty: any.
    pub hours: BTreeSet<i64>,
    /// The place of the quarter of now, and how many quarters there are beyond whole hours of notice.
    pub first: i32,
    pub more: i32,
    pub counted_since: DateTime<Utc>,
}

impl Asked {
    pub(super) fn new(spans: &[Span], now: DateTime<Utc>) -> Self {
        let longest = SESSION_MINUTES.iter().max().map_or(8, |minutes| minutes / 15);
        let (mut on, mut off) = (Vec::new(), Vec::new());
        for quarters in 1..=longest {
            let (begins_with, begins_within) = starts(spans, i64::from(quarters));
            on.push(begins_with.text());
            off.push(begins_within.text());
        }
        Self {
            on_quarter: on,
            off_quarter: off,
            hours: hours(spans),
            first: i32::try_from(place(quarter(now))).unwrap_or(0),
            more: i32::from(quarter(now) != quarter_from(now)),
            counted_since: now - TimeDelta::days(BELIEVED_DAYS),
        }
    }
}

/// The quarters in which a session of so many quarters may begin to lie within a span: with the quarter, and within it.
fn starts(spans: &[Span], quarters: i64) -> (Mask, Mask) {
    let (mut on, mut off) = (Mask::empty(), Mask::empty());
    for &(from, until) in spans {
        let (first, last) = (quarter_from(from), quarter(until) - quarters);
        for quarter in first..=last {
            on.set(quarter);
            if quarter < last {
                off.set(quarter);
            }
        }
    }
    (on, off)
}

fn hours(spans: &[Span]) -> BTreeSet<i64> {
    let touched: BTreeSet<i64> =
        spans.iter().flat_map(|&(from, until)| (quarter(from)..quarter_from(until)).map(hour_of_week)).collect();
    if touched.len() == WEEK { BTreeSet::new() } else { touched }
}

/// The wish as stretches from now on, on the clock of a zone, without what is taken. In order, apart from each other.
pub(super) fn spans(wish: &Wish, zone: Tz, now: DateTime<Utc>, busy: &[Span]) -> Vec<Span> {
    let (from, until) = bounds(wish.within, zone, now);
    let first = from.with_timezone(&zone).date_naive() - Days::new(1);
    let last = until.with_timezone(&zone).date_naive();
    let days = first
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| wish.takes_day(day.weekday().number_from_monday()));
    let ranges = days.filter_map(|day| local_range(zone, day, wish.from, wish.from + wish.length()));
    let clipped = ranges.map(|(a, b)| (a.max(from), b.min(until))).filter(|(a, b)| a < b);
    without(joined(clipped.collect()), busy)
}

/// From when until when, at most as far as free time is known.
fn bounds(within: Within, zone: Tz, now: DateTime<Utc>) -> Span {
    let today = now.with_timezone(&zone).date_naive();
    let next_week = today + Days::new(u64::from(7 - today.weekday().num_days_from_monday()));
    let midnight = |day: NaiveDate| local_range(zone, day, 0, 24 * 60).map_or(now, |(begins, _)| begins);
    match within {
        Within::ThisWeek => (now, midnight(next_week)),
        Within::NextWeek => (midnight(next_week), midnight(next_week + Days::new(7))),
        Within::TwoWeeks => (now, now + TimeDelta::days(14)),
        Within::FourWeeks => (now, now + TimeDelta::days(KNOWN_DAYS)),
    }
}

/// Those that touch are one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for (from, until) in spans {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => out.push((from, until)),
        }
    }
    out
}

/// `busy` in order.
fn without(spans: Vec<Span>, busy: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    for (mut from, until) in spans {
        for &(taken, free) in busy {
            if taken < until && from < free {
                left.extend((from < taken).then_some((from, taken)));
                from = free;
            }
        }
        if from < until {
            left.push((from, until));
        }
    }
    left
}

/// Whether a session lies within one of the stretches.
pub(super) fn fits(spans: &[Span], (starts_at, ends_at): Span) -> bool {
    spans.iter().any(|&(from, until)| from <= starts_at && ends_at <= until)
}

#[cfg(test)]
#[path = "wish_tests.rs"]
mod tests;
