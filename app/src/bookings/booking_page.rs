use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::{AppError, BookingId};
use domain::bookings::{self, Action, BookingPage, Party, Rating, Side, TimelineStep};
use leptos::prelude::*;

use super::words::{next_step, state_tone, state_word};
use crate::{
    money::money,
    request::{Failure, Refused, Request, Screen},
    time,
    ui::prelude::*,
};

pub async fn booking_page(request: Request) -> Result<Screen, Failure> {
    let id: BookingId = request.id_param("id")?;
    let booking = bookings::page(&request.ctx, request.user()?, id).await?.ok_or(AppError::NotFound)?;
    let (zone, now) = (request.zone, request.ctx.now());
    let title = match booking.side {
        Side::Student => format!("{} with {}", booking.subject, booking.tutor.name),
        Side::Tutor => format!("{} for {}", booking.subject, booking.student.name),
    };
    let next = next_step(booking.state, booking.side, &booking.actions, &booking.other().name);
    let timeline = booking.timeline.iter().map(|step| moment(&booking, step, zone, now)).collect_view();
    let when = time::span(booking.starts_at, booking.ends_at, zone, now);
    let actions = booking.actions.clone();
    let (session, asking) = (booking.clone(), request.clone());
    let (word, tone) = (state_word(booking.state), state_tone(booking.state));
    let tutor = booking.tutor.name.clone();
    let rated = booking.rating.clone().map(|rating| view! { <Rated rating=rating tutor=tutor /> });
    let body = view! {
        <PageHead
            title=title.clone()
            crumbs=vec![Crumb::new("/bookings", "Bookings")]
            lead=when
        />
        <StrayRefusal actions=actions />
        <div class="grid gap-8 lg:grid-cols-[2fr_1fr] items-start">
            <div class="grid gap-8 content-start min-w-0">
                <Panel title="Where it stands">
                    <Status word=word tone=tone next=next />
                    <Actions request=asking booking=booking />
                </Panel>
                {rated}
                <Section title="What happened">
                    <Timeline>{timeline}</Timeline>
                </Section>
            </div>
            <Panel title="The session">
                <Facts booking=session zone=zone now=now />
            </Panel>
        </div>
    };
    Ok(Screen::new(title, body))
}

/// A refusal whose form is gone from the page: someone else was faster.
#[component]
fn StrayRefusal(actions: Vec<Action>) -> impl IntoView {
    let action =
        use_context::<Submitted>().and_then(|sent| sent.value("action").and_then(|a| a.parse::<Action>().ok()));
    let gone = action.is_none_or(|action| !actions.contains(&action));
    use_context::<Refused>()
        .filter(|_| gone)
        .map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> })
}

#[component]
fn Facts(booking: BookingPage, zone: Tz, now: DateTime<Utc>) -> impl IntoView {
    let other = booking.other().clone();
    let theirs = time::differ(booking.starts_at, other.zone, zone)
        .then(|| time::span_there(booking.starts_at, booking.ends_at, other.zone, now));
    let (role, href) = match booking.side {
        Side::Student => ("Tutor", format!("/tutors/{}", other.handle)),
        Side::Tutor => ("Student", format!("/users/{}", other.handle)),
    };
    view! {
        <Details>
            <Detail label=role>
                <TextLink href=href>{other.name}</TextLink>
            </Detail>
            <Detail label=format!("Your time ({})", time::zone_name(zone))>
                {time::span(booking.starts_at, booking.ends_at, zone, now)}
            </Detail>
            {theirs.map(|theirs| view! { <Detail label="Their time">{theirs}</Detail> })}
            <Detail label="Price">{money(booking.price_minor, &booking.currency)}</Detail>
            <Detail label="About">
                <p class="whitespace-pre-line">{booking.message}</p>
            </Detail>
        </Details>
    }
}

fn moment(booking: &BookingPage, step: &TimelineStep, zone: Tz, now: DateTime<Utc>) -> impl IntoView + use<> {
    let who = step.by.map(|id| name_of(booking, id)).unwrap_or_default();
    let (what, tone) = match step.happened.as_str() {
        "requested" => ("asked for this session", Tone::Neutral),
        "accepted" => ("accepted", Tone::Success),
        "declined" => ("declined", Tone::Danger),
        "cancelled" => ("cancelled", Tone::Danger),
        "completed" => ("marked it as done", Tone::Info),
        "rated" => ("gave a rating", Tone::Ember),
        "replied" => ("replied to the rating", Tone::Neutral),
        _ => ("The request ran out before it was answered", Tone::Neutral),
    };
    let when = view! { <time::Moment at=step.at zone=zone now=now /> }.into_any();
    let note = step.note.clone();
    view! {
        <Moment who=who what=what when=when tone=tone>
            {(!note.is_empty()).then(|| view! { <p class="whitespace-pre-line text-soft">{note}</p> })}
        </Moment>
    }
}

fn name_of(booking: &BookingPage, id: contract::UserId) -> String {
    let Party { name, .. } = if id == booking.student.id { &booking.student } else { &booking.tutor };
    let me = (booking.side == Side::Student) == (id == booking.student.id);
    if me { "You".into() } else { name.clone() }
}

#[component]
fn Rated(rating: Rating, tutor: String) -> impl IntoView {
    view! {
        <Section title="Rating">
            <Stars given=u8::try_from(rating.stars).unwrap_or(0) />
            <Prose text=rating.words />
            {rating
                .reply
                .map(|reply| {
                    view! {
                        <div class="tf-reply">
                            <p class="text-soft">{format!("{tutor} replied")}</p>
                            <p class="whitespace-pre-line">{reply}</p>
                        </div>
                    }
                })}
        </Section>
    }
}

/// Every step that is open to the reader, with what it does.
#[component]
fn Actions(request: Request, booking: BookingPage) -> impl IntoView {
    let other = booking.other().name.clone();
    let refused = use_context::<Submitted>().and_then(|sent| sent.value("action").map(str::to_owned));
    booking
        .actions
        .iter()
        .map(|&action| {
            let open = refused.as_deref() == Some(action.as_str());
            one_action(&request, action, &other, open)
        })
        .collect_view()
}

fn one_action(request: &Request, action: Action, other: &str, open: bool) -> AnyView {
    let key = request.key();
    let name = action.as_str();
    match action {
        Action::Accept => view! {
            <Form key=key action=name action_label="Accept" look=Look::Primary consequence=format!("{other} gets a mail, and the time is settled for both of you.") />
        }
        .into_any(),
        Action::Complete => view! {
            <Form key=key action=name action_label="Mark as done" look=Look::Primary consequence="Then it can be rated." />
        }
        .into_any(),
        Action::Decline => with_note(key, name, "Decline…", "Decline the request", "A word for the student", other, open),
        Action::Cancel => with_note(key, name, "Cancel…", "Cancel the session", "A word of explanation", other, open),
        Action::Rate => view! {
            <Form key=key action=name action_label="Publish my rating" look=Look::Primary consequence=format!("It stands on {other}'s page with your name. It cannot be changed later.")>
                <StarsInput label="How was it?" />
                <TextAreaField name="words" label="In your words" hint="What went well, what could be better?" rows=4 max_length=2000 />
            </Form>
        }
        .into_any(),
        Action::Reply => view! {
            <Form key=key action=name action_label="Publish my reply" consequence="It stands below the rating. It cannot be changed later.">
                <TextAreaField name="reply" label="Your reply" rows=3 max_length=1000 />
            </Form>
        }
        .into_any(),
    }
}

fn with_note(
    key: String,
    name: &'static str,
    label: &'static str,
    verb: &'static str,
    field: &'static str,
    other: &str,
    open: bool,
) -> AnyView {
    let consequence = format!("{other} gets a mail, and the time is free again. This cannot be undone.");
    view! {
        <Disclosure label=label open=open>
            <Form key=key action=name action_label=verb look=Look::Danger consequence=consequence>
                <TextAreaField name="note" label=field required=false rows=2 max_length=500 />
            </Form>
        </Disclosure>
    }
    .into_any()
}
