//! What happened to a thing with a life: who, what, when.

use leptos::prelude::*;

use super::Tone;

/// A list of [`Moment`]s, the first at the top.
#[component]
pub fn Timeline(children: Children) -> impl IntoView {
    view! {
        <ol class="tf-timeline" role="list">
            {children()}
        </ol>
    }
}

/// One thing that happened.
#[component]
pub fn Moment(
    /// Who did it: "Amina", "You", "TutorForge".
    #[prop(optional, into)]
    who: String,
    /// What they did: "asked for Tuesday 14:00".
    #[prop(into)]
    what: String,
    /// When, as a `<time>`.
    #[prop(optional)]
    when: Option<AnyView>,
    #[prop(optional)] tone: Tone,
    /// Words, a quote, what can be undone.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="tf-moment">
            <span class=tone.dot()></span>
            <div class="tf-moment-what">
                {(!who.is_empty()).then(|| view! { <b>{who}</b>" " })}
                {what}
            </div>
            {when.map(|when| view! { <div class="tf-moment-when">{when}</div> })}
            {children.map(|children| view! { <div class="tf-moment-more">{children()}</div> })}
        </li>
    }
}
