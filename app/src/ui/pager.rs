//! Going through a long list, a page at a time.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// Links to the pages before and after. Nothing when there is neither.
#[component]
pub fn Pager(
    /// Address of what comes before.
    before: Option<String>,
    /// Address of what comes after.
    after: Option<String>,
    /// The words for them, as the list is ordered: "Newer" and "Older", "Earlier" and "Later".
    #[prop(default = "Previous".into(), into)]
    before_label: String,
    #[prop(default = "Next".into(), into)] after_label: String,
    /// What is paged, for screen readers, where a page has two lists.
    #[prop(default = "Pages".into(), into)]
    label: String,
) -> impl IntoView {
    if before.is_none() && after.is_none() {
        return ().into_any();
    }
    let before = before.map(|href| {
        view! {
            <a class="btn" rel="prev" href=href>
                <Glyph icon=Icon::ArrowLeft />
                {before_label}
            </a>
        }
    });
    let after = after.map(|href| {
        view! {
            <a class="btn" rel="next" href=href>
                {after_label}
                <Glyph icon=Icon::ArrowRight />
            </a>
        }
    });
    view! {
        <nav class="tf-pager" aria-label=label>
            {before}
            {after}
        </nav>
    }
    .into_any()
}
