//! How times are worded for people, everywhere alike: the reader's own clock, written as they write, and where it hangs.
//!
//! Where a function takes `now`, the year is named when it is another one than now's; a mail, which may be read at any
//! time, passes `None` and names none.

mod ethiopian;
mod reader;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Offset, TimeDelta, Utc};
use chrono_tz::Tz;
use contract::{
    accounts::Locale,
    tutors::{self, HourRange, range_text},
};

pub use reader::Reader;

/// `Tue 24 Nov`, or `Tue 24 Nov 2026` in another year.
pub fn day(at: DateTime<Utc>, reader: impl Into<Reader>, now: impl Into<Option<DateTime<Utc>>>) -> String {
    let (reader, now) = (reader.into(), now.into());
    beside(&written_day(at, reader, now), ethiopian_day(at, reader, now))
}

/// `14:00`.
pub fn clock(at: DateTime<Utc>, reader: impl Into<Reader>) -> String {
    let reader = reader.into();
    beside(
        &written_clock(at, reader),
        reader.ethiopian.then(|| ethiopian::clock(at.with_timezone(&reader.zone).time())),
    )
}

/// `Tue 24 Nov, 14:00`.
pub fn moment(at: DateTime<Utc>, reader: impl Into<Reader>, now: impl Into<Option<DateTime<Utc>>>) -> String {
    let (reader, now) = (reader.into(), now.into());
    let there = ethiopian_day(at, reader, now).map(|day| {
        let clock = ethiopian::clock(at.with_timezone(&reader.zone).time());
        format!("{day}, {clock}")
    });
    beside(&format!("{}, {}", written_day(at, reader, now), written_clock(at, reader)), there)
}

/// `Tue 24 Nov, 14:00–15:00`.
pub fn span(
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    reader: impl Into<Reader>,
    now: impl Into<Option<DateTime<Utc>>>,
) -> String {
    let (reader, now) = (reader.into(), now.into());
    let there = ethiopian_day(from, reader, now).map(|day| {
        let local = |at: DateTime<Utc>| at.with_timezone(&reader.zone).time();
        format!("{day}, {}", ethiopian::span(local(from), local(to)))
    });
    beside(&format!("{}, {}", written_day(from, reader, now), written_span(from, to, reader)), there)
}

/// `Tue 24 Nov, 14:00–15:00 (Addis Ababa)`.
pub fn span_there(
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    reader: impl Into<Reader>,
    now: impl Into<Option<DateTime<Utc>>>,
) -> String {
    let reader = reader.into();
    format!("{} ({})", span(from, to, reader, now), place(reader.zone))
}

/// A day of the calendar, wherever it is: as [`day`].
pub fn date(date: NaiveDate, reader: impl Into<Reader>, now: impl Into<Option<DateTime<Utc>>>) -> String {
    let noon = date.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(12);
    day(noon, reader.into().at(Tz::UTC), now)
}

/// Hours of any day: `09:00–12:15`, as they are typed.
pub fn hours(range: HourRange, reader: Reader) -> String {
    let there = reader.ethiopian.then(|| ethiopian::span(time_of_day(range.starts), time_of_day(range.ends)));
    beside(&range_text(range), there)
}

/// A minute of any day: `09:00`.
pub fn time_of(minute: i16, reader: Reader) -> String {
    beside(&tutors::clock(minute), reader.ethiopian.then(|| ethiopian::clock(time_of_day(minute))))
}

fn time_of_day(minute: i16) -> NaiveTime {
    NaiveTime::MIN + TimeDelta::minutes(minute.into())
}

/// The place that a zone is named after: `Addis Ababa` of `Africa/Addis_Ababa`.
pub fn place(zone: Tz) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

/// Whether two zones show different clocks at that instant.
pub fn differ(at: DateTime<Utc>, a: Tz, b: Tz) -> bool {
    at.with_timezone(&a).offset().fix() != at.with_timezone(&b).offset().fix()
}

/// `in 3 hours`, `20 minutes ago`: only under a day, else `None`.
pub fn relative(at: DateTime<Utc>, now: DateTime<Utc>) -> Option<String> {
    let distance = at - now;
    if distance.abs() >= TimeDelta::days(1) {
        return None;
    }
    let minutes = distance.num_minutes().abs();
    let amount = match minutes {
        0 => return Some("now".into()),
        1 => "a minute".into(),
        2..=59 => format!("{minutes} minutes"),
        60..=119 => "an hour".into(),
        _ => format!("{} hours", minutes / 60),
    };
    Some(if distance > TimeDelta::zero() { format!("in {amount}") } else { format!("{amount} ago") })
}

fn written_day(at: DateTime<Utc>, reader: Reader, now: Option<DateTime<Utc>>) -> String {
    let format = match (reader.locale, names_year(at, reader, now)) {
        (Locale::British, false) => "%a %-d %b",
        (Locale::British, true) => "%a %-d %b %Y",
        (Locale::American, false) => "%a, %b %-d",
        (Locale::American, true) => "%a, %b %-d, %Y",
    };
    at.with_timezone(&reader.zone).format(format).to_string()
}

fn names_year(at: DateTime<Utc>, reader: Reader, now: Option<DateTime<Utc>>) -> bool {
    let year = |at: DateTime<Utc>| at.with_timezone(&reader.zone).year();
    now.is_some_and(|now| year(at) != year(now))
}

fn written_clock(at: DateTime<Utc>, reader: Reader) -> String {
    at.with_timezone(&reader.zone)
        .format(match reader.locale {
            Locale::British => "%H:%M",
            Locale::American => "%-I:%M %p",
        })
        .to_string()
}

/// `14:00–15:00`, `2:00–3:00 PM`, `11:30 AM–12:30 PM`.
fn written_span(from: DateTime<Utc>, to: DateTime<Utc>, reader: Reader) -> String {
    let (begins, ends) = (written_clock(from, reader), written_clock(to, reader));
    let shared = [" AM", " PM"].into_iter().find(|half| begins.ends_with(half) && ends.ends_with(half));
    let begins = shared.and_then(|half| begins.strip_suffix(half)).unwrap_or(&begins);
    format!("{begins}–{ends}")
}

/// Named with its year where the other one is.
fn ethiopian_day(at: DateTime<Utc>, reader: Reader, now: Option<DateTime<Utc>>) -> Option<String> {
    let local = at.with_timezone(&reader.zone).date_naive();
    reader.ethiopian.then(|| ethiopian::day(local, names_year(at, reader, now))).flatten()
}

fn beside(written: &str, there: Option<String>) -> String {
    there.map_or_else(|| written.to_owned(), |there| format!("{written} · {there}"))
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn november() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 24, 11, 0, 0).unwrap()
    }

    #[test]
    fn the_readers_clock_and_place() {
        let read = |zone: Tz| span_there(november(), november() + TimeDelta::hours(1), zone, None);
        assert_eq!(read(Tz::Africa__Addis_Ababa), "Tue 24 Nov, 14:00–15:00 (Addis Ababa)");
        assert_eq!(read(Tz::Asia__Kolkata), "Tue 24 Nov, 16:30–17:30 (Kolkata)");
        assert_eq!(read(Tz::America__Argentina__Buenos_Aires), "Tue 24 Nov, 08:00–09:00 (Buenos Aires)");
        assert_eq!(read(Tz::Pacific__Kiritimati), "Wed 25 Nov, 01:00–02:00 (Kiritimati)");
        assert_eq!(read(Tz::UTC), "Tue 24 Nov, 11:00–12:00 (UTC)");
    }

    #[test]
    fn as_americans_write() {
        let reader = Reader { locale: Locale::American, ..Reader::from(Tz::America__New_York) };
        let hours = |from: i64, to: i64| {
            let at = |hours| november() + TimeDelta::hours(hours);
            span(at(from), at(to), reader, None)
        };
        assert_eq!(hours(0, 1), "Tue, Nov 24, 6:00–7:00 AM");
        assert_eq!(hours(5, 7), "Tue, Nov 24, 11:00 AM–1:00 PM");
        assert_eq!(hours(17, 19), "Tue, Nov 24, 11:00 PM–1:00 AM");
        assert_eq!(day(november(), reader, november() + TimeDelta::days(60)), "Tue, Nov 24, 2026");
    }

    #[test]
    fn as_ethiopians_read_beside() {
        let reader = Reader { ethiopian: true, ..Reader::from(Tz::Africa__Addis_Ababa) };
        let later = november() + TimeDelta::hours(1);
        assert_eq!(span(november(), later, reader, None), "Tue 24 Nov, 14:00–15:00 · 15 Hidar, 8:00–9:00 by day");
        assert_eq!(clock(november(), reader), "14:00 · 8:00 by day");
        let evening = HourRange { starts: 1200, ends: 1440 };
        assert_eq!(hours(evening, reader), "20:00–24:00 · 2:00–6:00 at night");
        assert_eq!(hours(evening, Tz::UTC.into()), "20:00–24:00");
        assert_eq!(time_of(540, reader), "09:00 · 3:00 by day");
        assert_eq!(date(november().date_naive(), reader, None), "Tue 24 Nov · 15 Hidar");
        let next_year = november() + TimeDelta::days(60);
        assert_eq!(moment(november(), reader, next_year), "Tue 24 Nov 2026, 14:00 · 15 Hidar 2019, 8:00 by day");
    }
}
