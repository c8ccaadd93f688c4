//! How times are worded for people, everywhere alike: the reader's own clock, and where it hangs.
//!
//! Where a function takes `now`, the year is named when it is another one than now's; a mail, which may be read at any
//! time, passes `None` and names none.

use chrono::{DateTime, Datelike, Offset, TimeDelta, Utc};
use chrono_tz::Tz;

/// `Tue 24 Nov`, or `Tue 24 Nov 2026` in another year.
pub fn day(at: DateTime<Utc>, zone: Tz, now: impl Into<Option<DateTime<Utc>>>) -> String {
    let local = at.with_timezone(&zone);
    let same_year = now.into().is_none_or(|now| local.year() == now.with_timezone(&zone).year());
    local.format(if same_year { "%a %-d %b" } else { "%a %-d %b %Y" }).to_string()
}

/// `14:00`.
pub fn clock(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

/// `Tue 24 Nov, 14:00`.
pub fn moment(at: DateTime<Utc>, zone: Tz, now: impl Into<Option<DateTime<Utc>>>) -> String {
    format!("{}, {}", day(at, zone, now), clock(at, zone))
}

/// `Tue 24 Nov, 14:00–15:00`.
pub fn span(from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz, now: impl Into<Option<DateTime<Utc>>>) -> String {
    format!("{}–{}", moment(from, zone, now), clock(to, zone))
}

/// `Tue 24 Nov, 14:00–15:00 (Addis Ababa)`.
pub fn span_there(from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz, now: impl Into<Option<DateTime<Utc>>>) -> String {
    format!("{} ({})", span(from, to, zone, now), place(zone))
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

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn the_readers_clock_and_place() {
        let at = Utc.with_ymd_and_hms(2026, 11, 24, 11, 0, 0).unwrap();
        let read = |zone| span_there(at, at + TimeDelta::hours(1), zone, None);
        assert_eq!(read(Tz::Africa__Addis_Ababa), "Tue 24 Nov, 14:00–15:00 (Addis Ababa)");
        assert_eq!(read(Tz::Asia__Kolkata), "Tue 24 Nov, 16:30–17:30 (Kolkata)");
        assert_eq!(read(Tz::America__Argentina__Buenos_Aires), "Tue 24 Nov, 08:00–09:00 (Buenos Aires)");
        assert_eq!(read(Tz::Pacific__Kiritimati), "Wed 25 Nov, 01:00–02:00 (Kiritimati)");
        assert_eq!(read(Tz::UTC), "Tue 24 Nov, 11:00–12:00 (UTC)");
    }
}
