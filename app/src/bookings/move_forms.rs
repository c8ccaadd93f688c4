//! Moving a session to another time: proposing, agreeing, leaving it where it is.

use domain::bookings::{BookingPage, Proposal, Side};
use leptos::prelude::*;

use super::action_forms::sent;
use crate::{request::Request, time, ui::prelude::*};

/// Another time, with the reason for it.
pub(super) fn proposing(request: &Request, key: String, booking: &BookingPage, open: bool) -> AnyView {
    let (reader, now) = (request.reader, request.ctx.now());
    let other = &booking.other().name;
    let times: Vec<Choice> = booking
        .choices
        .iter()
        .map(|slot| Choice::new(sent(slot.starts_at), time::span(slot.starts_at, slot.ends_at, reader, now)))
        .collect();
    if times.is_empty() {
        return view! { <p class="text-soft">"There is no other time near that suits both of you."</p> }.into_any();
    }
    let consequence = format!("{other} gets a mail and has a day to answer. It stays where it is until then.");
    let left = moves_left(booking);
    view! {
        <Disclosure label="Propose another time…" open=open>
            <Form key=key action="propose" action_label="Propose this time" look=Look::Quiet consequence=consequence>
                <p>{left}</p>
                <SelectField name="start" label="Another time" choices=times any="Choose one" />
                <TextAreaField name="reason" label="Why?" rows=2 max_length=500 />
            </Form>
        </Disclosure>
    }
    .into_any()
}

fn moves_left(booking: &BookingPage) -> String {
    match booking.free_moves_left {
        0 => "It was moved twice already: the other side has to say that they know it when they agree.".into(),
        1 => "It can be moved once more without further ado.".into(),
        left => format!("It can be moved {left} times without further ado, up to 30 days from where it was first."),
    }
}

pub(super) fn agreeing(request: &Request, key: String, booking: &BookingPage) -> AnyView {
    let Some(proposal) = &booking.proposal else { return ().into_any() };
    let says = says(request, booking, proposal);
    let reason = proposal.reason.clone();
    let often = (booking.free_moves_left == 0)
        .then(|| view! { <CheckField name="consent" label="I know that this session was moved twice already" /> });
    view! {
        <Form key=key action="agree" action_label="Agree to this time" look=Look::Primary consequence="The old time is free again.">
            <p>{says}</p>
            <p class="whitespace-pre-line text-soft">{reason}</p>
            {often}
        </Form>
    }
    .into_any()
}

/// For the other side, and for whoever takes the proposal back.
pub(super) fn rejecting(request: &Request, key: String, booking: &BookingPage) -> AnyView {
    let Some(proposal) = &booking.proposal else { return ().into_any() };
    let mine = (booking.side == Side::Student) == (proposal.by == booking.student.id);
    let says = mine.then(|| says(request, booking, proposal));
    let label = if mine { "Take the proposal back" } else { "Leave it where it is" };
    view! {
        <Form key=key action="reject" action_label=label look=Look::Quiet consequence="The session stays at its time.">
            {says.map(|says| view! { <p>{says}</p> })}
        </Form>
    }
    .into_any()
}

fn says(request: &Request, booking: &BookingPage, proposal: &Proposal) -> String {
    let (reader, now) = (request.reader, request.ctx.now());
    let mine = (booking.side == Side::Student) == (proposal.by == booking.student.id);
    let who = if mine { "You propose" } else { "They propose" };
    let when = time::span(proposal.slot.starts_at, proposal.slot.ends_at, reader, now);
    format!("{who} {when}. It can be answered until {}.", time::moment(proposal.until, reader, now))
}
