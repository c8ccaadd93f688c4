use chrono::NaiveDate;

use crate::{AppError, CommandKey, Fields, Pairs, Problem};

/// So many ranges in one day at most.
pub const RANGES_A_DAY: usize = 4;
/// Prefixes of the fields and names of the days, Monday first: the ISO weekday less one is the place in this list.
pub const WEEKDAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];
pub(super) const MIDNIGHT: i16 = 24 * 60;

/// From and to in minutes of the day, on the tutor's own clock; `ends` is at most 1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HourRange {
    pub starts: i16,
    pub ends: i16,
}

/// A range of a weekday that comes again every week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeekdayRange {
    /// 1 is Monday.
    pub weekday: i16,
    pub range: HourRange,
}

/// The whole week anew. Fields: `mon_1_start`, `mon_1_end` to `sun_4_end`, each `HH:MM`; an empty pair is no range.
#[derive(Clone, Debug)]
pub struct EditHours {
    pub key: CommandKey,
    /// In order, free of overlap.
    pub week: Vec<WeekdayRange>,
}

impl EditHours {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let key = f.key();
        let mut week = Vec::new();
        for (weekday, (prefix, _)) in (1..).zip(WEEKDAYS) {
            week.extend(ranges(&mut f, prefix).into_iter().map(|range| WeekdayRange { weekday, range }));
        }
        f.finish(Self { key, week })
    }
}

/// One day that differs from the weekly hours. Fields: `day` (a date), `kind` (`off` or `hours`), and with hours
/// `range_1_start`, `range_1_end` to `range_4_end`.
#[derive(Clone, Debug)]
pub struct AddOverride {
    pub key: CommandKey,
    pub day: NaiveDate,
    /// Empty: a day off.
    pub ranges: Vec<HourRange>,
}

impl AddOverride {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, day) = (f.key(), f.date("day"));
        let ranges = match f.raw("kind") {
            Some("off") => Vec::new(),
            Some("hours") => some_ranges(&mut f),
            _ => {
                f.problem("kind", Problem::NotAChoice);
                Vec::new()
            }
        };
        f.finish(Self { key, day, ranges })
    }
}

/// The day follows the weekly hours again.
#[derive(Clone, Debug)]
pub struct RemoveOverride {
    pub key: CommandKey,
    pub day: NaiveDate,
}

impl RemoveOverride {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), day: f.date("day") };
        f.finish(form)
    }
}

/// The name of a field: `hours_field("mon", 1, "start")` is `mon_1_start`.
pub fn hours_field(prefix: &str, number: usize, end: &str) -> String {
    format!("{prefix}_{number}_{end}")
}

/// Minutes of the day as a field shows them: `08:30`. The end of the day is `00:00`, as time fields know no 24:00.
pub fn clock(minutes: i16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

fn some_ranges(f: &mut Fields<'_>) -> Vec<HourRange> {
    let found = ranges(f, "range");
    let first = hours_field("range", 1, "start");
    let any =
        (1..=RANGES_A_DAY).any(|n| ["start", "end"].iter().any(|end| f.has_problem(&hours_field("range", n, end))));
    if found.is_empty() && !any {
        f.problem(&first, Problem::Missing);
    }
    found
}

/// The ranges of one day in order. Problems stand on the field that is wrong; of two ranges that overlap, on the start
/// of the one that is further down.
fn ranges(f: &mut Fields<'_>, prefix: &str) -> Vec<HourRange> {
    let mut found: Vec<HourRange> = Vec::new();
    for number in 1..=RANGES_A_DAY {
        let Some(range) = range(f, prefix, number) else { continue };
        if found.iter().any(|other| range.starts < other.ends && other.starts < range.ends) {
            f.problem(&hours_field(prefix, number, "start"), Problem::Overlaps);
        }
        found.push(range);
    }
    found.sort_unstable();
    found
}

fn range(f: &mut Fields<'_>, prefix: &str, number: usize) -> Option<HourRange> {
    let (start, end) = (hours_field(prefix, number, "start"), hours_field(prefix, number, "end"));
    let blank = |f: &Fields<'_>, name: &str| f.raw(name).is_none_or(|text| text.trim().is_empty());
    if blank(f, &start) && blank(f, &end) {
        return None;
    }
    let (starts, ends) = (time(f, &start), time(f, &end));
    let (starts, ends) = (starts?, ends?);
    let ends = if ends == 0 { MIDNIGHT } else { ends };
    if ends <= starts {
        f.problem(&end, Problem::EndsBeforeStart);
        return None;
    }
    Some(HourRange { starts, ends })
}

/// Minutes of the day from `HH:MM`, also from `24:00`.
fn time(f: &mut Fields<'_>, name: &str) -> Option<i16> {
    let text = f.raw(name).unwrap_or_default().trim();
    if text.is_empty() {
        f.problem(name, Problem::Missing);
        return None;
    }
    let parsed = parse_time(text);
    if parsed.is_none() {
        f.problem(name, Problem::NotADate);
    }
    parsed
}

pub(crate) fn parse_time(text: &str) -> Option<i16> {
    let (hours, minutes) = text.split_once(':')?;
    // Some browsers send seconds.
    let minutes = minutes.strip_suffix(":00").unwrap_or(minutes);
    if hours.len() > 2 || minutes.len() != 2 || !text.chars().all(|c| c.is_ascii_digit() || c == ':') {
        return None;
    }
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= MIDNIGHT).then_some(total)
}

#[cfg(test)]
#[path = "hours_tests.rs"]
mod tests;
