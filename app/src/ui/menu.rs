//! A menu behind a button: `<details>`, so that it opens without script; script closes it on Esc and outside.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// A button and the menu below it.
#[component]
pub fn Menu(
    /// Said to screen readers, and shown when there is no `face`.
    #[prop(into)]
    label: String,
    /// What is shown instead of the label: an avatar, an icon.
    #[prop(optional)]
    face: Option<AnyView>,
    /// Opens towards the right from its left edge.
    #[prop(optional)]
    left: bool,
    children: Children,
) -> impl IntoView {
    let class = if left { "tf-menu tf-menu-left" } else { "tf-menu" };
    let summary = match face {
        Some(face) => view! {
            <summary class="tf-me">
                <span class="sr-only">{label}</span>
                {face}
                <Glyph icon=Icon::ChevronDown />
            </summary>
        }
        .into_any(),
        None => view! { <summary class="btn">{label} <Glyph icon=Icon::ChevronDown /></summary> }.into_any(),
    };
    view! {
        <details class=class data-menu>
            {summary}
            <div class="tf-menu-panel">{children()}</div>
        </details>
    }
}

/// A line of a menu that leads somewhere.
#[component]
pub fn MenuLink(#[prop(into)] href: String, #[prop(optional)] icon: Option<Icon>, children: Children) -> impl IntoView {
    view! {
        <a class="tf-menu-item" href=href>
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            {children()}
        </a>
    }
}

/// A line of a menu that sends the form it stands in.
#[component]
pub fn MenuButton(
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button class="tf-menu-item" type="submit" name=name value=value>
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            {children()}
        </button>
    }
}
