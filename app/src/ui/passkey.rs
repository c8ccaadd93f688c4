//! A form that a passkey answers. The button comes with the script; without it the form says so.

use leptos::prelude::*;

use super::Look;

/// What the browser is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ceremony {
    /// Another passkey.
    Make,
    /// One that is known.
    Show,
    /// Whatever there is, also beside what the browser proposes for the address.
    SignIn,
}

/// The children are fields that are sent along, and what a passkey needs besides.
#[component]
pub fn PasskeyForm(
    ceremony: Ceremony,
    #[prop(into)] label: String,
    /// As JSON: what is to be signed, and what it is known by.
    #[prop(optional, into)]
    challenge: Option<String>,
    /// Where that is asked for instead.
    #[prop(optional, into)]
    challenge_from: Option<String>,
    /// Another path to post to; as a rule it is the page's own.
    #[prop(optional, into)]
    to: Option<String>,
    /// Stands before the names of the answer's fields.
    #[prop(optional)]
    prefix: &'static str,
    #[prop(default = Look::Quiet)] look: Look,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let kind = match ceremony {
        Ceremony::Make => "make",
        Ceremony::Show => "show",
        Ceremony::SignIn => "sign-in",
    };
    view! {
        <form
            method="post"
            class="tf-form tf-passkey"
            action=to
            data-passkey=kind
            data-challenge=challenge
            data-challenge-from=challenge_from
        >
            {children.map(|children| children())}
            <input type="hidden" name=format!("{prefix}ceremony") data-ceremony />
            <input type="hidden" name=format!("{prefix}credential") data-credential />
            <div class="tf-passkey-go">
                <PasskeyButton label=label look=look />
            </div>
            <p role="status" data-passkey-says></p>
            <p data-passkey-unable>"Passkeys need JavaScript, which is switched off here. Please take another way."</p>
        </form>
    }
}

#[component]
fn PasskeyButton(label: String, look: Look) -> impl IntoView {
    let class = if look == Look::Primary { "btn btn-primary" } else { "btn" };
    view! {
        <button type="button" class=class data-passkey-go hidden>
            <super::Glyph icon=super::Icon::Key />
            {label}
        </button>
    }
}
