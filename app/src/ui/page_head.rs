//! The top of a page: where it is, what it is, the one thing to do.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// A step of the way to a page: address and name.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub href: String,
    pub label: String,
}

impl Crumb {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// The way to a page, without the page itself: its title stands right below.
#[component]
pub fn Breadcrumbs(crumbs: Vec<Crumb>) -> impl IntoView {
    let steps = crumbs
        .into_iter()
        .map(|crumb| {
            view! {
                <li>
                    <a href=crumb.href>{crumb.label}</a>
                    <Glyph icon=Icon::ChevronRight />
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tf-crumbs" aria-label="You are here">
            <ol role="list">{steps}</ol>
        </nav>
    }
}

/// Breadcrumb where deeper than one, title, one line, and the one primary action at the right.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    #[prop(optional)] crumbs: Vec<Crumb>,
    /// One sentence or facts in a line.
    #[prop(optional, into)]
    lead: String,
    /// The page's one primary action.
    #[prop(optional)]
    action: Option<AnyView>,
    /// More under the line: a status, chips.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="tf-page-head">
            {(!crumbs.is_empty()).then(|| view! { <Breadcrumbs crumbs=crumbs /> })}
            <div class="tf-page-head-words">
                <h1>{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="tf-page-lead">{lead}</p> })}
                {children.map(|children| children())}
            </div>
            {action.map(|action| view! { <div class="tf-page-head-action">{action}</div> })}
        </div>
    }
}
