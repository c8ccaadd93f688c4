//! The same session week after week: first its first date, then all of them, each with what stands in its way.

use chrono::{DateTime, Utc};
use contract::{
    AppError, Pairs,
    bookings::{BookSeries, SERIES_MAX},
    tutors::OfferingKind,
};
use domain::{
    bookings::{self, Availability, Planned},
    tutors::{self, Profile},
};
use leptos::prelude::*;

use super::{
    action_forms::sent,
    chosen::{Choices, Chosen, ChosenFields},
    slot_picker::SlotPicker,
    week::week,
    why_not,
    words::policy_words,
};
use crate::{
    money::money,
    request::{Done, Failure, Refused, Request, Screen},
    said::Said,
    time,
    tutors::length_words,
    ui::prelude::*,
};

pub async fn book_series(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let form = BookSeries::decode(&pairs)?;
    let id = bookings::book_series(&request.ctx, request.user()?, request.param("handle")?, form).await?;
    Ok(Done::to(format!("/bookings/{id}")).saying(Said::SeriesRequested))
}

/// What the address asks for.
struct Asked {
    start: Option<DateTime<Utc>>,
    times: i64,
    every: i64,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let number =
            |name, most: i64| request.query(name).and_then(|text| text.parse().ok()).filter(|n| (1..=most).contains(n));
        Self {
            start: request.query("start").and_then(|text| text.parse().ok()),
            times: number("times", SERIES_MAX).unwrap_or(6),
            every: number("every", 4).unwrap_or(1),
        }
    }
}

pub async fn series_page(request: Request) -> Result<Screen, Failure> {
    let handle = request.param("handle")?.to_owned();
    let me = request.user()?.id;
    let tutor = tutors::profile(&request.ctx, &handle, Some(me)).await?.ok_or(AppError::NotFound)?;
    let offerings = tutors::offerings_of(&request.ctx, tutor.id).await?;
    let offerings: Vec<_> = offerings.into_iter().filter(|o| o.kind == OfferingKind::Single).collect();
    let chosen = Chosen::of(&request, &offerings).filter(|_| tutor.id != me).ok_or(AppError::NotFound)?;
    let availability = bookings::availability_for(&request.ctx, tutor.id, Some(me), Some(chosen.choice())).await?;
    let availability = availability.ok_or(AppError::NotFound)?;
    let (asked, now) = (Asked::of(&request), request.ctx.now());
    let title = format!("Regular sessions with {}", tutor.name);
    let crumbs = vec![
        Crumb::new("/tutors", "Find a tutor"),
        Crumb::new(format!("/tutors/{handle}"), tutor.name.clone()),
        Crumb::new(format!("/tutors/{handle}/book"), "Book"),
    ];
    let lead = format!(
        "{} · {} · all times in your zone, {}",
        chosen.offering.terms.title,
        length_words(chosen.length, &tutor.currency),
        time::zone_name(request.reader.zone)
    );
    let first = request.query("from").and_then(|day| day.parse().ok());
    let first = first.or_else(|| asked.start.map(|at| at.with_timezone(&request.reader.zone).date_naive()));
    let shown = week(&availability, request.reader, now, first);
    let wanted = view! { <Wanted handle=handle.clone() chosen=chosen.clone() week=shown start=asked.start.map(sent).unwrap_or_default() times=asked.times every=asked.every /> };
    let dates = asked.start.map(|start| {
        let planned = bookings::plan_series(&availability, now, start, asked.every, asked.times);
        view! { <Dates request=request.clone() tutor=tutor.clone() chosen=chosen.clone() availability=availability planned=planned /> }
    });
    let (all, picked, currency) = (offerings, chosen, tutor.currency.clone());
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs lead=lead />
        <div class="tf-stack">
            <Choices handle=handle offerings=all chosen=picked currency=currency page="series" />
            {wanted}
            {dates}
        </div>
    };
    Ok(Screen::new(title, body))
}

/// The first date, how many, how often: a question in the address.
#[component]
fn Wanted(
    handle: String,
    chosen: Chosen,
    week: super::week::WeekView,
    start: String,
    times: i64,
    every: i64,
) -> impl IntoView {
    let mut keep = chosen.pairs();
    keep.push(("times".into(), times.to_string()));
    keep.push(("every".into(), every.to_string()));
    let count = (2..=SERIES_MAX).map(|n| Choice::new(n.to_string(), format!("{n} sessions"))).collect();
    let often = [(1, "Every week"), (2, "Every other week"), (4, "Every fourth week")];
    let often = often.map(|(weeks, words)| Choice::new(weeks.to_string(), words)).to_vec();
    view! {
        <Panel title="When it begins">
            <form method="get" action=format!("/tutors/{handle}/series") class="tf-stack">
                <ChosenFields chosen=chosen />
                <SlotPicker week=week chosen=start keep=keep />
                <div class="grid gap-4 sm:grid-cols-2 max-w-xl">
                    <SelectField name="every" label="How often" choices=often value=every.to_string() />
                    <SelectField name="times" label="How many" choices=count value=times.to_string() />
                </div>
                <div class="tf-actions">
                    <Button submit=true>"Show the dates"</Button>
                </div>
            </form>
        </Panel>
    }
}

/// Every date, and what is asked for.
#[component]
fn Dates(
    request: Request,
    tutor: Profile,
    chosen: Chosen,
    availability: Availability,
    planned: Vec<Planned>,
) -> impl IntoView {
    let free = planned.iter().filter(|date| date.why.is_none()).count();
    let all = planned.len();
    let says = match all - free {
        0 => format!("All {all} dates are free."),
        1 => "One date is not free. Choose another time for it, or leave it out.".to_owned(),
        n => format!("{n} dates are not free. Choose other times for them, or leave them out."),
    };
    let tone = if free == all { Tone::Success } else { Tone::Warning };
    let rows =
        (1..).zip(planned).map(|(nth, date)| date_row(&request, &tutor.name, &availability, nth, date)).collect_view();
    let subjects: Vec<Choice> = tutor.subjects().into_iter().map(|(slug, name)| Choice::new(slug, name)).collect();
    let subject = subjects.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let terms = chosen.offering.terms.clone();
    let price = money(chosen.length.price_minor, &tutor.currency);
    let each = if chosen.length.price_minor == 0 { "Each is free".to_owned() } else { format!("{price} each") };
    let consequence = format!(
        "{each}. {} gets one mail for all of them and answers within {} hours. You pay nothing here. {}, for each by itself.",
        tutor.name,
        terms.answer_hours,
        policy_words(terms.policy)
    );
    let refused = use_context::<Refused>().is_some();
    let key = request.key();
    view! {
        <Form key=key action_label="Request these dates" look=Look::Primary consequence=consequence>
            <Panel title="The dates">
                {(!refused).then(|| view! { <Banner tone=tone title=says /> })}
                <ChosenFields chosen=chosen />
                <div class="tf-dates">{rows}</div>
            </Panel>
            <Panel title="What about">
                <SelectField name="subject" label="Subject" choices=subjects value=subject />
                <TextAreaField
                    name="message"
                    label="What do you want help with?"
                    hint="Where you are, and what you want to be able to do by the end."
                    rows=4
                    max_length=2000
                />
            </Panel>
        </Form>
    }
}

/// One date: its time, if it is free, other times nearby, or none.
fn date_row(request: &Request, tutor: &str, a: &Availability, nth: usize, date: Planned) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let moment = |at| time::moment(at, reader, now);
    let free = date.why.is_none();
    let mut times: Vec<Choice> = Vec::new();
    if free {
        times.push(Choice::new(sent(date.wish), moment(date.wish)));
    }
    times.extend(date.instead.iter().map(|slot| Choice::new(sent(slot.starts_at), moment(slot.starts_at))));
    let value = if free { sent(date.wish) } else { String::new() };
    let says = date.why.map(|why| why_not::words(&why, tutor, a, reader, now));
    let label = moment(date.wish);
    view! {
        <div class="tf-date">
            <SelectField name=format!("at_{nth}") label=label choices=times value=value any="Leave it out" required=false quiet=true />
            {says.map(|says| view! { <p class="text-soft text-sm">{says}</p> })}
        </div>
    }
    .into_any()
}
