//! What belongs to the whole series of a session.

use domain::bookings::{Action, BookingPage, SeriesSession};
use leptos::prelude::*;

use super::words::{state_tone, state_word};
use crate::{money::money, request::Request, time, ui::prelude::*};

/// The other sessions of the series, and the steps for all that is left of it.
#[component]
pub fn Series(request: Request, booking: BookingPage) -> impl IntoView {
    if booking.series.is_empty() {
        return ().into_any();
    }
    let (reader, now) = (request.reader, request.ctx.now());
    let rows = booking
        .series
        .iter()
        .map(|session| {
            let when = time::span(session.starts_at, session.ends_at, reader, now);
            let this = session.id == booking.id;
            let href = if this { String::new() } else { format!("/bookings/{}", session.id) };
            let title = if this { format!("{when} (this one)") } else { when };
            let (word, tone) = (state_word(session.state), state_tone(session.state));
            view! { <Row title=title href=href figure=view! { <Badge tone=tone>{word}</Badge> }.into_any() /> }
        })
        .collect_view();
    let forms = [accepting(&request, &booking), declining(&request, &booking), cancelling(&request, &booking)];
    view! {
        <Section title="The whole series">
            <List>{rows}</List>
            {forms.into_iter().flatten().collect_view()}
        </Section>
    }
    .into_any()
}

/// Those that the reader may do this to; none if it is this one at most.
fn open_to(booking: &BookingPage, action: Action) -> Vec<&SeriesSession> {
    let open: Vec<_> = booking.series.iter().filter(|session| session.actions.contains(&action)).collect();
    if open.len() > 1 { open } else { Vec::new() }
}

fn accepting(request: &Request, booking: &BookingPage) -> Option<AnyView> {
    let open = open_to(booking, Action::Accept).len();
    let (key, label) = (request.key(), format!("Accept all {open}"));
    let other = &booking.other().name;
    (open > 0).then(|| {
        view! {
            <Form key=key action="accept-series" action_label=label look=Look::Primary consequence=format!("{other} gets a mail for each, and the times are settled.") />
        }
        .into_any()
    })
}

fn declining(request: &Request, booking: &BookingPage) -> Option<AnyView> {
    let open = open_to(booking, Action::Decline).len();
    let (key, label) = (request.key(), format!("Decline all {open}"));
    let consequence = "The times are free again. This cannot be undone.";
    (open > 0).then(|| {
        view! {
            <Disclosure label="Decline all of them…">
                <Form key=key action="decline-series" action_label=label look=Look::Danger consequence=consequence>
                    <TextAreaField name="note" label="A word for the student" required=false rows=2 max_length=500 />
                </Form>
            </Disclosure>
        }
        .into_any()
    })
}

/// This one and the later ones, with what comes back in all.
fn cancelling(request: &Request, booking: &BookingPage) -> Option<AnyView> {
    let later: Vec<_> =
        open_to(booking, Action::Cancel).into_iter().filter(|session| session.starts_at >= booking.starts_at).collect();
    let back: i64 = later.iter().map(|session| session.back_minor).sum();
    let all = booking.price_minor * i64::try_from(later.len()).unwrap_or(1);
    let says = (all > 0).then(|| {
        format!("{} of {} go back to the student.", money(back, &booking.currency), money(all, &booking.currency))
    });
    let (key, label) = (request.key(), format!("Cancel {} sessions", later.len()));
    (later.len() > 1).then(|| {
        view! {
            <Disclosure label="Cancel this one and the later ones…">
                <Form key=key action="cancel-series" action_label=label look=Look::Danger consequence="This cannot be undone.">
                    <input type="hidden" name="back" value=back />
                    {says.map(|says| view! { <p>{says}</p> })}
                    <TextAreaField name="note" label="A word of explanation" required=false rows=2 max_length=500 />
                </Form>
            </Disclosure>
        }
        .into_any()
    })
}
