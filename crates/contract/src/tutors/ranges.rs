//! The hours of a day as people write them, `09:00–12:15, 14:00–18:00`, and as half hours to tick.

use super::HourRange;
use crate::Problem;

/// So many ranges in one day at most.
pub const RANGES_A_DAY: usize = 8;
/// Half hours of a day.
pub const CELLS: i16 = 48;
pub(super) const MIDNIGHT: i16 = 24 * 60;
const CELL: i16 = 30;

/// Reads the ranges of one day, in order; those that touch become one.
///
/// # Errors
/// `NotRanges`, `EndsBeforeStart`, `Overlaps`, `TooMany`.
pub fn parse_ranges(text: &str) -> Result<Vec<HourRange>, Problem> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut ranges = parts.map(parse_range).collect::<Result<Vec<_>, _>>()?;
    ranges.sort_unstable();
    if ranges.windows(2).any(|pair| pair[1].starts < pair[0].ends) {
        return Err(Problem::Overlaps);
    }
    let ranges = joined(ranges);
    if ranges.len() > RANGES_A_DAY { Err(Problem::TooMany { max: RANGES_A_DAY }) } else { Ok(ranges) }
}

/// The same as people read and write it.
pub fn ranges_text(ranges: &[HourRange]) -> String {
    ranges.iter().map(|range| range_text(*range)).collect::<Vec<_>>().join(", ")
}

/// `22:00–24:00`.
pub fn range_text(range: HourRange) -> String {
    let ends = if range.ends == MIDNIGHT { "24:00".to_owned() } else { clock(range.ends) };
    format!("{}–{ends}", clock(range.starts))
}

/// Minutes of the day as a field shows them: `08:30`. The end of the day is `00:00`, as time fields know no 24:00.
pub fn clock(minutes: i16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// From and to of a half hour, 0 to 47.
pub fn cell(number: i16) -> HourRange {
    HourRange { starts: number * CELL, ends: (number + 1) * CELL }
}

/// How much of a half hour lies in the ranges: nothing, a part or all of it.
pub fn covers(ranges: &[HourRange], number: i16) -> Cover {
    let cell = cell(number);
    let minutes: i16 =
        ranges.iter().map(|range| (range.ends.min(cell.ends) - range.starts.max(cell.starts)).max(0)).sum();
    match minutes {
        0 => Cover::None,
        CELL => Cover::Whole,
        _ => Cover::Part,
    }
}

/// See [`covers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    None,
    Part,
    Whole,
}

/// The ranges with a half hour more.
pub(super) fn with_cell(mut ranges: Vec<HourRange>, number: i16) -> Vec<HourRange> {
    ranges.push(cell(number));
    ranges.sort_unstable();
    joined(ranges)
}

/// The ranges without a half hour.
pub(super) fn without_cell(ranges: Vec<HourRange>, number: i16) -> Vec<HourRange> {
    let cell = cell(number);
    let before = |range: HourRange| HourRange { ends: range.ends.min(cell.starts), ..range };
    let after = |range: HourRange| HourRange { starts: range.starts.max(cell.ends), ..range };
    ranges
        .into_iter()
        .flat_map(|range| [before(range), after(range)])
        .filter(|range| range.starts < range.ends)
        .collect()
}

/// Ranges in order, of which those that touch or overlap become one.
fn joined(ranges: Vec<HourRange>) -> Vec<HourRange> {
    let mut joined: Vec<HourRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.starts <= last.ends => last.ends = last.ends.max(range.ends),
            _ => joined.push(range),
        }
    }
    joined
}

fn parse_range(text: &str) -> Result<HourRange, Problem> {
    let (from, to) = text.split_once(['-', '–', '—']).ok_or(Problem::NotRanges)?;
    let (starts, ends) = (parse_time(from.trim()), parse_time(to.trim()));
    let (starts, ends) = starts.zip(ends).ok_or(Problem::NotRanges)?;
    let ends = if ends == 0 { MIDNIGHT } else { ends };
    if ends <= starts { Err(Problem::EndsBeforeStart) } else { Ok(HourRange { starts, ends }) }
}

/// Minutes of the day from `9`, `09:00` or `24:00`.
pub(crate) fn parse_time(text: &str) -> Option<i16> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "00"));
    // Some browsers send seconds.
    let minutes = minutes.strip_suffix(":00").unwrap_or(minutes);
    let digits = |text: &str| !text.is_empty() && text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit());
    if !digits(hours) || !digits(minutes) || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= MIDNIGHT).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(text: &str) -> Vec<(i16, i16)> {
        parse_ranges(text).unwrap().iter().map(|range| (range.starts, range.ends)).collect()
    }

    #[test]
    fn ranges_as_people_write_them() {
        assert_eq!(flat("14:00–18:00, 9-12:15"), [(540, 735), (840, 1080)]);
        assert_eq!(flat(" 22:00 — 00:00 "), [(1320, 1440)]);
        assert_eq!(flat("0-24; "), [(0, 1440)]);
        assert_eq!(flat("08:00-10:00, 10:00-12:00"), [(480, 720)], "what touches is one");
        assert_eq!(flat(""), []);
        for text in ["09:00–12:15, 14:00–18:00", "00:00–24:00", ""] {
            assert_eq!(ranges_text(&parse_ranges(text).unwrap()), text);
        }
    }

    #[test]
    fn each_problem_of_a_text() {
        for text in ["mornings", "9", "9:0-10", "25-26", "9-12 14-18", "-", "09:00-12:60"] {
            assert_eq!(parse_ranges(text), Err(Problem::NotRanges), "{text}");
        }
        assert_eq!(parse_ranges("12-9"), Err(Problem::EndsBeforeStart));
        assert_eq!(parse_ranges("24-24"), Err(Problem::EndsBeforeStart));
        assert_eq!(parse_ranges("9-12, 11-13"), Err(Problem::Overlaps));
        let many: Vec<_> = (0..9).map(|n| format!("{}-{}", 2 * n, 2 * n + 1)).collect();
        assert_eq!(parse_ranges(&many.join(",")), Err(Problem::TooMany { max: 8 }));
    }

    #[test]
    fn half_hours_change_what_they_cover_and_nothing_else() {
        let day = parse_ranges("09:00-12:15").unwrap();
        assert_eq!([17, 18, 24, 25].map(|n| covers(&day, n)), [Cover::None, Cover::Whole, Cover::Part, Cover::None]);
        assert_eq!(ranges_text(&with_cell(day.clone(), 24)), "09:00–12:30");
        assert_eq!(ranges_text(&with_cell(day.clone(), 26)), "09:00–12:15, 13:00–13:30");
        assert_eq!(ranges_text(&without_cell(day.clone(), 20)), "09:00–10:00, 10:30–12:15");
        assert_eq!(ranges_text(&without_cell(day, 24)), "09:00–12:00");
        assert_eq!(ranges_text(&with_cell(Vec::new(), 47)), "23:30–24:00");
    }
}
