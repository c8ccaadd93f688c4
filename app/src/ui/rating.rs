//! How a tutor was rated: the number first, the stars small.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// "4.8 ★★★★★ (23)", or "No ratings yet".
#[component]
pub fn Rating(
    /// The mean, from 1 to 5; nothing while nobody has rated.
    #[prop(optional_no_strip)]
    mean: Option<f64>,
    /// How many ratings it stands on.
    #[prop(optional)]
    count: i64,
) -> impl IntoView {
    let Some(mean) = mean.filter(|_| count > 0) else {
        return view! { <span class="tf-rating tf-rating-count">"No ratings yet"</span> }.into_any();
    };
    let of = if count == 1 { "1 rating".to_owned() } else { format!("{count} ratings") };
    view! {
        <span class="tf-rating">
            <span class="tf-rating-figure">{format!("{mean:.1}")}</span>
            <span class="sr-only">" of 5"</span>
            {stars(mean)}
            <span class="tf-rating-count">{of}</span>
        </span>
    }
    .into_any()
}

/// One person's rating: "4 of 5" as stars with a text alternative.
#[component]
pub fn Stars(
    /// From 1 to 5.
    given: u8,
) -> impl IntoView {
    view! {
        <span class="tf-rating">
            {stars(f64::from(given))} <span class="sr-only">{format!("{given} of 5 stars")}</span>
        </span>
    }
}

fn stars(mean: f64) -> impl IntoView {
    let five = (0_u8..5)
        .map(|at| match mean - f64::from(at) {
            rest if rest >= 0.75 => view! { <Glyph icon=Icon::Star class="tf-star-full" /> }.into_any(),
            rest if rest >= 0.25 => view! {
                <span class="tf-star-half">
                    <Glyph icon=Icon::Star class="tf-star-empty" />
                    <Glyph icon=Icon::Star class="tf-star-full" />
                </span>
            }
            .into_any(),
            _ => view! { <Glyph icon=Icon::Star class="tf-star-empty" /> }.into_any(),
        })
        .collect_view();
    view! {
        <span class="tf-stars" aria-hidden="true">
            {five}
        </span>
    }
}
