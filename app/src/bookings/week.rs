use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use domain::bookings::{self, Availability, Slot};
use domain::when::Reader;
use leptos::prelude::*;

use crate::time;

/// A free time as the slot picker shows it: worded on the server, where the zones are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotView {
    /// RFC 3339, as the form sends it back.
    pub start: String,
    /// `14:00` in the reader's zone.
    pub time: String,
    /// The tutor's own clock where it differs, such as `17:00`.
    pub theirs: Option<String>,
}

/// A day of the slot picker with its free times, perhaps none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayView {
    /// `Tue 24 Nov`.
    pub title: String,
    pub slots: Vec<SlotView>,
}

/// A week of free times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekView {
    /// The first day, `2026-11-23`.
    pub first: String,
    /// The first day of the week before, if it is not over.
    pub earlier: Option<String>,
    /// The first day of the next week, within the booking horizon.
    pub later: Option<String>,
    pub days: Vec<DayView>,
}

/// Days on one page of the picker.
const DAYS: u64 = 7;

/// The days from `first` on, in the reader's zone, kept between today and the horizon.
pub fn week(a: &Availability, reader: Reader, now: DateTime<Utc>, first: Option<NaiveDate>) -> WeekView {
    let today = now.with_timezone(&reader.zone).date_naive();
    let last_start = today + TimeDelta::days((a.horizon.num_days() - 7).max(0));
    let first = first.unwrap_or(today).clamp(today, last_start);
    let slots = bookings::free(a, now, midnight(reader, first), midnight(reader, first + Days::new(DAYS)));
    let days = first
        .iter_days()
        .take(usize::try_from(DAYS).unwrap_or(7))
        .map(|day| DayView {
            title: time::day(midnight(reader, day) + TimeDelta::hours(12), reader, now),
            slots: slots
                .iter()
                .filter(|slot| slot.starts_at.with_timezone(&reader.zone).date_naive() == day)
                .map(|slot| slot_view(slot, a.zone, reader))
                .collect(),
        })
        .collect();
    WeekView {
        first: first.to_string(),
        earlier: (first > today).then(|| (first - TimeDelta::days(7)).max(today).to_string()),
        later: (first < last_start).then(|| (first + Days::new(DAYS)).min(last_start).to_string()),
        days,
    }
}

/// A free time in both clocks where they differ.
pub fn slot_view(slot: &Slot, theirs: Tz, mine: Reader) -> SlotView {
    SlotView {
        start: slot.starts_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        time: time::clock(slot.starts_at, mine),
        theirs: time::differ(slot.starts_at, theirs, mine.zone).then(|| time::clock(slot.starts_at, mine.at(theirs))),
    }
}

fn midnight(reader: Reader, day: NaiveDate) -> DateTime<Utc> {
    let local = day.and_time(chrono::NaiveTime::MIN);
    // Where a day begins inside a gap, an hour later is its beginning.
    reader
        .zone
        .from_local_datetime(&local)
        .earliest()
        .or_else(|| reader.zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest())
        .map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
}

/// Free times as links straight into booking.
#[component]
pub fn SlotLinks(
    handle: String,
    slots: Vec<Slot>,
    reader: Reader,
    now: DateTime<Utc>,
    /// What else stands in the address.
    #[prop(optional)]
    keep: Vec<(String, String)>,
) -> impl IntoView {
    let mut kept = form_urlencoded::Serializer::new(String::new());
    let kept = kept.extend_pairs(&keep).finish();
    let more = if kept.is_empty() { kept } else { format!("&{kept}") };
    let links = slots
        .into_iter()
        .map(|slot| {
            let start = slot.starts_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            let href = format!("/tutors/{handle}/book?start={start}{more}");
            view! {
                <a class="tf-slot" href=href>
                    <time datetime=start.clone() data-local="both">
                        {time::moment(slot.starts_at, reader, now)}
                    </time>
                </a>
            }
        })
        .collect_view();
    view! { <div class="tf-slots">{links}</div> }
}
