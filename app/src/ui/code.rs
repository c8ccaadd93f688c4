//! Code and the words of people.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// A block of code. It scrolls sideways by itself.
#[component]
pub fn CodeBlock(
    #[prop(into)] code: String,
    /// File name or language, above the code.
    #[prop(optional, into)]
    title: String,
) -> impl IntoView {
    let label = if title.is_empty() { "Code".to_owned() } else { title.clone() };
    view! {
        <figure class="tf-code">
            {(!title.is_empty()).then(|| view! { <figcaption>{title}</figcaption> })}
            <pre tabindex="0" role="region" aria-label=label>
                <code>{code}</code>
            </pre>
        </figure>
    }
}

/// A command for a terminal, ready to be copied. The button needs script and comes with it.
#[component]
pub fn Command(
    #[prop(into)] line: String,
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! {
        <div class="tf-command">
            <pre tabindex="0" role="region" aria-label=label>
                <code>{line}</code>
            </pre>
            <button type="button" class="btn btn-sm" data-copy hidden>
                <Glyph icon=Icon::Copy />
                <span aria-live="polite">"Copy"</span>
            </button>
        </div>
    }
}

/// What a person wrote, with their own line breaks and nothing else of theirs.
#[component]
pub fn Prose(#[prop(into)] text: String) -> impl IntoView {
    view! { <p class="tf-prose">{text}</p> }
}

/// What another person said, set apart.
#[component]
pub fn Quote(#[prop(into)] text: String) -> impl IntoView {
    view! { <blockquote class="tf-quote">{text}</blockquote> }
}
