use chrono::{DateTime, Utc};
use contract::{AppError, BookingId, tutors::Place};
use domain::bookings::{self, Action, BookingPage, Party, Rating, Side, State, TimelineStep};
use domain::when::Reader;
use leptos::prelude::*;

use super::{
    action_forms::Actions,
    series_forms::Series,
    words::{Standing, next_step, policy_words, state_tone, state_word, until},
};
use crate::{
    money::money,
    request::{Failure, Refused, Request, Screen},
    time,
    ui::prelude::*,
};

pub async fn booking_page(request: Request) -> Result<Screen, Failure> {
    let id: BookingId = request.id_param("id")?;
    let booking = bookings::page(&request.ctx, request.user()?, id).await?.ok_or(AppError::NotFound)?;
    let (reader, now) = (request.reader, request.ctx.now());
    let title = match booking.side {
        Side::Student => format!("{} with {}", booking.subject, booking.tutor.name),
        Side::Tutor => format!("{} for {}", booking.subject, booking.student.name),
    };
    let next = next_step(&Standing {
        state: booking.state,
        side: booking.side,
        is_seat: booking.group.is_some(),
        actions: &booking.actions,
        other: &booking.other().name,
        until: booking.lapses_at.map(|at| until(at, reader, now)),
        over: booking.lapses_at.is_some_and(|at| at <= now),
        begun: booking.starts_at <= now,
    });
    let timeline = booking.timeline.iter().map(|step| moment(&booking, step, reader, now)).collect_view();
    let when = time::span(booking.starts_at, booking.ends_at, reader, now);
    let (write, write_to) =
        (format!("/messages/{}", booking.other().handle), format!("Write to {}", booking.other().name));
    let actions = booking.actions.clone();
    let late = comes_late(&booking);
    let (session, asking) = (booking.clone(), request.clone());
    let series = view! { <Series request=request.clone() booking=booking.clone() /> };
    let (word, tone) = (state_word(booking.state), state_tone(booking.state));
    let tutor = booking.tutor.name.clone();
    let title_of = |of: Side| if of == booking.side { "What you said" } else { "What they said of you" };
    let rated = booking
        .rating
        .clone()
        .map(|rating| view! { <Rated title=title_of(Side::Student) rating=rating tutor=tutor.clone() /> });
    let student_rated = booking
        .student_rating
        .clone()
        .map(|rating| view! { <Rated title=title_of(Side::Tutor) rating=rating tutor=tutor.clone() /> });
    let body = view! {
        <PageHead
            title=title.clone()
            crumbs=vec![Crumb::new("/bookings", "Bookings")]
            lead=when
            action=view! { <ButtonLink href=write icon=Icon::Mail>{write_to}</ButtonLink> }.into_any()
        />
        <StrayRefusal actions=actions />
        <div class="grid gap-8 lg:grid-cols-[2fr_1fr] items-start">
            <div class="grid gap-8 content-start min-w-0">
                <Panel title="Where it stands">
                    <Status word=word tone=tone next=next />
                    {late}
                    <Actions request=asking booking=booking />
                </Panel>
                {rated}
                {student_rated}
                {series}
                <Section title="What happened">
                    <Timeline>{timeline}</Timeline>
                </Section>
            </div>
            <Panel title="The session">
                <Facts booking=session reader=reader now=now />
            </Panel>
        </div>
    };
    Ok(Screen::new(title, body))
}

/// The other one comes, but not in time.
fn comes_late(booking: &BookingPage) -> Option<impl IntoView + use<>> {
    let other = booking.other();
    let late = booking.late.iter().find(|late| late.by == other.id)?;
    let title = format!("{} says that they are about {} minutes late.", other.name, late.minutes);
    Some(view! { <Banner tone=Tone::Warning title=title /> })
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
fn Facts(booking: BookingPage, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let other = booking.other().clone();
    let theirs = time::differ(booking.starts_at, other.zone, reader.zone)
        .then(|| time::span_there(booking.starts_at, booking.ends_at, reader.at(other.zone), now));
    let back = booking.refunded_minor.filter(|_| booking.price_minor > 0);
    let back = back.map(|back| if back == 0 { "Nothing".into() } else { money(back, &booking.currency) });
    let place = meeting_place(&booking);
    let (role, href) = match booking.side {
        Side::Student => ("Tutor", format!("/tutors/{}", other.handle)),
        Side::Tutor => ("Student", format!("/users/{}", other.handle)),
    };
    view! {
        <Details>
            <Detail label=role>
                <TextLink href=href>{other.name}</TextLink>
            </Detail>
            {booking
                .group
                .map(|group| {
                    view! {
                        <Detail label="Group">
                            <TextLink href=format!("/groups/{group}")>"See the group"</TextLink>
                        </Detail>
                    }
                })}
            <Detail label=format!("Your time ({})", time::zone_name(reader.zone))>
                {time::span(booking.starts_at, booking.ends_at, reader, now)}
            </Detail>
            {theirs.map(|theirs| view! { <Detail label="Their time">{theirs}</Detail> })}
            {(!booking.offering.is_empty()).then(|| view! { <Detail label="What">{booking.offering}</Detail> })}
            {place}
            <Detail label="Price">{money(booking.price_minor, &booking.currency)}</Detail>
            {(booking.price_minor > 0).then(|| view! { <Detail label="If it is cancelled">{policy_words(booking.policy)}</Detail> })}
            {back.map(|back| view! { <Detail label="Back to the student">{back}</Detail> })}
            {(!booking.message.is_empty())
                .then(|| view! { <Detail label="About"><p class="whitespace-pre-line">{booking.message}</p></Detail> })}
        </Details>
    }
}

/// Where they meet, as soon as it is settled.
fn meeting_place(booking: &BookingPage) -> Option<impl IntoView + use<>> {
    let settled = matches!(booking.state, State::Accepted | State::InSession);
    let meeting = booking.meeting.clone();
    let place = match meeting.place {
        Place::InPerson => view! { <p class="whitespace-pre-line">{meeting.detail}</p> }.into_any(),
        Place::Link => {
            let words = meeting.detail.trim_start_matches("https://").to_owned();
            view! { <a class="tf-link" href=meeting.detail rel="noreferrer nofollow">{words}</a> }.into_any()
        }
        _ if !meeting.there => view! { "Write to each other where you meet." }.into_any(),
        _ if meeting.open => view! { "In a room here. It is open." }.into_any(),
        _ => view! { "In a room here. It opens ten minutes before the start." }.into_any(),
    };
    settled.then(|| view! { <Detail label="Where">{place}</Detail> })
}

fn moment(booking: &BookingPage, step: &TimelineStep, reader: Reader, now: DateTime<Utc>) -> impl IntoView + use<> {
    let who = step.by.map(|id| name_of(booking, id)).unwrap_or_default();
    let (what, tone) = match step.happened.as_str() {
        "requested" => ("asked for this session", Tone::Neutral),
        "held" if step.by.is_none() => ("A seat became free and was kept", Tone::Neutral),
        "held" => ("kept this time", Tone::Neutral),
        "booked" => ("booked this session", Tone::Success),
        "accepted" => ("accepted", Tone::Success),
        "closed" => ("Somebody else was accepted for that time", Tone::Danger),
        "taken" => ("took another time that was offered", Tone::Success),
        "declined" => ("declined", Tone::Danger),
        "move_proposed" => ("proposed another time", Tone::Neutral),
        "moved" => ("agreed to the other time", Tone::Success),
        "move_declined" => ("left it at this time", Tone::Neutral),
        "cancelled" if step.by.is_none() => ("Too few had joined, so the group was called off", Tone::Danger),
        "cancelled" => ("cancelled", Tone::Danger),
        "completed" if step.by.is_none() => ("It counts as done", Tone::Info),
        "completed" => ("marked it as done", Tone::Info),
        "checked_in" => ("checked in", Tone::Neutral),
        "late" => ("said that they come late", Tone::Warning),
        "no_show_claimed" => ("said that the other did not come", Tone::Warning),
        "disputed" => ("said that it was not so", Tone::Warning),
        "no_show_stood" => ("Nobody said otherwise for three days, so it stands", Tone::Danger),
        "upheld" => ("decided that it took place", Tone::Info),
        "annulled" => ("decided that it did not take place", Tone::Danger),
        "rating_left" => ("said how it was", Tone::Ember),
        "rated" if step.by.is_none() => ("The student's rating can be read", Tone::Ember),
        "student_rated" => ("The tutor's rating can be read", Tone::Ember),
        "rating_reported" => ("reported the rating", Tone::Neutral),
        "rated" => ("gave a rating", Tone::Ember),
        "replied" => ("replied to the rating", Tone::Neutral),
        _ => ("The request ran out before it was answered", Tone::Neutral),
    };
    let when = view! { <time::Moment at=step.at reader=reader now=now /> }.into_any();
    let note = step.note.clone();
    view! {
        <Moment who=who what=what when=when tone=tone>
            {(!note.is_empty()).then(|| view! { <p class="whitespace-pre-line text-soft">{note}</p> })}
        </Moment>
    }
}

fn name_of(booking: &BookingPage, id: contract::UserId) -> String {
    if id != booking.student.id && id != booking.tutor.id {
        return "A moderator".into();
    }
    let Party { name, .. } = if id == booking.student.id { &booking.student } else { &booking.tutor };
    let me = (booking.side == Side::Student) == (id == booking.student.id);
    if me { "You".into() } else { name.clone() }
}

#[component]
fn Rated(title: &'static str, rating: Rating, tutor: String) -> impl IntoView {
    view! {
        <Section title=title>
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
