//! Views of one thing, each with its own address.

use leptos::prelude::*;

/// A line of [`Tab`]s.
#[component]
pub fn Tabs(
    /// What they are views of.
    #[prop(into)]
    label: String,
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="tf-tabs" aria-label=label>
            {children()}
        </nav>
    }
}

/// One view: a link, marked when it is the one in sight.
#[component]
pub fn Tab(
    #[prop(into)] href: String,
    #[prop(optional)] current: bool,
    /// How many things are in it.
    #[prop(default = None, into)]
    count: Option<i64>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="tf-tab" href=href aria-current=current.then_some("page")>
            {children()}
            {count.map(|count| view! { <span class="tf-tab-count">{count}</span> })}
        </a>
    }
}
