//! "Why can I not book Tuesday at six?": a question about one time, answered with the rule that says no.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use domain::bookings::{Availability, Full, WhyNot, why_not};
use domain::when::Reader;
use leptos::prelude::*;

use crate::{request::Request, time, ui::prelude::*};

/// The form that asks, and the answer to what was asked. The address holds the question.
#[component]
pub fn AskWhy(
    request: Request,
    availability: Availability,
    path: String,
    tutor: String,
    /// What else stands in the address.
    keep: Vec<(String, String)>,
) -> impl IntoView {
    let keep =
        keep.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let query = |name: &str| request.query(name).unwrap_or_default().to_owned();
    let (day, clock) = (query("day"), query("time"));
    let asked = asked(&day, &clock, request.reader);
    let now = request.ctx.now();
    let open = asked.is_some();
    let answer = asked.map(|at| {
        let when = time::moment(at, request.reader, now);
        let (tone, title) = match why_not(&availability, now, at) {
            None => (Tone::Success, format!("{when} is free.")),
            Some(why) => {
                (Tone::Neutral, format!("{when}: {}", words(&why, &tutor, &availability, request.reader, now)))
            }
        };
        view! { <div role="status"><Banner tone=tone title=title /></div> }
    });
    view! {
        <Disclosure label="Why is a time not free?" open=open>
            <form method="get" action=path class="tf-stack mb-4">
                {keep}
                <div class="grid gap-4 sm:grid-cols-2">
                    <DateField name="day" label="Day" value=day />
                    <TimeField name="time" label="Time" value=clock />
                </div>
                <div class="tf-actions">
                    <Button submit=true>"Ask"</Button>
                </div>
            </form>
            {answer}
        </Disclosure>
    }
}

/// A day and a time on the reader's clock. Of a time that happens twice, the first.
fn asked(day: &str, clock: &str, reader: Reader) -> Option<DateTime<Utc>> {
    let local = day.parse::<NaiveDate>().ok()?.and_time(NaiveTime::parse_from_str(clock, "%H:%M").ok()?);
    let at = reader.zone.from_local_datetime(&local).earliest();
    // What the clocks jump over is asked for an hour later.
    let at = at.or_else(|| reader.zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest());
    at.map(|at| at.with_timezone(&Utc))
}

pub(super) fn words(why: &WhyNot, tutor: &str, a: &Availability, reader: Reader, now: DateTime<Utc>) -> String {
    let span = |&(from, until): &(DateTime<Utc>, DateTime<Utc>)| time::span(from, until, reader, now);
    let start = |at: DateTime<Utc>| time::clock(at, reader);
    match why {
        WhyNot::Past => "that has passed.".into(),
        WhyNot::TooSoon { notice } => {
            format!("{tutor} asks for {} hours between the request and the session.", notice.num_hours())
        }
        WhyNot::TooFar { until } => format!("sessions are booked until {} for now.", time::day(*until, reader, now)),
        WhyNot::Full { of, cap } => {
            let (many, within) = (*cap, if *of == Full::Day { "a day" } else { "a week" });
            format!("{tutor} gives {many} of these in {within}, and they are booked.")
        }
        WhyNot::DayOff { .. } => format!("{tutor} has that day off."),
        WhyNot::OutsideHours { hours } if hours.is_empty() => format!("{tutor} has no hours on that day."),
        WhyNot::OutsideHours { hours } => {
            let hours: Vec<_> = hours.iter().map(span).collect();
            let length = a.session.num_minutes();
            format!("a session of {length} minutes from then is outside of {tutor}’s hours: {}.", hours.join(" and "))
        }
        WhyNot::NoStart { before, after } => {
            let starts: Vec<_> = [before, after].into_iter().flatten().map(|at| start(*at)).collect();
            format!("no session begins then. One begins at {}.", starts.join(" and at "))
        }
        WhyNot::Taken { from, until } => {
            format!(
                "{tutor} has something from {} to {}, the time between sessions included.",
                start(*from),
                start(*until)
            )
        }
        WhyNot::YouAreBusy { from, until } => format!("you have something yourself: {}.", span(&(*from, *until))),
    }
}
