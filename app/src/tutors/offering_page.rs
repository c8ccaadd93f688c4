use contract::{
    AppError, OfferingId, Pairs,
    bookings::Policy,
    tutors::{Approval, LENGTHS, OfferingKind, OfferingTerms, Place, SaveOffering, Seats, length_field, price_text},
};
use domain::tutors;
use leptos::prelude::*;

use crate::{
    bookings::policy_words,
    request::{Done, Failure, Request, Screen},
    said::Said,
    ui::prelude::*,
};

pub async fn add_offering(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    tutors::save_offering(&request.ctx, request.user()?, None, SaveOffering::decode(&pairs)?).await?;
    Ok(Done::to("/teach/offerings").saying(Said::OfferingSaved))
}

pub async fn change_offering(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let id = request.id_param("id")?;
    tutors::save_offering(&request.ctx, request.user()?, Some(id), SaveOffering::decode(&pairs)?).await?;
    Ok(Done::to("/teach/offerings").saying(Said::OfferingSaved))
}

/// `/teach/offerings/new?kind=single`
pub async fn new_offering_page(request: Request) -> Result<Screen, Failure> {
    let kind = request.query("kind").and_then(|kind| kind.parse().ok()).unwrap_or(OfferingKind::Single);
    let currency = currency(&request).await?;
    let title = format!("Another {}", kind.title().to_lowercase());
    Ok(screen(&request, title, "Offer it", kind, proposed(kind), &currency))
}

/// `/teach/offerings/{id}`
pub async fn offering_page(request: Request) -> Result<Screen, Failure> {
    let id: OfferingId = request.id_param("id")?;
    let mine = tutors::my_offerings(&request.ctx, request.user()?).await?;
    let found = mine.into_iter().find(|offering| offering.id == id).ok_or(AppError::NotFound)?;
    let currency = currency(&request).await?;
    Ok(screen(&request, found.terms.title.clone(), "Save", found.kind, found.terms, &currency))
}

async fn currency(request: &Request) -> Result<String, Failure> {
    let user = request.user()?;
    let profile = tutors::profile(&request.ctx, &user.handle, Some(user.id)).await?;
    Ok(profile.ok_or(AppError::NotFound)?.currency)
}

/// What a form begins with.
fn proposed(kind: OfferingKind) -> OfferingTerms {
    OfferingTerms {
        title: kind.title().into(),
        about: String::new(),
        lengths: Vec::new(),
        before_minutes: 0,
        after_minutes: 10,
        notice_hours: 12,
        horizon_days: 60,
        day_cap: None,
        week_cap: None,
        approval: Approval::ByHand,
        answer_hours: 24,
        competing: false,
        policy: if kind == OfferingKind::Trial { Policy::Flexible } else { Policy::Moderate },
        place: Place::Room,
        place_detail: String::new(),
        seats: (kind == OfferingKind::Group).then_some(Seats { min: 2, max: 6, join_hours: 12 }),
    }
}

fn screen(
    request: &Request,
    title: String,
    label: &'static str,
    kind: OfferingKind,
    terms: OfferingTerms,
    currency: &str,
) -> Screen {
    let crumbs = vec![Crumb::new("/teach", "Your teaching"), Crumb::new("/teach/offerings", "What you offer")];
    let (key, group) = (request.key(), kind == OfferingKind::Group);
    let seats = terms.seats.map(seats_panel);
    let (prices, times, answers, place) = (
        prices(&terms, kind, currency),
        times_panel(&terms),
        (!group).then(|| answers_panel(&terms)),
        place_panel(&terms, &request.ctx.rooms.kinds()),
    );
    let policies = Policy::ALL.iter().map(|policy| {
        let (_, says) = split(policy_words(*policy));
        Choice::new(policy.as_str(), policy.title()).hint(says)
    });
    let policies: Vec<_> = policies.collect();
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs lead="What was booked already keeps the terms by which it was booked." />
        <div class="max-w-2xl">
            <Form key=key action_label=label look=Look::Primary>
                <input type="hidden" name="kind" value=kind.as_str() />
                <Panel title="What it is">
                    <div class="tf-stack">
                        <TextField name="title" label="Title" value=terms.title max_length=60 />
                        <TextAreaField name="about" label="What happens in it" value=terms.about rows=3 max_length=1000 required=false />
                    </div>
                </Panel>
                {prices}
                {seats}
                {times}
                {answers}
                <Panel title="If it is cancelled">
                    <RadioField name="policy" label="What students get back" choices=policies value=terms.policy.as_str() />
                </Panel>
                {place}
            </Form>
        </div>
    };
    Screen::new(title, body)
}

/// `Moderate` and what it says.
fn split(words: String) -> (String, String) {
    match words.split_once(": ") {
        Some((name, says)) => (name.to_owned(), says.to_owned()),
        None => (words, String::new()),
    }
}

fn prices(terms: &OfferingTerms, kind: OfferingKind, currency: &str) -> AnyView {
    let fields = LENGTHS
        .iter()
        .map(|&minutes| {
            let value = terms.lengths.iter().find(|length| length.minutes == minutes);
            let value = value.map(|length| price_text(length.price_minor)).unwrap_or_default();
            let (name, label) = (length_field(minutes), format!("{minutes} minutes"));
            view! { <TextField name=name label=label value=value required=false quiet=true /> }
        })
        .collect_view();
    let each = if kind == OfferingKind::Group { "for one seat" } else { "for the whole session" };
    let says = format!("In {currency}, {each}. Leave a length empty that you do not offer; 0 is free.");
    view! {
        <Panel title="Lengths and prices">
            <p class="text-soft mb-4">{says}</p>
            <div class="tf-price-grid">{fields}</div>
        </Panel>
    }
    .into_any()
}

fn seats_panel(seats: Seats) -> AnyView {
    view! {
        <Panel title="Seats">
            <div class="tf-stack">
                <div class="tf-field-pair">
                    <NumberField name="seats_min" label="So many must come" value=seats.min.to_string() min="1" max="100" />
                    <NumberField name="seats_max" label="So many may come" value=seats.max.to_string() min="2" max="100" />
                </div>
                <NumberField
                    name="join_hours"
                    label="One can join until"
                    value=seats.join_hours.to_string()
                    min="0"
                    max="168"
                    after="hours before the start"
                />
            </div>
        </Panel>
    }
    .into_any()
}

/// A list of choices with what is chosen among them, also where it was chosen before the list was this one.
fn choices(listed: &[(i16, &str)], chosen: i16, unit: &str) -> Vec<Choice> {
    let mut choices: Vec<_> = listed.iter().map(|(value, label)| Choice::new(value.to_string(), *label)).collect();
    if !listed.iter().any(|(value, _)| *value == chosen) {
        choices.push(Choice::new(chosen.to_string(), format!("{chosen} {unit}")));
    }
    choices
}

const MINUTES: [(i16, &str); 7] = [
    (0, "None"),
    (5, "5 minutes"),
    (10, "10 minutes"),
    (15, "15 minutes"),
    (30, "30 minutes"),
    (60, "An hour"),
    (120, "Two hours"),
];
const NOTICE: [(i16, &str); 8] = [
    (0, "None"),
    (2, "2 hours"),
    (6, "6 hours"),
    (12, "12 hours"),
    (24, "A day"),
    (48, "Two days"),
    (168, "A week"),
    (336, "Two weeks"),
];
const HORIZON: [(i16, &str); 6] =
    [(7, "A week"), (14, "Two weeks"), (30, "A month"), (60, "Two months"), (90, "Three months"), (180, "Half a year")];
const ANSWER: [(i16, &str); 6] =
    [(2, "2 hours"), (6, "6 hours"), (12, "12 hours"), (24, "A day"), (48, "Two days"), (72, "Three days")];

fn times_panel(terms: &OfferingTerms) -> AnyView {
    let cap = |cap: Option<i16>| cap.map(|cap| cap.to_string()).unwrap_or_default();
    let (day_cap, week_cap) = (cap(terms.day_cap), cap(terms.week_cap));
    let (before, after) =
        (choices(&MINUTES, terms.before_minutes, "minutes"), choices(&MINUTES, terms.after_minutes, "minutes"));
    let (notice, horizon) =
        (choices(&NOTICE, terms.notice_hours, "hours"), choices(&HORIZON, terms.horizon_days, "days"));
    let [before_value, after_value, notice_value, horizon_value] =
        [terms.before_minutes, terms.after_minutes, terms.notice_hours, terms.horizon_days].map(|n| n.to_string());
    view! {
        <Panel title="When">
            <div class="tf-stack">
                <div class="tf-field-pair">
                    <SelectField name="before_minutes" label="Kept free before" choices=before value=before_value />
                    <SelectField name="after_minutes" label="Kept free after" choices=after value=after_value />
                </div>
                <div class="tf-field-pair">
                    <SelectField name="notice_hours" label="Shortest notice" choices=notice value=notice_value />
                    <SelectField name="horizon_days" label="How far ahead" choices=horizon value=horizon_value />
                </div>
                <div class="tf-field-pair">
                    <NumberField name="day_cap" label="At most in a day" value=day_cap min="1" max="24" required=false hint="Empty: as many as fit." />
                    <NumberField name="week_cap" label="At most in a week" value=week_cap min="1" max="100" required=false hint="Empty: as many as fit." />
                </div>
            </div>
        </Panel>
    }
    .into_any()
}

fn answers_panel(terms: &OfferingTerms) -> AnyView {
    let ways = Approval::ALL.iter().map(|way| Choice::new(way.as_str(), way.title())).collect();
    let (hours, value) = (choices(&ANSWER, terms.answer_hours, "hours"), terms.answer_hours.to_string());
    let (approval, competing) = (terms.approval.as_str(), terms.competing);
    view! {
        <Panel title="How requests are answered">
            <div class="tf-stack">
                <RadioField name="approval" label="Requests" choices=ways value=approval />
                <SelectField
                    name="answer_hours"
                    label="I answer within"
                    choices=hours
                    value=value
                    hint="Where you answer each. After that a request runs out, and the time is free again."
                />
                <CheckField
                    name="competing"
                    label="Several may ask for the same time"
                    checked=competing
                    hint="Where you answer each. You choose one; the others are told at once."
                />
            </div>
        </Panel>
    }
    .into_any()
}

fn place_panel(terms: &OfferingTerms, rooms: &[Place]) -> AnyView {
    let mut there: Vec<Place> = [rooms, &[Place::Link, Place::InPerson]].concat();
    // What was chosen stays a choice, also where its rooms are gone, or have never been.
    if !there.contains(&terms.place) {
        there.insert(0, terms.place);
    }
    let places = there.into_iter().map(|place| {
        let hint = match place {
            Place::Room | Place::BigBlueButton | Place::LiveKit if !rooms.contains(&place) => {
                "There are none at the moment: write to each other where you meet."
            }
            Place::Room | Place::BigBlueButton | Place::LiveKit => {
                "Each session has one of its own, whose address nobody guesses."
            }
            Place::Link => "Whoever has booked sees it.",
            Place::InPerson => "Whoever has booked sees where.",
        };
        Choice::new(place.as_str(), place.title()).hint(hint)
    });
    let places: Vec<_> = places.collect();
    let (place, detail) = (terms.place.as_str(), terms.place_detail.clone());
    view! {
        <Panel title="Where you meet">
            <div class="tf-stack">
                <RadioField name="place" label="Place" choices=places value=place />
                <TextField
                    name="place_detail"
                    label="Link, or where in person"
                    hint="Such as https://meet.example.org/ada, or the town library, first floor."
                    value=detail
                    max_length=500
                    required=false
                />
            </div>
        </Panel>
    }
    .into_any()
}
