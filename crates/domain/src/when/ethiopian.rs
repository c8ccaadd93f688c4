//! Days and hours as they are counted in Ethiopia: thirteen months, of which the last has five or six days, and two times twelve
//! hours that begin at six in the morning and at six in the evening.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use icu_calendar::{
    Date,
    cal::{Ethiopian, EthiopianEraStyle},
};

const MONTHS: [&str; 13] = [
    "Meskerem", "Tikimt", "Hidar", "Tahsas", "Tir", "Yekatit", "Megabit", "Miyazya", "Ginbot", "Sene", "Hamle",
    "Nehase", "Pagume",
];

/// The hours of one half of the day begin so late on the international clock.
const DAWN: u32 = 6;

/// `15 Hidar`, and with its year `15 Hidar 2019`. `None` for days before the calendar began to be counted.
pub(super) fn day(day: NaiveDate, with_year: bool) -> Option<String> {
    let (month, number) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    let iso = Date::try_new_iso(day.year(), month, number).ok()?;
    let there = iso.to_calendar(Ethiopian::new_with_era_style(EthiopianEraStyle::AmeteMihret));
    let month = MONTHS.get(usize::from(there.month().ordinal).checked_sub(1)?)?;
    let year = there.year().era_year_or_related_iso();
    let number = there.day_of_month().0;
    Some(if with_year { format!("{number} {month} {year}") } else { format!("{number} {month}") })
}

/// `8:00 by day` at 14:00, `2:00 at night` at 20:00.
pub(super) fn clock(time: NaiveTime) -> String {
    format!("{} {}", hours(time), half(time))
}

/// `8:00–9:00 by day`; both halves are named where they differ.
pub(super) fn span(from: NaiveTime, to: NaiveTime) -> String {
    if half(from) == half(to) {
        format!("{}–{}", hours(from), clock(to))
    } else {
        format!("{}–{}", clock(from), clock(to))
    }
}

fn hours(time: NaiveTime) -> String {
    let hour = (time.hour() + 12 - DAWN) % 12;
    format!("{}:{:02}", if hour == 0 { 12 } else { hour }, time.minute())
}

fn half(time: NaiveTime) -> &'static str {
    if (DAWN..DAWN + 12).contains(&time.hour()) { "by day" } else { "at night" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, number: u32) -> Option<String> {
        day(NaiveDate::from_ymd_opt(year, month, number).unwrap(), true)
    }

    #[test]
    fn known_days() {
        for ((year, month, number), there) in [
            ((2026, 9, 11), "1 Meskerem 2019"),
            ((2026, 9, 10), "5 Pagume 2018"),
            // 2015 was a leap year: the year after it began a day later.
            ((2023, 9, 11), "6 Pagume 2015"),
            ((2023, 9, 12), "1 Meskerem 2016"),
            ((2000, 1, 7), "28 Tahsas 1992"),
            ((2026, 11, 24), "15 Hidar 2019"),
        ] {
            assert_eq!(on(year, month, number).as_deref(), Some(there));
        }
    }

    #[test]
    fn the_day_begins_at_dawn() {
        let at = |hour, minute| clock(NaiveTime::from_hms_opt(hour, minute, 0).unwrap());
        assert_eq!(at(6, 0), "12:00 by day");
        assert_eq!(at(7, 30), "1:30 by day");
        assert_eq!(at(14, 0), "8:00 by day");
        assert_eq!(at(17, 59), "11:59 by day");
        assert_eq!(at(18, 0), "12:00 at night");
        assert_eq!(at(0, 0), "6:00 at night");
        assert_eq!(at(5, 59), "11:59 at night");
    }

    #[test]
    fn a_span_names_its_halves_once_where_it_can() {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        assert_eq!(span(time(14), time(15)), "8:00–9:00 by day");
        assert_eq!(span(time(17), time(19)), "11:00 by day–1:00 at night");
    }
}
