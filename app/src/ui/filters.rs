//! Narrowing a list down.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// Filters: a rail beside the list where there is room, behind a button on a phone. Stands in a `<form method="get">`.
#[component]
pub fn Filters(
    /// How many are on.
    #[prop(optional)]
    on: usize,
    children: Children,
) -> impl IntoView {
    let label = if on == 0 { "Filters".to_owned() } else { format!("Filters ({on})") };
    view! {
        <details class="tf-filters">
            <summary class="btn">
                <Glyph icon=Icon::SlidersHorizontal />
                {label}
            </summary>
            <div class="tf-filters-body">{children()}</div>
        </details>
    }
}
