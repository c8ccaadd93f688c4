//! The one way to write a time: in the reader's zone, with the zone named where it matters.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;

/// `Tue 24 Nov`, with the year when it is not the current one.
pub fn day(at: DateTime<Utc>, zone: Tz, now: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    let style = if local.year() == now.with_timezone(&zone).year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    local.format(style).to_string()
}

/// `14:00`.
pub fn clock(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

/// `Tue 24 Nov, 14:00–15:00`.
pub fn span(from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz, now: DateTime<Utc>) -> String {
    format!("{}, {}–{}", day(from, zone, now), clock(from, zone), clock(to, zone))
}

/// `Tue 24 Nov, 14:00`.
pub fn moment(at: DateTime<Utc>, zone: Tz, now: DateTime<Utc>) -> String {
    format!("{}, {}", day(at, zone, now), clock(at, zone))
}

/// `Addis Ababa` of `Africa/Addis_Ababa`.
pub fn zone_name(zone: Tz) -> String {
    zone.name().rsplit('/').next().unwrap_or("UTC").replace('_', " ")
}

/// Whether two zones show different clocks at that instant.
pub fn differ(at: DateTime<Utc>, a: Tz, b: Tz) -> bool {
    use chrono::Offset;
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

/// A moment, readable by machines too. Visitors whose zone is not known get it from their browser.
#[component]
pub fn Moment(at: DateTime<Utc>, zone: Tz, now: DateTime<Utc>) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339() data-local="both">{moment(at, zone, now)}</time> }
}

/// The name of the zone that times are in. Where the browser puts them into its own, it puts its name here.
#[component]
pub fn ZoneName(zone: Tz) -> impl IntoView {
    view! { <span data-zone-name="">{zone_name(zone)}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn times_in_words() {
        let (from, to, now) = (at("2026-11-24T11:00:00Z"), at("2026-11-24T12:00:00Z"), at("2026-11-21T12:00:00Z"));
        assert_eq!(span(from, to, Tz::Africa__Addis_Ababa, now), "Tue 24 Nov, 14:00–15:00");
        assert_eq!(day(from, Tz::UTC, at("2027-01-01T00:00:00Z")), "Tue 24 Nov 2026");
        assert_eq!(zone_name(Tz::Africa__Addis_Ababa), "Addis Ababa");
        assert_eq!(relative(at("2026-11-21T14:30:00Z"), now).as_deref(), Some("in 2 hours"));
        assert_eq!(relative(from, now), None);
    }

    #[test]
    fn clocks_may_agree_in_winter_alone() {
        assert!(!differ(at("2026-01-10T12:00:00Z"), Tz::Europe__London, Tz::UTC));
        assert!(differ(at("2026-07-10T12:00:00Z"), Tz::Europe__London, Tz::UTC));
    }
}
