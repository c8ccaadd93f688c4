//! The frame of a page that asks one thing: signing in, signing up.

use leptos::prelude::*;

use crate::ui::{Toast, Wordmark};

/// The wordmark and a narrow column.
#[component]
pub fn Plain(
    /// What has just been done, in a line.
    #[prop(optional_no_strip)]
    said: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="tf-plain">
            <a class="tf-skip" href="#main">"Skip to the page"</a>
            <header class="tf-plain-head">
                <Wordmark />
            </header>
            <main id="main" tabindex="-1">
                {children()}
            </main>
            <div class="tf-toasts" aria-live="polite">
                {said.map(|said| view! { <Toast says=said /> })}
            </div>
        </div>
    }
}
