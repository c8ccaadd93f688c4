//! The steps that are open to the reader of a booking, each a form with what it does beside its button.

use chrono::{DateTime, Utc};
use contract::bookings::LATE_MINUTES;
use domain::bookings::{Action, BookingPage, Side, Slot};
use leptos::prelude::*;

use super::{
    actions::INTO_THE_ROOM,
    move_forms::{agreeing, proposing, rejecting},
    words::cancel_now,
};
use crate::{request::Request, time, ui::prelude::*};

/// Every step that is open to the reader, with what it does.
#[component]
pub fn Actions(request: Request, booking: BookingPage) -> impl IntoView {
    let refused = use_context::<Submitted>().and_then(|sent| sent.value("action").map(str::to_owned));
    let forms = booking.actions.iter().map(|&action| {
        let open = refused.as_deref() == Some(action.as_str());
        one_action(&request, &booking, action, open)
    });
    view! { {back_into_the_room(&booking)} {forms.collect_view()} }
}

/// For whoever is checked in already.
fn back_into_the_room(booking: &BookingPage) -> Option<AnyView> {
    let there = booking.meeting.is_open_room() && !booking.actions.contains(&Action::CheckIn);
    let href = format!("/bookings/{}/room", booking.id);
    there.then(|| {
        view! {
            <div class="tf-actions">
                <ButtonLink href=href look=Look::Primary>"Into the room"</ButtonLink>
            </div>
        }
        .into_any()
    })
}

fn one_action(request: &Request, booking: &BookingPage, action: Action, open: bool) -> AnyView {
    let other = &booking.other().name;
    let (key, name) = (request.key(), action.as_str());
    match action {
        Action::Ask => asking(key, booking),
        Action::LetGo => view! {
            <Form key=key action=name action_label="Let it go" look=Look::Quiet consequence="The time is free again. Nobody hears of it." />
        }
        .into_any(),
        Action::Accept => view! {
            <Form key=key action=name action_label="Accept" look=Look::Primary consequence=format!("{other} gets a mail, and the time is settled for both of you.") />
        }
        .into_any(),
        Action::Decline => declining(request, key, booking, open),
        Action::Take => taking(request, key, booking),
        Action::Propose => proposing(request, key, booking, open),
        Action::Agree => agreeing(request, key, booking),
        Action::Reject => rejecting(request, key, booking),
        Action::CheckIn => view! {
            <CheckIn key=key to=format!("/bookings/{}", booking.id) room=booking.meeting.is_open_room() />
        }
        .into_any(),
        Action::SayLate => saying_late(key, booking),
        Action::ClaimNoShow => claiming(key, other, open),
        Action::Dispute => disputing(key, other),
        Action::Complete => view! {
            <Form key=key action=name action_label="Mark as done" look=Look::Primary consequence="Then it can be rated." />
        }
        .into_any(),
        Action::Rate => rating(key, booking),
        Action::Report => reporting(key, other, open),
        Action::Reply => view! {
            <Form key=key action=name action_label="Publish my reply" look=Look::Quiet consequence="It stands below the rating. It cannot be changed later.">
                <TextAreaField name="reply" label="Your reply" rows=3 max_length=1000 />
            </Form>
        }
        .into_any(),
        Action::Cancel => cancelling(key, booking, open),
        Action::Uphold | Action::Annul | Action::Close | Action::CallOff | Action::Lapse => ().into_any(),
    }
}

/// Whoever goes into the room is there.
#[component]
pub(super) fn CheckIn(
    key: String,
    /// The page of the session.
    to: String,
    /// It is in a room of ours, which is open.
    room: bool,
) -> impl IntoView {
    let label = if room { "Into the room" } else { "I am here" };
    let consequence = "The other side sees that you are here. Once both of you are, the session has begun.";
    view! {
        <Form key=key action="check_in" action_label=label look=Look::Primary to=to consequence=consequence>
            {room.then(|| view! { <input type="hidden" name="then" value=INTO_THE_ROOM /> })}
        </Form>
    }
}

fn asking(key: String, booking: &BookingPage) -> AnyView {
    if let Some(group) = booking.group {
        return view! { <ButtonLink href=format!("/groups/{group}") look=Look::Primary>"Take your seat"</ButtonLink> }
            .into_any();
    }
    let consequence = format!("{} gets a mail. You pay nothing here.", booking.other().name);
    let message = booking.message.clone();
    view! {
        <Form key=key action="ask" action_label="Request this time" look=Look::Primary consequence=consequence>
            <TextAreaField
                name="message"
                label="What do you want help with?"
                value=message
                hint="Two sentences are enough: where you are, and what you want to be able to do."
                rows=4
                max_length=2000
            />
        </Form>
    }
    .into_any()
}

/// From either side; what is different is who reads it.
fn rating(key: String, booking: &BookingPage) -> AnyView {
    let other = &booking.other().name;
    let where_to = match booking.side {
        Side::Student => format!("It stands on {other}'s page with your name"),
        Side::Tutor => format!("{other} reads it, and nobody else"),
    };
    let consequence =
        format!("{where_to}, once both of you have said it or two weeks are over. It cannot be changed later.");
    view! {
        <Form key=key action="rate" action_label="Say how it was" look=Look::Primary consequence=consequence>
            <StarsInput label="How was it?" />
            <TextAreaField name="words" label="In your words" hint="What went well, what could be better?" rows=4 max_length=2000 />
            <TextAreaField
                name="note"
                label="A word for those who look after this place"
                hint="Nobody else reads it."
                required=false
                rows=2
                max_length=1000
            />
        </Form>
    }
    .into_any()
}

fn reporting(key: String, other: &str, open: bool) -> AnyView {
    let consequence = format!("Those who look after this place read it. {other} does not hear of it.");
    view! {
        <Disclosure label="Report the rating…" open=open>
            <Form key=key action="report" action_label="Report the rating" look=Look::Quiet consequence=consequence>
                <TextAreaField name="note" label="What is wrong with it?" rows=2 max_length=500 />
            </Form>
        </Disclosure>
    }
    .into_any()
}

/// A button for each number of minutes.
fn saying_late(key: String, booking: &BookingPage) -> AnyView {
    let other = booking.other().name.clone();
    let said = booking.late.iter().find(|late| late.by != booking.other().id).map(|late| late.minutes);
    let label = match said {
        Some(minutes) => format!("You said that you are about {minutes} minutes late. Is it different?"),
        None => "Are you running late?".to_owned(),
    };
    let buttons = LATE_MINUTES
        .into_iter()
        .map(|minutes| {
            view! {
                <Button submit=true name="minutes" value=minutes.to_string()>
                    {format!("{minutes} minutes")}<VisuallyHidden>" late"</VisuallyHidden>
                </Button>
            }
        })
        .collect_view();
    view! {
        <Form key=key action="say_late">
            <p id="late">{label}</p>
            <div class="tf-form-foot">
                {buttons}
                <p class="tf-consequence">{format!("{other} gets a mail at once, and waits so much longer.")}</p>
            </div>
        </Form>
    }
    .into_any()
}

fn claiming(key: String, other: &str, open: bool) -> AnyView {
    let label = format!("{other} did not come…");
    let consequence =
        format!("{other} gets a mail and has three days to say that it was not so. After that it stands.");
    view! {
        <Disclosure label=label open=open>
            <Form key=key action="claim_no_show" action_label="Say that they did not come" look=Look::Danger consequence=consequence>
                <TextAreaField name="note" label="What happened" required=false rows=2 max_length=500 />
            </Form>
        </Disclosure>
    }
    .into_any()
}

fn disputing(key: String, other: &str) -> AnyView {
    let consequence =
        format!("{other} gets a mail, and a moderator looks at what both of you say and at who checked in.");
    view! {
        <Form key=key action="dispute" action_label="It was not so" look=Look::Primary consequence=consequence>
            <TextAreaField name="note" label="What happened" rows=3 max_length=500 />
        </Form>
    }
    .into_any()
}

/// A no, and up to two other times that suit both.
fn declining(request: &Request, key: String, booking: &BookingPage, open: bool) -> AnyView {
    let other = &booking.other().name;
    let consequence = format!("{other} gets a mail, and the time is free again. This cannot be undone.");
    let (reader, now) = (request.reader, request.ctx.now());
    let times: Vec<Choice> = booking
        .choices
        .iter()
        .map(|slot| Choice::new(sent(slot.starts_at), time::moment(slot.starts_at, reader, now)))
        .collect();
    let instead = (!times.is_empty()).then(|| {
        view! {
            <SelectField
                name="instead_1"
                label="Another time instead"
                choices=times.clone()
                any="None"
                required=false
                hint="The student takes it with one click, and it is settled."
            />
            <SelectField name="instead_2" label="Or this one" choices=times any="None" required=false />
        }
    });
    view! {
        <Disclosure label="Decline…" open=open>
            <Form key=key action="decline" action_label="Decline the request" look=Look::Danger consequence=consequence>
                <TextAreaField name="note" label="A word for the student" required=false rows=2 max_length=500 />
                {instead}
            </Form>
        </Disclosure>
    }
    .into_any()
}

/// Each time that was offered is a button.
fn taking(request: &Request, key: String, booking: &BookingPage) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let button = |slot: &Slot| {
        let label = format!("Take {}", time::span(slot.starts_at, slot.ends_at, reader, now));
        view! {
            <Button submit=true look=Look::Primary name="start" value=sent(slot.starts_at)>
                {label}
            </Button>
        }
    };
    let buttons = booking.instead.iter().map(button).collect_view();
    let says = format!(
        "{} offers another time instead. It is settled with one click, unless somebody is quicker.",
        booking.tutor.name
    );
    view! {
        <Form key=key action="take">
            <p>{says}</p>
            <div class="tf-form-foot">{buttons}</div>
        </Form>
    }
    .into_any()
}

/// Says what comes back before anybody confirms it; the form carries what was said.
fn cancelling(key: String, booking: &BookingPage, open: bool) -> AnyView {
    let consequence =
        format!("{} gets a mail, and the time is free again. This cannot be undone.", booking.other().name);
    let student = &booking.student.name;
    let says = cancel_now(booking.refund, booking.price_minor, &booking.currency, booking.side, student);
    let back = booking.refund.back_minor;
    view! {
        <Disclosure label="Cancel…" open=open>
            <Form key=key action="cancel" action_label="Cancel the session" look=Look::Danger consequence=consequence>
                <input type="hidden" name="back" value=back />
                {says.map(|says| view! { <p>{says}</p> })}
                <TextAreaField name="note" label="A word of explanation" required=false rows=2 max_length=500 />
            </Form>
        </Disclosure>
    }
    .into_any()
}

/// As a form sends it.
pub(super) fn sent(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
