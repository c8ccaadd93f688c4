//! Small things that more than one page says of a tutor.

use contract::tutors::{Level, WEEKDAYS, WeekdayRange, clock, language_name};

/// `English, Amharic`.
pub(super) fn languages(codes: &[String]) -> String {
    let names: Vec<_> = codes.iter().filter_map(|code| language_name(code)).collect();
    names.join(", ")
}

/// `School, university`.
pub(super) fn levels(levels: &[Level]) -> String {
    let words: Vec<_> = levels.iter().map(|level| level.title().to_lowercase()).collect();
    words.join(", ")
}

/// Each day of the week with its ranges as `09:00–12:00, 14:00–18:00`; days without any are left out.
pub(super) fn week(hours: &[WeekdayRange]) -> Vec<(&'static str, String)> {
    (1..)
        .zip(WEEKDAYS)
        .filter_map(|(weekday, (_, name))| {
            let ranges: Vec<_> = hours
                .iter()
                .filter(|range| range.weekday == weekday)
                .map(|range| format!("{}–{}", clock(range.range.starts), clock(range.range.ends)))
                .collect();
            (!ranges.is_empty()).then(|| (name, ranges.join(", ")))
        })
        .collect()
}

/// `4.5 and better`, from tenths.
pub(super) fn stars(tenths: u8) -> String {
    match tenths % 10 {
        0 => format!("{} and better", tenths / 10),
        part => format!("{}.{part} and better", tenths / 10),
    }
}

/// A count that is only known to be at least so much.
pub(super) fn at_least(count: i64, capped: bool) -> String {
    if capped { format!("{count}+") } else { count.to_string() }
}
