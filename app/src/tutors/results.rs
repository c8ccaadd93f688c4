use chrono::{DateTime, TimeDelta, Utc};
use domain::search::{Hit, Why};
use domain::when::Reader;
use leptos::prelude::*;

use super::facts::{languages, levels, within};
use crate::{bookings::SlotLinks, money::money, ui::prelude::*};

/// Subjects shown before "and more".
const CHIPS: usize = 4;

/// Tutors as rows, each with its next free times and why it is here.
#[component]
pub(super) fn Results(hits: Vec<Hit>, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let rows = hits.into_iter().map(|hit| view! { <Result hit=hit reader=reader now=now /> }).collect_view();
    view! { <List>{rows}</List> }
}

#[component]
fn Result(hit: Hit, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let why = why(&hit, now);
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
    let times = if hit.times.is_empty() {
        view! { <p class="text-soft text-sm">"No free time in the next four weeks."</p> }.into_any()
    } else {
        let label = if hit.fits_wish { "Free when you are" } else { "Next free" };
        view! {
            <div class="tf-result-times">
                <span class="tf-result-label">{label}</span>
                <SlotLinks handle=hit.handle.clone() slots=hit.times reader=reader now=now />
            </div>
        }
        .into_any()
    };
    view! {
        <Row title=hit.name href=format!("/tutors/{}", hit.handle) lead=lead line=hit.headline figure=figure>
            <div class="tf-result">
                <div class="tf-result-facts">
                    <Rating mean=mean count=hit.rating_count />
                    <span class="text-soft">{languages(&hit.languages)}</span>
                </div>
                <div class="tf-chips">
                    {chips} {(more > 0).then(|| view! { <span class="text-soft text-sm">{format!("and {more} more")}</span> })}
                </div>
                {(!why.is_empty()).then(|| view! { <p class="tf-why"><span class="sr-only">"Why this tutor: "</span>{why}</p> })}
                {times}
            </div>
        </Row>
    }
}

/// Why this tutor, in a line: what matched, when they are free, how they were rated, how soon they answer. Only what
/// there are facts for.
fn why(hit: &Hit, now: DateTime<Utc>) -> String {
    let soon = hit.times.first().is_some_and(|slot| slot.starts_at - now <= TimeDelta::hours(24));
    let free = match (hit.fits_wish, soon) {
        (true, _) => Some("free when you are".to_owned()),
        (false, true) => Some("free within a day".to_owned()),
        (false, false) => None,
    };
    let is_best = matches!(hit.why, Some(Why::BestRated));
    let rated = (!is_best && hit.rating_count >= 5 && hit.rating >= 4.5)
        .then(|| format!("rated {:.1} by {}", hit.rating, hit.rating_count));
    let parts = [
        hit.why.as_ref().map(matched),
        free,
        rated,
        hit.answer_minutes.map(|minutes| format!("answers {}", within(minutes))),
    ];
    let said = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut letters = said.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn matched(why: &Why) -> String {
    match why {
        Why::Subject(name) => format!("teaches {name}"),
        Why::Name => "found by name".into(),
        Why::Headline => "found in the headline".into(),
        Why::Text => "found in what they write".into(),
        Why::BestRated => "among the best rated".into(),
    }
}
