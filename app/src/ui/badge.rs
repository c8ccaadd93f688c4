//! Small facts beside a name.

use leptos::prelude::*;

use super::{Glyph, Icon, Tone};

/// A short fact with a meaning: "New", "On time".
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(optional)] icon: Option<Icon>, children: Children) -> impl IntoView {
    let class = match tone {
        Tone::Neutral => "tf-badge tone-neutral",
        Tone::Info => "tf-badge tone-info",
        Tone::Success => "tf-badge tone-success",
        Tone::Warning => "tf-badge tone-warning",
        Tone::Danger => "tf-badge tone-danger",
        Tone::Ember => "tf-badge tone-ember",
    };
    view! {
        <span class=class>
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            {children()}
        </span>
    }
}

/// A subject, a language, a level, a filter. With `href` it leads somewhere.
#[component]
pub fn Chip(
    /// What stands on it.
    #[prop(into)]
    label: String,
    /// Said softly after the label: "A-level", "12".
    #[prop(optional, into)]
    note: String,
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional, into)] href: Option<String>,
) -> impl IntoView {
    let inside = view! {
        {icon.map(|icon| view! { <Glyph icon=icon /> })}
        {label}
        {(!note.is_empty()).then(|| view! { <span class="tf-chip-note">{note}</span> })}
    };
    match href {
        Some(href) => view! {
            <a class="tf-chip" href=href>
                {inside}
            </a>
        }
        .into_any(),
        None => view! { <span class="tf-chip">{inside}</span> }.into_any(),
    }
}

/// A filter that is on, with the link that takes it off.
#[component]
pub fn FilterChip(
    #[prop(into)] label: String,
    /// Where the page is without this filter.
    #[prop(into)]
    off: String,
) -> impl IntoView {
    view! {
        <a class="tf-chip" href=off>
            <span class="sr-only">"Remove filter: "</span>
            {label}
            <Glyph icon=Icon::X />
        </a>
    }
}

/// How many wait, in ember. Nothing at zero.
#[component]
pub fn Count(
    number: i64,
    /// Read out after the number: "waiting for you".
    #[prop(into)]
    of: String,
) -> impl IntoView {
    (number > 0).then(|| {
        let shown = if number > 99 { "99+".to_owned() } else { number.to_string() };
        view! {
            <span class="tf-count">
                {shown} <span class="sr-only">{format!(" {of}")}</span>
            </span>
        }
    })
}
