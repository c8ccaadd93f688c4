//! Light, dark, or as the system has it.

use leptos::prelude::*;

use crate::ui::{Glyph, Icon};

/// The choice of theme. A form, so that it works without script; with script the page changes at once.
#[component]
pub fn ThemeSwitch(
    /// What is chosen now: `light`, `dark`, anything else is the system's.
    theme: String,
    /// Where to come back to.
    path: String,
) -> impl IntoView {
    let chosen = if theme == "light" || theme == "dark" { theme } else { "system".to_owned() };
    let options =
        [("light", "Light", Icon::Sun), ("dark", "Dark", Icon::Moon), ("system", "As the system", Icon::Monitor)]
            .map(|(value, label, icon)| {
                let pressed = if chosen == value { "true" } else { "false" };
                view! {
                    <button class="tf-menu-item" type="submit" name="theme" value=value aria-pressed=pressed>
                        <Glyph icon=icon />
                        {label}
                        <Glyph icon=Icon::Check class="tf-menu-tick" />
                    </button>
                }
            })
            .collect_view();
    view! {
        <details class="tf-menu" data-menu>
            <summary class="btn btn-ghost btn-square" aria-label="Colours of the page">
                <Glyph icon=Icon::Sun />
            </summary>
            <form class="tf-menu-panel" method="post" action="/theme" data-theme-switch>
                <input type="hidden" name="back" value=path />
                {options}
            </form>
        </details>
    }
}
