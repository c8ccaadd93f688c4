use domain::{
    bookings::OpenBooking,
    personal::Fate,
    rights::{self, GRACE},
};
use leptos::prelude::*;

use crate::{
    request::{Refused, Request},
    time,
    ui::prelude::*,
};

/// What becomes of everything, and the form that begins it. As long as somebody waits for them there is none.
#[component]
pub(super) fn LeavePart(request: Request, open: Vec<OpenBooking>) -> impl IntoView {
    let days = GRACE.num_days();
    let waited = (!open.is_empty()).then(|| view! { <Waited request=request.clone() open=open.clone() /> });
    let form = open.is_empty().then(|| {
        view! {
            <Form
                key=request.key()
                action="leave"
                action_label="Delete my account"
                look=Look::Danger
                consequence=format!("You are signed out everywhere and hidden at once. For {days} days you can sign in and keep the account.")
            >
                <CheckField
                    name="sure"
                    label="I have read what becomes of my data"
                    hint=format!("After {days} days it cannot be undone.")
                    required=true
                />
            </Form>
        }
    });
    view! {
        <Section title="Delete your account" lead="This is what happens to what we hold of you.">
            {waited}
            <Lines title="Erased" fate=Fate::Erased />
            <Lines title="Stays, without your name" fate=Fate::Anonymous />
            <Lines title="Kept, and why" fate=Fate::Kept />
            {form}
        </Section>
    }
}

#[component]
fn Lines(title: &'static str, fate: Fate) -> impl IntoView {
    let lines = rights::plan().into_iter().filter(|line| line.fate == fate);
    let rows = lines.map(|line| view! { <Row title=line.title line=line.says /> }).collect_view();
    view! {
        <div class="grid gap-2 min-w-0">
            <h3>{title}</h3>
            <List>{rows}</List>
        </div>
    }
}

/// Who waits for them, each with a way to the session.
#[component]
fn Waited(request: Request, open: Vec<OpenBooking>) -> impl IntoView {
    let (reader, now) = (request.reader, request.ctx.now());
    let refused = use_context::<Refused>().map(|Refused(error)| error.to_string());
    let rows = open.into_iter().map(move |one| {
        let when = time::span(one.starts_at, one.ends_at, reader, now);
        let title = if one.with.is_empty() { one.subject } else { format!("{} with {}", one.subject, one.with) };
        view! { <Row title=title href=one.of.path() line=when /> }
    });
    view! {
        {refused.map(|title| view! { <div role="alert"><Banner tone=Tone::Danger title=title /></div> })}
        <Banner tone=Tone::Warning title="Somebody still waits for you.">
            <p>"You can leave once these sessions are cancelled or over."</p>
        </Banner>
        <List>{rows.collect_view()}</List>
    }
}
