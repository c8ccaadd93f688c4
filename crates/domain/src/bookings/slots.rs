//! Free time, computed. Hours are local to the tutor and mean what the clock on the wall shows, so every day is turned
//! into instants on its own: on the two days a year when clocks jump, hours move with them.

use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{
    wall_clock::local_ranges,
    year::{Year, hours_of},
};

/// Sessions begin on a grid of so many minutes from the start of a range.
pub const STEP_MINUTES: i64 = 30;

/// A session that could be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// A range of each week: ISO weekday (1 = Monday), minutes of the local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeeklyRange {
    pub weekday: i16,
    pub starts: i16,
    pub ends: i16,
}

/// A range of one day that stands instead of the weekly ones; an empty range is a day off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayRange {
    pub day: NaiveDate,
    pub starts: i16,
    pub ends: i16,
}

/// So many sessions are given in a day and in a week of the tutor's own calendar; `None`: as many as fit.
#[derive(Clone, Debug, Default)]
pub struct Caps {
    pub day: Option<i16>,
    pub week: Option<i16>,
    /// When those begin that there are already; of use only where there is a cap.
    pub booked: Vec<DateTime<Utc>>,
}

/// Everything that decides when someone is free.
#[derive(Clone, Debug)]
pub struct Availability {
    pub zone: Tz,
    pub session: TimeDelta,
    /// Kept free before and after each session.
    pub before: TimeDelta,
    pub after: TimeDelta,
    /// The soonest a session may begin, from now, and the latest.
    pub notice: TimeDelta,
    pub horizon: TimeDelta,
    pub caps: Caps,
    pub weekly: Vec<WeeklyRange>,
    pub overrides: Vec<DayRange>,
    pub year: Year,
    /// Taken time, as the database keeps it: a tutor's sessions with their buffers.
    pub busy: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// Taken time of the one who looks, who needs no buffer.
    pub viewer_busy: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

/// All free slots that begin within `from..until`, in order.
pub fn free(a: &Availability, now: DateTime<Utc>, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Slot> {
    let (soonest, latest) = (from.max(now + a.notice), now + a.horizon + TimeDelta::seconds(1));
    let possible = candidates(a, soonest, until.min(latest)).into_iter();
    possible.filter(|slot| !is_taken(a, slot) && full(a, slot.starts_at).is_none()).collect()
}

/// The slot that begins at `start` if the tutor's hours have one there, taken or not.
pub fn offered(a: &Availability, now: DateTime<Utc>, start: DateTime<Utc>) -> Option<Slot> {
    if start < now + a.notice || now + a.horizon < start {
        return None;
    }
    candidates(a, start, start + TimeDelta::minutes(1)).into_iter().find(|slot| slot.starts_at == start)
}

/// The first `count` free slots within `until` that do not overlap each other.
pub fn next_free(a: &Availability, now: DateTime<Utc>, until: DateTime<Utc>, count: usize) -> Vec<Slot> {
    let mut chosen: Vec<Slot> = Vec::with_capacity(count);
    for slot in free(a, now, now, until) {
        if chosen.len() == count {
            break;
        }
        if chosen.last().is_none_or(|last| last.ends_at <= slot.starts_at) {
            chosen.push(slot);
        }
    }
    chosen
}

/// The `count` free slots nearest to `wish`, in order of time.
pub fn nearest(a: &Availability, now: DateTime<Utc>, wish: DateTime<Utc>, count: usize) -> Vec<Slot> {
    let mut slots = free(a, now, wish - TimeDelta::days(7), wish + TimeDelta::days(7));
    slots.sort_by_key(|slot| ((slot.starts_at - wish).abs(), slot.starts_at));
    slots.truncate(count);
    slots.sort();
    slots
}

pub(super) fn is_taken(a: &Availability, slot: &Slot) -> bool {
    let (starts, ends) = (slot.starts_at - a.before, slot.ends_at + a.after);
    a.busy.iter().any(|&(from, to)| starts < to && from < ends)
        || a.viewer_busy.iter().any(|&(from, to)| slot.starts_at < to && from < slot.ends_at)
}

/// What has as many sessions as the tutor gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    Day,
    Week,
}

/// Whether the day or the week of that moment holds no more sessions.
pub fn full(a: &Availability, at: DateTime<Utc>) -> Option<Full> {
    let reached = |cap: Option<i16>, same: &dyn Fn(NaiveDate) -> bool| {
        let booked = || a.caps.booked.iter().filter(|start| same(local_day(a, **start))).count();
        cap.is_some_and(|cap| usize::try_from(cap).is_ok_and(|cap| cap <= booked()))
    };
    let day = local_day(a, at);
    match () {
        () if reached(a.caps.day, &|other| other == day) => Some(Full::Day),
        () if reached(a.caps.week, &|other| other.iso_week() == day.iso_week()) => Some(Full::Week),
        () => None,
    }
}

fn candidates(a: &Availability, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Slot> {
    let (Some(first), last) = (local_day(a, from).checked_sub_days(Days::new(1)), local_day(a, until)) else {
        return Vec::new();
    };
    let mut slots: Vec<Slot> = first
        .iter_days()
        .take_while(|day| *day <= last)
        .flat_map(|day| ranges_of(a, day))
        .flat_map(|(starts, ends)| slots_within(a.session, starts, ends))
        .filter(|slot| from <= slot.starts_at && slot.starts_at < until)
        .collect();
    slots.sort();
    slots.dedup();
    slots
}

pub(super) fn local_day(a: &Availability, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&a.zone).date_naive()
}

/// The day's ranges as instants.
pub(super) fn ranges_of(a: &Availability, day: NaiveDate) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    hours_of(a, day).into_iter().flat_map(|(starts, ends)| local_ranges(a.zone, day, starts, ends)).collect()
}

/// From the first to the last of some minutes of a local day; `ends` may reach into the next day. `None` for what the clocks jump over.
pub fn local_range(zone: Tz, day: NaiveDate, starts: i16, ends: i16) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let range = (instant(zone, day, starts, Edge::Start)?, instant(zone, day, ends, Edge::End)?);
    (range.0 < range.1).then_some(range)
}

/// When the clock on the wall shows that minute of the day: the first time, or the first instant after it if it never does.
pub(super) fn local_minute(zone: Tz, day: NaiveDate, minute: i16) -> Option<DateTime<Utc>> {
    instant(zone, day, minute, Edge::Start)
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

/// The instant of a local time: of one that happens twice the first, of one that never happens the first after the gap.
pub(super) fn local_instant(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.with_timezone(&Utc)),
        LocalResult::None => after_gap(zone, local),
    }
}

/// The instant of a local minute. Where a time happens twice, a range begins at the first and ends at the second;
/// where it never happens, the first instant after the gap.
fn instant(zone: Tz, day: NaiveDate, minute: i16, edge: Edge) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::new(day, NaiveTime::MIN) + TimeDelta::minutes(minute.into());
    match (zone.from_local_datetime(&local), edge) {
        (LocalResult::Single(at), _)
        | (LocalResult::Ambiguous(at, _), Edge::Start)
        | (LocalResult::Ambiguous(_, at), Edge::End) => Some(at.with_timezone(&Utc)),
        (LocalResult::None, _) => after_gap(zone, local),
    }
}

/// Gaps are at most a few hours and begin and end on whole quarters.
fn after_gap(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    (1..=96)
        .filter_map(|quarter| {
            zone.from_local_datetime(&(floor_quarter(local) + TimeDelta::minutes(15 * quarter))).earliest()
        })
        .map(|at| at.with_timezone(&Utc))
        .next()
}

fn floor_quarter(local: NaiveDateTime) -> NaiveDateTime {
    local - TimeDelta::minutes(i64::from(chrono::Timelike::minute(&local) % 15))
}

fn slots_within(session: TimeDelta, starts: DateTime<Utc>, ends: DateTime<Utc>) -> impl Iterator<Item = Slot> {
    (0..)
        .map(move |i| starts + TimeDelta::minutes(STEP_MINUTES * i))
        .map(move |at| Slot { starts_at: at, ends_at: at + session })
        .take_while(move |slot| slot.ends_at <= ends)
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
#[cfg(test)]
#[path = "zones_tests.rs"]
mod zones_tests;
