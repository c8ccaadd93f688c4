//! Saying how something stands: in the page (banner) or in passing (toast).

use leptos::prelude::*;

use super::{Glyph, Icon, Tone};

const fn icon(tone: Tone) -> Icon {
    match tone {
        Tone::Success => Icon::CircleCheck,
        Tone::Warning => Icon::TriangleAlert,
        Tone::Danger => Icon::CircleAlert,
        Tone::Neutral | Tone::Info | Tone::Ember => Icon::Info,
    }
}

/// A notice in the page: what is so, and what to do about it.
#[component]
pub fn Banner(
    #[prop(default = Tone::Info)] tone: Tone,
    #[prop(optional, into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let class = match tone {
        Tone::Neutral => "tf-banner tone-neutral",
        Tone::Info => "tf-banner tone-info",
        Tone::Success => "tf-banner tone-success",
        Tone::Warning => "tf-banner tone-warning",
        Tone::Danger => "tf-banner tone-danger",
        Tone::Ember => "tf-banner tone-ember",
    };
    view! {
        <div class=class>
            <Glyph icon=icon(tone) />
            <div class="tf-banner-words">
                {(!title.is_empty()).then(|| view! { <p class="tf-banner-title">{title}</p> })}
                {children.map(|children| children())}
            </div>
        </div>
    }
}

/// A confirmation in passing. It stays until it is dismissed or the next page comes: nobody has to read fast.
#[component]
pub fn Toast(#[prop(default = Tone::Success)] tone: Tone, #[prop(into)] says: String) -> impl IntoView {
    let dot = match tone {
        Tone::Success => "dot-success",
        Tone::Warning => "dot-warning",
        Tone::Danger => "dot-danger",
        Tone::Neutral | Tone::Info | Tone::Ember => "dot-info",
    };
    view! {
        <div class="tf-toast" role="status" data-toast>
            <Glyph icon=icon(tone) class=dot />
            <span>{says}</span>
            <button type="button" class="btn btn-ghost btn-sm btn-square" aria-label="Dismiss" data-dismiss hidden>
                <Glyph icon=Icon::X />
            </button>
        </div>
    }
}
