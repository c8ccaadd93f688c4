//! The state of a thing with a life.

use leptos::prelude::*;

use super::Tone;

/// A word with a dot, and below it the next step in words.
#[component]
pub fn Status(
    #[prop(into)] word: String,
    #[prop(optional)] tone: Tone,
    /// What happens next, or who has to do it.
    #[prop(optional, into)]
    next: String,
) -> impl IntoView {
    view! {
        <span class="tf-status">
            <span class=tone.dot()></span>
            <span class="tf-status-word">{word}</span>
            {(!next.is_empty()).then(|| view! { <span class="tf-status-next">{next}</span> })}
        </span>
    }
}
