//! How times are worded for people, everywhere alike: the reader's own clock, and where it hangs.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// `Tue 24 Nov, 14:00`.
pub fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%a %-d %b, %H:%M").to_string()
}

/// `Tue 24 Nov, 14:00–15:00 (Addis Ababa)`.
pub fn span(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>, zone: Tz) -> String {
    let ends = ends_at.with_timezone(&zone).format("%H:%M");
    format!("{}–{ends} ({})", moment(starts_at, zone), place(zone))
}

/// The place that a zone is named after: `Addis Ababa`.
pub fn place(zone: Tz) -> String {
    zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone};

    use super::*;

    #[test]
    fn the_readers_clock_and_place() {
        let at = Utc.with_ymd_and_hms(2026, 11, 24, 11, 0, 0).unwrap();
        let read = |zone| span(at, at + TimeDelta::hours(1), zone);
        assert_eq!(read(Tz::Africa__Addis_Ababa), "Tue 24 Nov, 14:00–15:00 (Addis Ababa)");
        assert_eq!(read(Tz::Asia__Kolkata), "Tue 24 Nov, 16:30–17:30 (Kolkata)");
        assert_eq!(read(Tz::America__Argentina__Buenos_Aires), "Tue 24 Nov, 08:00–09:00 (Buenos Aires)");
        assert_eq!(read(Tz::Pacific__Kiritimati), "Wed 25 Nov, 01:00–02:00 (Kiritimati)");
        assert_eq!(read(Tz::UTC), "Tue 24 Nov, 11:00–12:00 (UTC)");
    }
}
