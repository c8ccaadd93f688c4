//! What the rubric comes to, on the page of a submission.

use domain::reviews::{
    ReviewView, Weight,
    rubric::{Measured, Outcome},
};
use leptos::prelude::*;

use super::words;
use crate::ui::prelude::*;

/// What a reviewer's marks count, beside their name. Nothing is said of those who have assessed no example.
#[component]
pub fn Counts(weight: Weight) -> impl IntoView {
    (weight.examples != Some(0)).then(|| {
        view! { <a class="tf-link text-soft text-sm" href="/reviews/rubrics#weight">{words::counts(weight)}</a> }
    })
}

/// The marks of all reviewers whose words the reader may see, and what they come to together.
#[component]
pub fn Outcomes(outcomes: Vec<Outcome>, reviews: Vec<ReviewView>) -> impl IntoView {
    outcomes.into_iter().map(|outcome| view! { <One outcome=outcome reviews=reviews.clone() /> }).collect_view()
}

#[component]
fn One(outcome: Outcome, reviews: Vec<ReviewView>) -> impl IntoView {
    let by: Vec<&ReviewView> =
        outcome.by.iter().filter_map(|id| reviews.iter().find(|review| review.id == *id)).collect();
    let mut columns = vec![Column::words("Criterion")];
    // First what it comes to: on a phone the rest is a swipe away.
    let several = by.len() > 1;
    if several {
        columns.push(Column::figures("Together"));
    }
    columns.extend(by.iter().map(|review| Column::words(review.reviewer.name.clone())));
    let rows = outcome.measured.iter().map(|measured| row(measured, several)).collect_view();
    let weights = by
        .iter()
        .map(|review| view! { <li>{format!("{}: {}", review.reviewer.name, words::counts(review.weight))}</li> })
        .collect_view();
    let caption = format!("Marks by the rubric {}", outcome.title);
    let to_rubric = view! { <TextLink href=format!("/reviews/rubrics/{}", outcome.rubric)>{outcome.title}</TextLink> };
    view! {
        <Panel title="By the rubric" aside=to_rubric.into_any()>
            <div class="tf-stack">
                <Table caption=caption columns=columns bare=true>
                    {rows}
                </Table>
                <ul class="tf-points text-soft text-sm" aria-label="What the marks count">{weights}</ul>
            </div>
        </Panel>
    }
}

fn row(measured: &Measured, several: bool) -> AnyView {
    let marks = measured
        .marks
        .iter()
        .map(|mark| {
            let said = mark
                .map(|level| words::level(level, measured.levels.get(usize::from(level)).map_or("", String::as_str)));
            view! { <td>{said.unwrap_or_else(|| "–".to_owned())}</td> }
        })
        .collect_view();
    let together = several.then(|| view! { <td class="tf-num">{format!("{:.1} of 3", measured.average)}</td> });
    view! {
        <tr>
            <th scope="row">{measured.title.clone()}</th>
            {together}
            {marks}
        </tr>
    }
    .into_any()
}
