use chrono::{DateTime, Utc};
use domain::bookings::{Listed, Side};
use domain::when::Reader;
use leptos::prelude::*;

use super::words::{Standing, next_step, state_tone, state_word, until};
use crate::{time, ui::prelude::*};

/// One booking in a list.
#[component]
pub fn BookingRow(booking: Listed, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let with = match booking.side {
        Side::Student => format!("{} with {}", booking.subject, booking.other_name),
        Side::Tutor => format!("{} for {}", booking.subject, booking.other_name),
    };
    let when = time::span(booking.starts_at, booking.ends_at, reader, now);
    let line = match time::relative(booking.starts_at, now) {
        Some(soon) => format!("{when} · {soon}"),
        None => when,
    };
    let next = next_step(&Standing {
        state: booking.state,
        side: booking.side,
        is_seat: booking.is_seat,
        actions: &booking.actions,
        other: &booking.other_name,
        until: booking.lapses_at.map(|at| until(at, reader, now)),
        over: booking.lapses_at.is_some_and(|at| at <= now),
        begun: booking.starts_at <= now,
    });
    let lead = view! { <Avatar id=booking.other_id.0 name=booking.other_name size=Size::Medium /> }.into_any();
    view! {
        <Row title=with href=format!("/bookings/{}", booking.id) lead=lead line=line>
            <Status word=state_word(booking.state) tone=state_tone(booking.state) next=next />
        </Row>
    }
}
