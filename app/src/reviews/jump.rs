//! From change to change and from thread to thread, at the lower edge of the window. It is the script that jumps; without
//! it the lists of files and of threads lead everywhere.

use leptos::prelude::*;

use crate::ui::prelude::*;

/// The keys of the page and what they do.
const KEYS: [(&str, &str); 7] = [
    ("j", "next change"),
    ("k", "change before"),
    ("n", "next thread"),
    ("p", "thread before"),
    ("c", "to what you are writing"),
    ("Shift", "with a click on a line’s number: all lines up to it"),
    ("?", "this list"),
];

/// Buttons for both ways, and the list of keys.
#[component]
pub fn Jump(
    /// There is more than one place of this kind.
    changes: bool,
    threads: bool,
) -> impl IntoView {
    let changes = changes.then(|| view! { <Steps kind="change" title="Change" /> });
    let threads = threads.then(|| view! { <Steps kind="thread" title="Thread" /> });
    let keys = KEYS
        .into_iter()
        .map(|(key, what)| {
            view! {
                <dt>
                    <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
            }
        })
        .collect_view();
    view! {
        <nav class="tf-jump" aria-label="Jump" data-needs-script hidden>
            {changes}
            {threads}
            <span class="tf-jump-keys">
                <Button look=Look::Bare size=Size::Small opens="keys">
                    "Keys"
                </Button>
            </span>
        </nav>
        <Dialog id="keys" title="Keys of this page">
            <dl class="tf-keys">{keys}</dl>
        </Dialog>
    }
}

#[component]
fn Steps(kind: &'static str, title: &'static str) -> impl IntoView {
    let step = |by: &'static str, which: &'static str, icon: Icon| {
        view! {
            <button type="button" class="btn btn-ghost btn-sm btn-square" data-go=kind data-by=by aria-label=format!("{which} {kind}")>
                <Glyph icon=icon />
            </button>
        }
    };
    view! {
        <span class="tf-jump-steps">
            {step("-1", "Previous", Icon::ChevronUp)} <span>{title}</span> {step("1", "Next", Icon::ChevronDown)}
        </span>
    }
}
