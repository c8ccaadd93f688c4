//! Nothing here, and nothing here yet.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// Why it is empty in one sentence, and the one action that fills it (the children).
#[component]
pub fn EmptyState(
    #[prop(into)] says: String,
    /// What to do about it, in another sentence.
    #[prop(optional, into)]
    more: String,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="tf-empty">
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            <p class="tf-empty-says">{says}</p>
            {(!more.is_empty()).then(|| view! { <p>{more}</p> })}
            {children.map(|children| children())}
        </div>
    }
}

/// Lines that stand where words will be, while an island fetches them.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize) -> impl IntoView {
    view! {
        <div class="tf-skeleton" role="status">
            {(0..lines).map(|_| view! { <span></span> }).collect_view()}
            <p class="sr-only">"Loading…"</p>
        </div>
    }
}
