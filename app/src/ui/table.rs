//! Dense facts in columns.

use leptos::prelude::*;

/// A column's heading; `number` sets its figures to the right.
#[derive(Clone, Debug)]
pub struct Column {
    pub label: String,
    pub number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false }
    }

    /// A column of figures; give its cells the class `tf-num`.
    pub fn figures(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: true }
    }
}

/// A table. The children are its `<tr>`s. It scrolls sideways by itself where the page is narrow.
#[component]
pub fn Table(
    /// What the table holds. Shown above it unless `bare`.
    #[prop(into)]
    caption: String,
    columns: Vec<Column>,
    /// The caption is for screen readers alone.
    #[prop(optional)]
    bare: bool,
    children: Children,
) -> impl IntoView {
    let heads = columns
        .into_iter()
        .map(|column| {
            let class = column.number.then_some("tf-num");
            view! {
                <th scope="col" class=class>
                    {column.label}
                </th>
            }
        })
        .collect_view();
    let label = caption.clone();
    view! {
        <div class="tf-table-frame" role="region" tabindex="0" aria-label=label>
            <table class="tf-table">
                <caption class=bare.then_some("sr-only")>{caption}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
