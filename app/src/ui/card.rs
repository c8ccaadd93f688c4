//! Surfaces. Rows before cards; a panel holds one matter of a page.

use leptos::prelude::*;

/// A raised surface, where a picture or a choice carries it.
#[component]
pub fn Card(children: Children) -> impl IntoView {
    view! { <div class="tf-card">{children()}</div> }
}

/// A raised surface with a heading: one matter of a page.
#[component]
pub fn Panel(
    #[prop(into)] title: String,
    /// A link or a fact at the right of the heading.
    #[prop(optional)]
    aside: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="tf-panel">
            <div class="tf-panel-head">
                <h2>{title}</h2>
                {aside}
            </div>
            <div class="tf-panel-body">{children()}</div>
        </section>
    }
}

/// A part of a page under a heading, without a surface.
#[component]
pub fn Section(
    #[prop(into)] title: String,
    /// A line under the heading.
    #[prop(optional, into)]
    lead: String,
    /// Id of the heading, for links into the page.
    #[prop(optional, into)]
    id: Option<String>,
    /// A link or a fact at the right of the heading.
    #[prop(optional)]
    aside: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="tf-section">
            <div class="tf-section-head">
                <div>
                    <h2 id=id>{title}</h2>
                    {(!lead.is_empty()).then(|| view! { <p>{lead}</p> })}
                </div>
                {aside}
            </div>
            {children()}
        </section>
    }
}
