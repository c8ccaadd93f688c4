use chrono::{NaiveDate, TimeDelta};
use contract::tutors::SESSION_MINUTES;
use domain::{
    accounts::parse_zone,
    bookings::{self, Availability},
    when::Reader,
};
use leptos::prelude::*;

use super::PATH;
use crate::{
    accounts::ZoneField,
    bookings::{DayView, week},
    request::{Failure, Request},
    time,
    ui::prelude::*,
};

/// Weeks that are shown.
const WEEKS: i64 = 2;

/// The free times of the next two weeks, in a zone and for a length of one's choice.
pub(super) async fn preview(request: &Request) -> Result<AnyView, Failure> {
    let user = request.user()?;
    let Some(hours) = bookings::availability(&request.ctx, user.id, None).await? else { return Ok(nothing_offered()) };
    let reader = request.query("zone").and_then(parse_zone).map_or(request.reader, |zone| request.reader.at(zone));
    let minutes = request.query("minutes").and_then(|text| text.parse().ok());
    let minutes = minutes.filter(|minutes| SESSION_MINUTES.contains(minutes)).map(i64::from);
    let hours = Availability { session: minutes.map_or(hours.session, TimeDelta::minutes), ..hours };
    let days = two_weeks(&hours, reader, request);
    let free = days.iter().map(|day| day.slots.len()).sum::<usize>();
    let rows = days.into_iter().map(day_row).collect_view();
    let lengths = SESSION_MINUTES.iter().map(|m| Choice::new(m.to_string(), format!("{m} minutes"))).collect();
    let length = hours.session.num_minutes().to_string();
    let title = format!("{free} times to begin in the next two weeks, in {}", time::zone_name(reader.zone));
    let own = format!("/tutors/{}/book", user.handle);
    Ok(view! {
        <form method="get" action=PATH class="tf-form">
            <input type="hidden" name="part" value="preview" />
            <div class="tf-field-pair">
                <ZoneField value=reader.zone.name() hint="Where the student is." />
                <SelectField name="minutes" label="Length of a session" hint="What the student books." choices=lengths value=length />
            </div>
            <div class="tf-form-foot">
                <Button submit=true>"Show"</Button>
            </div>
        </form>
        <Section title=title>
            <dl class="tf-free-times">{rows}</dl>
        </Section>
        <p><TextLink href=own>"The page where students choose a time"</TextLink></p>
    }
    .into_any())
}

fn nothing_offered() -> AnyView {
    view! {
        <EmptyState says="Students see no time of yours: nothing is offered that they could book." icon=Icon::CalendarClock>
            <ButtonLink href="/teach/offerings" look=Look::Primary>
                "Offer a lesson"
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn two_weeks(hours: &Availability, reader: Reader, request: &Request) -> Vec<DayView> {
    let now = request.ctx.now();
    let today: NaiveDate = now.with_timezone(&reader.zone).date_naive();
    (0..WEEKS).flat_map(|n| week(hours, reader, now, Some(today + TimeDelta::days(7 * n))).days).collect()
}

fn day_row(day: DayView) -> impl IntoView {
    let times: Vec<_> = day.slots.into_iter().map(|slot| view! { <li>{slot.time}</li> }).collect();
    let list = if times.is_empty() {
        view! { <span class="text-soft">"Nothing free"</span> }.into_any()
    } else {
        view! { <ul role="list">{times}</ul> }.into_any()
    };
    view! {
        <div>
            <dt>{day.title}</dt>
            <dd>{list}</dd>
        </div>
    }
}
