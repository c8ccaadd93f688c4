//! What is pressed. One primary action a page; everything else is quiet.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// The page's one action.
    Primary,
    /// Everything else.
    #[default]
    Quiet,
    /// Without an edge: inside a toolbar or beside a button.
    Bare,
    /// Takes something away.
    Danger,
}

/// How large a button, an avatar or a rating is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Size {
    Small,
    #[default]
    Medium,
    Large,
}

const fn class(look: Look, size: Size) -> &'static str {
    match (look, size) {
        (Look::Primary, Size::Small) => "btn btn-primary btn-sm",
        (Look::Primary, Size::Medium) => "btn btn-primary",
        (Look::Primary, Size::Large) => "btn btn-primary btn-lg",
        (Look::Quiet, Size::Small) => "btn btn-sm",
        (Look::Quiet, Size::Medium) => "btn",
        (Look::Quiet, Size::Large) => "btn btn-lg",
        (Look::Bare, Size::Small) => "btn btn-ghost btn-sm",
        (Look::Bare, Size::Medium) => "btn btn-ghost",
        (Look::Bare, Size::Large) => "btn btn-ghost btn-lg",
        (Look::Danger, Size::Small) => "btn btn-error btn-sm",
        (Look::Danger, Size::Medium) => "btn btn-error",
        (Look::Danger, Size::Large) => "btn btn-error btn-lg",
    }
}

/// A button. Of type `button` unless it submits the form it stands in.
#[component]
pub fn Button(
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Icon>,
    /// Sends the form.
    #[prop(optional)]
    submit: bool,
    /// Name and value sent when this button sends the form.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional)] disabled: bool,
    /// Sends the form however it is filled in: what is missing matters later.
    #[prop(optional)]
    unchecked: bool,
    #[prop(optional, into)] id: Option<String>,
    /// The id of the form that it sends, if it does not stand in it.
    #[prop(optional, into)]
    of: Option<String>,
    /// The id of a [`Dialog`](crate::ui::Dialog) this opens. Needs script: give what matters a page as well.
    #[prop(optional, into)]
    opens: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class(look, size)
            name=name
            value=value
            disabled=disabled
            formnovalidate=unchecked
            id=id
            form=of
            data-confirm=opens
        >
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            {children()}
        </button>
    }
}

/// What Enter presses in a form whose first button is not the one that is meant. Stands first, is neither seen nor heard.
#[component]
pub fn EnterButton() -> impl IntoView {
    view! { <button type="submit" class="sr-only" tabindex="-1" aria-hidden="true"></button> }
}

/// A link that looks like a button: it leads somewhere and changes nothing.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(optional)] icon: Option<Icon>,
    /// The id of a dialog of this page that stands for the page behind the link, where there is script.
    #[prop(optional, into)]
    opens: Option<String>,
    #[prop(optional, into)] rel: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=class(look, size) data-confirm=opens rel=rel>
            {icon.map(|icon| view! { <Glyph icon=icon /> })}
            {children()}
        </a>
    }
}

/// A link in running text or in a list.
#[component]
pub fn TextLink(#[prop(into)] href: String, children: Children) -> impl IntoView {
    view! {
        <a href=href class="tf-link">
            {children()}
        </a>
    }
}
