use std::collections::HashMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::UserId;
use domain::{
    bookings::Slot,
    search::{Hit, Why},
};
use leptos::prelude::*;

use super::facts::{languages, levels};
use crate::{bookings::SlotLinks, money::money, ui::prelude::*};

/// Subjects shown before "and more".
const CHIPS: usize = 4;

/// Tutors as rows, each with its next free times.
#[component]
pub(super) fn Results(
    hits: Vec<Hit>,
    mut slots: HashMap<UserId, Vec<Slot>>,
    zone: Tz,
    now: DateTime<Utc>,
) -> impl IntoView {
    let rows = hits
        .into_iter()
        .map(|hit| {
            let free = slots.remove(&hit.tutor_id).unwrap_or_default();
            view! { <Result hit=hit free=free zone=zone now=now /> }
        })
        .collect_view();
    view! { <List>{rows}</List> }
}

#[component]
fn Result(hit: Hit, free: Vec<Slot>, zone: Tz, now: DateTime<Utc>) -> impl IntoView {
    let more = hit.subjects.len().saturating_sub(CHIPS);
    let chips = hit
        .subjects
        .iter()
        .take(CHIPS)
        .map(|subject| view! { <Chip label=subject.name.clone() note=levels(&subject.levels) /> })
        .collect_view();
    let lead = view! { <Avatar id=hit.tutor_id.0 name=hit.name.clone() size=Size::Large /> }.into_any();
    let price = money(hit.price_minor, &hit.currency);
    let per = if hit.price_minor == 0 { "" } else { "an hour" };
    let figure = view! { <Figure value=price label=per /> }.into_any();
    let mean = (hit.rating_count > 0).then(|| f64::from(hit.rating));
    let why = hit.why.map(why);
    let times = if free.is_empty() {
        view! { <p class="text-soft text-sm">"No free time in the next three weeks."</p> }.into_any()
    } else {
        view! { <SlotLinks handle=hit.handle.clone() slots=free zone=zone now=now /> }.into_any()
    };
    view! {
        <Row title=hit.name href=format!("/tutors/{}", hit.handle) lead=lead line=hit.headline figure=figure>
            <div class="tf-result">
            <div class="tf-result-facts">
                <Rating mean=mean count=hit.rating_count />
                <span class="text-soft">{languages(&hit.languages)}</span>
                {why.map(|why| view! { <span class="text-soft">{why}</span> })}
            </div>
            <div class="tf-chips">{chips}{(more > 0).then(|| view! { <span class="text-soft text-sm">{format!("and {more} more")}</span> })}</div>
            {times}
            </div>
        </Row>
    }
}

fn why(why: Why) -> String {
    match why {
        Why::Subject(name) => format!("Teaches {name}"),
        Why::Name => "By name".into(),
        Why::Headline => "Found in the headline".into(),
        Why::Text => "Found in what they write".into(),
        Why::BestRated => "Among the best rated".into(),
    }
}
