//! Lists of people and things: a row each.

use leptos::prelude::*;

/// A list of [`Row`]s.
#[component]
pub fn List(children: Children) -> impl IntoView {
    view! {
        <ul class="tf-list" role="list">
            {children()}
        </ul>
    }
}

/// One person or thing: avatar, name, one line, chips (the children), one number, one action.
#[component]
pub fn Row(
    #[prop(into)] title: String,
    /// Where the whole row leads.
    #[prop(optional, into)]
    href: String,
    /// The avatar or icon at the left.
    #[prop(optional)]
    lead: Option<AnyView>,
    /// One line in soft ink.
    #[prop(optional, into)]
    line: String,
    /// One number or time at the right.
    #[prop(optional)]
    figure: Option<AnyView>,
    /// One button or link at the right.
    #[prop(optional)]
    action: Option<AnyView>,
    /// Chips, a status, links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let title = if href.is_empty() {
        view! { <span>{title}</span> }.into_any()
    } else {
        view! { <a href=href>{title}</a> }.into_any()
    };
    view! {
        <li>
            <div class="tf-row">
                {lead.map(|lead| view! { <div class="tf-row-lead">{lead}</div> })}
                <div class="tf-row-main">
                    <div class="tf-row-title">{title}</div>
                    {(!line.is_empty()).then(|| view! { <div class="tf-row-line">{line}</div> })}
                    {children.map(|children| view! { <div class="tf-row-more">{children()}</div> })}
                </div>
                {figure.map(|figure| view! { <div class="tf-row-figure">{figure}</div> })}
                {action.map(|action| view! { <div class="tf-row-action">{action}</div> })}
            </div>
        </li>
    }
}

/// A figure that matters, in serif, with a word below it: a price, a balance.
#[component]
pub fn Figure(#[prop(into)] value: String, #[prop(optional, into)] label: String) -> impl IntoView {
    view! {
        <div class="tf-figure">{value}</div>
        {(!label.is_empty()).then(|| view! { <div>{label}</div> })}
    }
}
