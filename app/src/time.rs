//! Times on pages: worded by the domain, as in mails, and readable by machines.

use chrono::{DateTime, Utc};
pub use domain::when::{
    Reader, clock, date, day, differ, hours, moment, place as zone_name, relative, span, span_there, time_of,
};
use leptos::prelude::*;

/// A moment, readable by machines too. Visitors whose zone is not known get it from their browser.
#[component]
pub fn Moment(at: DateTime<Utc>, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339() data-local="both">{moment(at, reader, now)}</time> }
}

/// The name of the zone that times are in. Where the browser puts them into its own, it puts its name here.
#[component]
pub fn ZoneName(reader: Reader) -> impl IntoView {
    view! { <span data-zone-name="">{zone_name(reader.zone)}</span> }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

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
