use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{request::Request, time, ui::prelude::*};

/// One of a list from which each can be taken away.
pub(super) struct Entry {
    pub title: String,
    /// Where it is changed, or nothing.
    pub href: String,
    pub line: String,
    /// The form's action that takes it away, and the field that says which one, with its value.
    pub removal: (&'static str, &'static str, String),
    /// What "Remove" means for those who only hear it.
    pub spoken: String,
}

/// What was said so far, each with its way out, or that there is nothing.
#[component]
pub(super) fn Entries(request: Request, entries: Vec<Entry>, none: &'static str, icon: Icon) -> impl IntoView {
    if entries.is_empty() {
        return view! { <EmptyState says=none icon=icon /> }.into_any();
    }
    let rows = entries.into_iter().map(|entry| row(&request, entry)).collect_view();
    view! { <List>{rows}</List> }.into_any()
}

fn row(request: &Request, entry: Entry) -> impl IntoView + use<> {
    let (action, field, which) = entry.removal;
    let spoken = format!(": {}", entry.spoken);
    let remove = view! {
        <form method="post">
            <input type="hidden" name="key" value=request.key() />
            <input type="hidden" name="action" value=action />
            <input type="hidden" name=field value=which />
            <Button submit=true look=Look::Bare size=Size::Small>
                "Remove" <VisuallyHidden>{spoken}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! { <Row title=entry.title href=entry.href line=entry.line action=remove /> }
}

/// `Mon 7 – Fri 11 Dec`, or the one day.
pub(super) fn days_line(request: &Request, from: NaiveDate, until: NaiveDate) -> String {
    let day = |day| time::date(day, request.reader, request.ctx.now());
    if from == until { day(from) } else { format!("{} – {}", day(from), day(until)) }
}
