//! Icons. The only place of the design system that writes raw markup, and only from constants.

mod set;

use leptos::prelude::*;

pub use set::Icon;

/// How large an icon is: with text, in a chip, alone.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum IconSize {
    Small,
    #[default]
    Medium,
    Large,
}

/// An icon beside words. It is hidden from screen readers: the words carry the meaning.
#[component]
pub fn Glyph(
    icon: Icon,
    #[prop(optional)] size: IconSize,
    /// Further classes, such as `tf-star-full`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let size = match size {
        IconSize::Small => "icon icon-sm",
        IconSize::Medium => "icon",
        IconSize::Large => "icon icon-lg",
    };
    view! {
        <svg
            class=if class.is_empty() { size.to_owned() } else { format!("{size} {class}") }
            width="20"
            height="20"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=icon.body()
        ></svg>
    }
}
