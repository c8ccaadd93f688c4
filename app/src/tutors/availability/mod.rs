//! `/teach/availability`: when a tutor is free. The week, seasons, days off, and what a student sees of it.

mod days;
mod entries;
mod forms;
mod grid;
mod page;
mod preview;
mod seasons;
mod undo;
mod week;

pub use {forms::change_availability, page::availability_page};

use contract::tutors::{HourRange, WeekdayRange};
use domain::when::Reader;

use crate::time;

const PATH: &str = "/teach/availability";

/// The hours of one weekday, 1 is Monday.
fn of_weekday(week: &[WeekdayRange], weekday: i16) -> Vec<HourRange> {
    week.iter().filter(|range| range.weekday == weekday).map(|range| range.range).collect()
}

/// `09:00–12:15, 14:00–18:00`, or that there are none.
fn hours_line(ranges: &[HourRange], reader: Reader) -> String {
    if ranges.is_empty() {
        return "Not free".to_owned();
    }
    ranges.iter().map(|range| time::hours(*range, reader)).collect::<Vec<_>>().join(", ")
}
