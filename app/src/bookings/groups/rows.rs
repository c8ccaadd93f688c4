use chrono::{DateTime, Utc};
use domain::{bookings::ListedGroup, when::Reader};
use leptos::prelude::*;

use super::words::{Standing, word};
use crate::{money::money, time, ui::prelude::*};

impl Standing {
    pub(super) fn of_listed(group: &ListedGroup, now: DateTime<Utc>) -> Self {
        Self {
            state: group.state,
            seats_min: group.seats_min,
            seats_max: group.seats_max,
            seats_taken: group.seats_taken,
            seats_firm: group.seats_firm,
            waiting: group.waiting,
            join_until: group.join_until,
            over: group.ends_at <= now,
        }
    }
}

/// One group in a list.
#[component]
pub fn GroupRow(
    group: ListedGroup,
    reader: Reader,
    now: DateTime<Utc>,
    /// Beside other groups of the same tutor, or on their own page.
    #[prop(optional)]
    of_one: bool,
) -> impl IntoView {
    let standing = Standing::of_listed(&group, now);
    let (state, tone) = word(&standing);
    let next = standing.next(reader, now);
    let when = time::span(group.starts_at, group.ends_at, reader, now);
    let (price, label) = match group.price_minor {
        0 => ("Free".to_owned(), ""),
        minor => (money(minor, &group.currency), "a seat"),
    };
    let figure = view! { <Figure value=price label=label /> }.into_any();
    let href = format!("/groups/{}", group.id);
    if of_one {
        let line = format!("{} · {when}", group.subject);
        return view! {
            <Row title=group.title href=href line=line figure=figure>
                <Status word=state tone=tone next=next />
            </Row>
        }
        .into_any();
    }
    let line = format!("{} with {} · {when}", group.subject, group.tutor_name);
    let lead = view! { <Avatar id=group.tutor.0 name=group.tutor_name size=Size::Medium /> }.into_any();
    view! {
        <Row title=group.title href=href lead=lead line=line figure=figure>
            <Status word=state tone=tone next=next />
        </Row>
    }
    .into_any()
}
