use chrono::NaiveDate;

use super::ranges::{CELLS, Cover, covers, parse_ranges, with_cell, without_cell};
use crate::{AppError, CommandKey, Fields, Pairs, Problem};

/// Names of fields and names of the days, Monday first: the ISO weekday less one is the place in this list.
pub const WEEKDAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

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

/// The whole week anew. Fields: `mon` to `sun`, each the ranges of the day; and where the half hours were sent as well, see
/// [`week`].
#[derive(Clone, Debug)]
pub struct EditHours {
    pub key: CommandKey,
    /// In order, free of overlap.
    pub week: Vec<WeekdayRange>,
}

impl EditHours {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), week: week(&mut f) };
        f.finish(form)
    }
}

/// The day is to have these hours on other weekdays too. Fields: `from` (a weekday's name in forms), `to` (repeats).
#[derive(Clone, Debug)]
pub struct CopyDay {
    pub key: CommandKey,
    pub from: i16,
    pub to: Vec<i16>,
}

impl CopyDay {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, from) = (f.key(), f.raw("from").and_then(weekday));
        if from.is_none() {
            f.problem("from", Problem::NotAChoice);
        }
        let to: Vec<i16> = f.all("to").into_iter().filter_map(weekday).filter(|to| Some(*to) != from).collect();
        if to.is_empty() {
            f.problem("to", Problem::Missing);
        }
        f.finish(Self { key, from: from.unwrap_or(1), to })
    }
}

/// One day that differs from the weekly hours. Fields: `day` (a date), `kind` (`off` or `hours`), and with hours `ranges`.
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
            Some("hours") => {
                let found = ranges(&mut f, "ranges");
                if found.is_empty() && !f.has_problem("ranges") {
                    f.problem("ranges", Problem::Missing);
                }
                found
            }
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

/// The last change is taken back, if it is still the one with this number.
#[derive(Clone, Debug)]
pub struct UndoHours {
    pub key: CommandKey,
    pub number: i64,
}

impl UndoHours {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), number: f.number("number", 0, i64::MAX) };
        f.finish(form)
    }
}

/// The ISO weekday of a field's name.
fn weekday(name: &str) -> Option<i16> {
    (1..).zip(WEEKDAYS).find(|(_, (prefix, _))| *prefix == name).map(|(number, _)| number)
}

/// The ranges of a week. What is written counts. Where half hours were ticked without script, `grid` says which of them
/// were on the page (`16-40`), `mon_was` what the day was then, and `cell` (`mon-18`) repeats: a tick that differs from what
/// was shown changes the day by that half hour.
pub(super) fn week(f: &mut Fields<'_>) -> Vec<WeekdayRange> {
    let shown = f.raw("grid").and_then(|text| text.split_once('-'));
    let shown = shown.and_then(|(from, to)| Some(from.parse().ok()?..to.parse::<i16>().ok()?.min(CELLS)));
    let ticked: Vec<String> = f.all("cell").into_iter().map(str::to_owned).collect();
    let mut week = Vec::new();
    for (weekday, (name, _)) in (1..).zip(WEEKDAYS) {
        let mut day = ranges(f, name);
        if let Some(shown) = shown.clone().filter(|_| !f.has_problem(name)) {
            let was = parse_ranges(f.raw(&format!("{name}_was")).unwrap_or_default()).unwrap_or_default();
            day = changed(day, &was, shown, |n| ticked.contains(&cell_value(name, n)));
        }
        week.extend(day.into_iter().map(|range| WeekdayRange { weekday, range }));
    }
    week
}

/// What a box of the grid sends.
pub fn cell_value(day: &str, number: i16) -> String {
    format!("{day}-{number}")
}

fn changed(
    day: Vec<HourRange>,
    was: &[HourRange],
    shown: impl Iterator<Item = i16>,
    ticked: impl Fn(i16) -> bool,
) -> Vec<HourRange> {
    shown.fold(day, |day, number| match (covers(was, number) != Cover::None, ticked(number)) {
        (false, true) => with_cell(day, number),
        (true, false) => without_cell(day, number),
        _ => day,
    })
}

fn ranges(f: &mut Fields<'_>, name: &str) -> Vec<HourRange> {
    parse_ranges(f.raw(name).unwrap_or_default()).unwrap_or_else(|problem| {
        f.problem(name, problem);
        Vec::new()
    })
}

#[cfg(test)]
#[path = "hours_tests.rs"]
mod tests;
