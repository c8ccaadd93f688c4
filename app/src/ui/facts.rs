//! Facts about a person or a thing, without decoration.

use leptos::prelude::*;

/// A strip of [`Fact`]s.
#[component]
pub fn Facts(children: Children) -> impl IntoView {
    view! { <dl class="tf-facts">{children()}</dl> }
}

/// Label small, figure in serif, and what it is made of in a line below.
#[component]
pub fn Fact(
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    /// What the figure is made of.
    #[prop(optional, into)]
    why: String,
) -> impl IntoView {
    view! {
        <div class="tf-fact">
            <dt>{label}</dt>
            <dd>{value}</dd>
            {(!why.is_empty()).then(|| view! { <dd class="tf-fact-why">{why}</dd> })}
        </div>
    }
}

/// Labels at the left, values at the right: the terms of a booking, the data of an account.
#[component]
pub fn Details(children: Children) -> impl IntoView {
    view! { <dl class="tf-details">{children()}</dl> }
}

/// One line of [`Details`]; the children are its value.
#[component]
pub fn Detail(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
