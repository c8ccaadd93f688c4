use chrono::{DateTime, Utc};
use contract::{
    AppError, Pairs, Refusal, UserId,
    bookings::Book,
    tutors::{Approval, OfferingKind, OfferingTerms},
};
use domain::{
    bookings::{self, Availability},
    tutors::{self, Profile},
};
use leptos::prelude::*;

use super::{
    about::about,
    chosen::{Choices, Chosen, ChosenFields},
    slot_picker::SlotPicker,
    week::{SlotLinks, week},
    why_not::AskWhy,
    words::policy_words,
};
use crate::{
    request::{Done, Failure, Refused, Request, Screen, value_of},
    said::Said,
    time,
    tutors::length_words,
    ui::prelude::*,
};

pub async fn book(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    if value_of(&pairs, "hold").is_some() {
        let form = Book::decode_hold(&pairs)?;
        let id = bookings::hold(&request.ctx, request.user()?, request.param("handle")?, form).await?;
        return Ok(Done::to(format!("/bookings/{id}")).saying(Said::Held));
    }
    let form = Book::decode(&pairs)?;
    let id = bookings::book(&request.ctx, request.user()?, request.param("handle")?, form).await?;
    Ok(Done::to(format!("/bookings/{id}")).saying(Said::Requested))
}

pub async fn book_page(request: Request) -> Result<Screen, Failure> {
    let handle = request.param("handle")?.to_owned();
    let me = request.user()?.id;
    let tutor = tutors::profile(&request.ctx, &handle, Some(me)).await?.ok_or(AppError::NotFound)?;
    let offerings = tutors::offerings_of(&request.ctx, tutor.id).await?;
    let offerings: Vec<_> = offerings.into_iter().filter(|offering| offering.kind != OfferingKind::Group).collect();
    let title = format!("Book {}", tutor.name);
    let crumbs =
        vec![Crumb::new("/tutors", "Find a tutor"), Crumb::new(format!("/tutors/{handle}"), tutor.name.clone())];
    let chosen = Chosen::of(&request, &offerings);
    let Some(chosen) = chosen else { return Ok(nothing_offered(title, crumbs, &tutor, me)) };
    let availability = bookings::availability_for(&request.ctx, tutor.id, Some(me), Some(chosen.choice())).await?;
    let availability = availability.ok_or(AppError::NotFound)?;
    let now = request.ctx.now();
    let lead = format!(
        "{} · {} · all times in your zone, {}",
        chosen.offering.terms.title,
        length_words(chosen.length, &tutor.currency),
        time::zone_name(request.reader.zone)
    );
    let why = view! {
        <AskWhy
            request=request.clone()
            availability=availability.clone()
            path=format!("/tutors/{handle}/book")
            tutor=tutor.name.clone()
            keep=chosen.pairs()
        />
    };
    let (all, picked, currency) = (offerings, chosen.clone(), tutor.currency.clone());
    let others = view! { <Choices handle=handle.clone() offerings=all chosen=picked currency=currency page="book" /> };
    let gone = chosen.instead.then(|| {
        view! { <Banner tone=Tone::Warning title="What you had chosen is not offered any more. This is what there is now." /> }
    });
    let content = if tutor.id == me {
        let refused = use_context::<Refused>().map(|Refused(error)| error.to_string());
        let first = request.query("from").and_then(|day| day.parse().ok());
        let shown = week(&availability, request.reader, now, first);
        let keep = chosen.pairs();
        view! {
            {refused.map(|says| view! { <Banner tone=Tone::Danger title=says /> })}
            <Banner title="This is you. Here students see when you are free.">
                <p>
                    "What they see follows from your "
                    <TextLink href="/teach/availability">"hours"</TextLink>
                    ", from "
                    <TextLink href="/teach/offerings">"what you offer"</TextLink>
                    " and from what you have booked."
                </p>
            </Banner>
            <SlotPicker week=shown chosen=String::new() keep=keep />
        }
        .into_any()
    } else {
        let choices = tutor.subjects().into_iter().map(|(slug, name)| Choice::new(slug, name)).collect();
        let about = about(&request).await?;
        view! { <Booking request=request.clone() handle=handle tutor=tutor.name availability=availability chosen=chosen subjects=choices about=about now=now /> }
            .into_any()
    };
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs lead=lead />
        <div class="tf-stack">
            {gone}
            {others}
            {content}
            {why}
        </div>
    };
    Ok(Screen::new(title, body))
}

fn nothing_offered(title: String, crumbs: Vec<Crumb>, tutor: &Profile, me: UserId) -> Screen {
    let says = format!("{} offers nothing that can be booked at the moment.", tutor.name);
    let action = if tutor.id == me {
        view! { <ButtonLink href="/teach/offerings" look=Look::Primary>"Offer something"</ButtonLink> }.into_any()
    } else {
        let write = format!("/messages/{}", tutor.handle);
        view! { <ButtonLink href=write>"Write a message"</ButtonLink> }.into_any()
    };
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs />
        <EmptyState says=says icon=Icon::Calendar>{action}</EmptyState>
    };
    Screen::new(title, body)
}

#[component]
fn Booking(
    request: Request,
    handle: String,
    tutor: String,
    availability: Availability,
    chosen: Chosen,
    subjects: Vec<Choice>,
    /// The first words of the message.
    about: String,
    now: DateTime<Utc>,
) -> impl IntoView {
    let sent = use_context::<Submitted>();
    let start =
        sent.as_ref().and_then(|s| s.value("start")).or_else(|| request.query("start")).unwrap_or_default().to_owned();
    let wish = start.parse::<DateTime<Utc>>().ok();
    let first = request.query("from").and_then(|day| day.parse().ok());
    let first = first.or_else(|| wish.map(|at| at.with_timezone(&request.reader.zone).date_naive()));
    let shown = week(&availability, request.reader, now, first);
    let nearest = nearest_instead(&request, &handle, &availability, &chosen, wish, now);
    let subject = subjects.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let consequence = consequence(&tutor, &chosen.offering.terms);
    let many = subjects.len() > 6;
    let every_week = every_week(&handle, &chosen);
    let mut keep = chosen.pairs();
    keep.push(("about".into(), request.query("about").unwrap_or_default().to_owned()));
    view! {
        <Form
            key=request.key()
            action_label="Request this time"
            look=Look::Primary
            beside=view! {
                <Button submit=true unchecked=true name="hold" value="on">
                    "Hold it for ten minutes"
                </Button>
            }
                .into_any()
            consequence=consequence
        >
            {nearest}
            <ChosenFields chosen=chosen />
            <Panel title="When" aside=every_week>
                <FieldProblem name="start" />
                <SlotPicker week=shown chosen=start keep=keep />
            </Panel>
            <Panel title="What about">
                {if many {
                    view! { <SelectField name="subject" label="Subject" choices=subjects value=subject /> }.into_any()
                } else {
                    view! { <RadioField name="subject" label="Subject" choices=subjects value=subject /> }.into_any()
                }}
                <TextAreaField
                    name="message"
                    label="What do you want help with?"
                    value=about
                    hint="Two sentences are enough: where you are, and what you want to be able to do."
                    rows=4
                    max_length=2000
                />
            </Panel>
        </Form>
    }
}

/// The way to the same session week after week; a trial is one.
fn every_week(handle: &str, chosen: &Chosen) -> AnyView {
    if chosen.offering.kind == OfferingKind::Trial {
        return ().into_any();
    }
    let mut query = form_urlencoded::Serializer::new(format!("/tutors/{handle}/series?"));
    let href = query.extend_pairs(chosen.pairs()).finish();
    view! { <TextLink href=href>"Every week at the same time"</TextLink> }.into_any()
}

/// What happens when it is asked for.
fn consequence(tutor: &str, terms: &OfferingTerms) -> String {
    let hours = terms.answer_hours;
    let answer = match (terms.approval, terms.competing) {
        (Approval::AtOnce, _) => format!("{tutor} takes all requests: it is settled at once."),
        (Approval::ByHand, true) => format!(
            "{tutor} gets a mail and answers within {hours} hours. Others may ask for the same time; one of you gets it."
        ),
        (Approval::ByHand, false) => {
            format!("{tutor} gets a mail and answers within {hours} hours. Until then the time is kept for you.")
        }
    };
    format!("{answer} You pay nothing here. {}.", policy_words(terms.policy))
}

/// What was wrong with the choice of a time.
#[component]
fn FieldProblem(name: &'static str) -> impl IntoView {
    use_context::<Submitted>()
        .and_then(|sent| sent.message(name).map(str::to_owned))
        .map(|says| view! { <p id=format!("field-{name}") class="tf-problem" tabindex="-1">{says}</p> })
}

/// After "just taken": the three nearest times, each a link that chooses it.
fn nearest_instead(
    request: &Request,
    handle: &str,
    availability: &Availability,
    chosen: &Chosen,
    wish: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<AnyView> {
    let Refused(error) = use_context::<Refused>()?;
    let AppError::Refused {
        refusal: Refusal::SlotTaken | Refusal::SlotNotOffered | Refusal::YouAreBusy | Refusal::TutorFull,
    } = error
    else {
        return None;
    };
    let slots = bookings::nearest(availability, now, wish?, 3);
    let (handle, reader, keep) = (handle.to_owned(), request.reader, chosen.pairs());
    (!slots.is_empty()).then(|| {
        view! {
            <div class="tf-nearest">
                <p>"The nearest free times:"</p>
                <SlotLinks handle=handle slots=slots reader=reader now=now keep=keep />
            </div>
        }
        .into_any()
    })
}
