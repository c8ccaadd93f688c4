//! Asking before something happens, and showing more without leaving.

use leptos::prelude::*;

use super::{Glyph, Icon, Look};

/// A native dialog, opened by a button or link with `opens=` this `id`.
///
/// It needs script to open. What must work without gets a [`Disclosure`], or a page of its own that shows the dialog `open`.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    /// Stands open in the page: the answer for a reader without script.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog class="tf-dialog" id=id open=open aria-labelledby=labelled_by>
            <div class="tf-dialog-head">
                <h2 id=title_id>{title}</h2>
                <form method="dialog">
                    <button class="btn btn-ghost btn-sm btn-square" aria-label="Close">
                        <Glyph icon=Icon::X />
                    </button>
                </form>
            </div>
            <div class="tf-dialog-body">{children()}</div>
        </dialog>
    }
}

/// Closes the dialog and changes nothing: "Keep it". Stands inside the dialog's form, as its `beside`.
#[component]
pub fn CloseDialog(children: Children) -> impl IntoView {
    view! {
        <button type="submit" formmethod="dialog" formnovalidate=true class="btn btn-ghost">
            {children()}
        </button>
    }
}

/// A button that opens what stands below it, without script: "Cancel this booking…" and its form.
#[component]
pub fn Disclosure(
    #[prop(into)] label: String,
    #[prop(optional)] look: Look,
    /// Open at first: after a refusal inside it, for example.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    let class = match look {
        Look::Primary => "btn btn-primary",
        Look::Quiet => "btn",
        Look::Bare => "btn btn-ghost",
        Look::Danger => "btn btn-error",
    };
    view! {
        <details class="tf-disclosure" open=open>
            <summary class=class>{label} <Glyph icon=Icon::ChevronDown /></summary>
            <div class="tf-disclosure-body">{children()}</div>
        </details>
    }
}
