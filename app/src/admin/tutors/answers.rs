use contract::tutors::{ANSWER_MAX, Part};
use domain::tutors::application::{Case, State};
use leptos::prelude::*;

use crate::{request::Request, ui::prelude::*};

/// Parts that an applicant can change.
const PARTS: [Part; 6] =
    [Part::Headline, Part::About, Part::Subjects, Part::Evidence, Part::Languages, Part::Statement];

/// The forms that the page shows.
pub(super) fn shown(case: &Case) -> Vec<&'static str> {
    let mut shown = match case.application.state {
        _ if case.own => Vec::new(),
        State::Submitted => vec!["approve", "wish", "decline"],
        State::Approved => vec!["suspend"],
        State::Suspended => vec!["lift"],
        _ => Vec::new(),
    };
    if case.application.change.is_some() && !case.own {
        shown.extend(["approve-change", "decline-change"]);
    }
    shown
}

/// Yes, a wish, or no.
#[component]
pub(super) fn Answers(request: Request, case: Case) -> impl IntoView {
    let seen = case.application.version.to_string();
    let parts = PARTS.iter().map(|part| Choice::new(part.as_str(), part.title())).collect();
    let keys = [request.key(), request.key(), request.key()];
    let [yes_key, wish_key, no_key] = keys;
    let (wish_seen, no_seen) = (seen.clone(), seen.clone());
    view! {
        <Panel title="Your answer">
            <div class="tf-stack">
                <Form
                    key=yes_key
                    action="approve"
                    action_label="Approve"
                    consequence="What is written above becomes their page, which they open themselves. They get a mail."
                >
                    <input type="hidden" name="seen" value=seen />
                    <TextAreaField name="note" label="A word to them" required=false rows=2 max_length=most() />
                </Form>
                <Disclosure label="Ask for changes…" open=was_refused("wish")>
                    <Form
                        key=wish_key
                        action="wish"
                        action_label="Send it back"
                        look=Look::Quiet
                        consequence="They get a mail with your words, change it and send it again."
                    >
                        <input type="hidden" name="seen" value=wish_seen />
                        <ChecksField name="parts" label="What" choices=parts lay=Lay::Flow />
                        <TextAreaField name="note" label="How, and why" hint="They read it. At least 10 characters." rows=3 max_length=most() />
                    </Form>
                </Disclosure>
                <Disclosure label="Decline…" open=was_refused("decline")>
                    <Form
                        key=no_key
                        action="decline"
                        action_label="Decline"
                        look=Look::Danger
                        consequence="They get a mail with your words, and may apply again in 30 days."
                    >
                        <input type="hidden" name="seen" value=no_seen />
                        <TextAreaField name="note" label="Why" hint="They read it. At least 10 characters." rows=3 max_length=most() />
                    </Form>
                </Disclosure>
            </div>
        </Panel>
    }
}

/// Yes or no to what a tutor changed.
#[component]
pub(super) fn ChangeAnswers(request: Request, #[prop(into)] seen: String) -> impl IntoView {
    let (yes_key, no_key) = (request.key(), request.key());
    let no_seen = seen.clone();
    view! {
        <div class="tf-stack">
            <Form
                key=yes_key
                action="approve-change"
                action_label="Approve the change"
                consequence="Everybody sees it at once. They get a mail."
            >
                <input type="hidden" name="seen" value=seen />
                <TextAreaField name="note" label="A word to them" required=false rows=2 max_length=most() />
            </Form>
            <Disclosure label="Decline the change…" open=was_refused("decline-change")>
                <Form
                    key=no_key
                    action="decline-change"
                    action_label="Decline the change"
                    look=Look::Danger
                    consequence="Their page stays as it is. They get a mail with your words."
                >
                    <input type="hidden" name="seen" value=no_seen />
                    <TextAreaField name="note" label="Why" hint="They read it. At least 10 characters." rows=3 max_length=most() />
                </Form>
            </Disclosure>
        </div>
    }
}

/// Closing an approved page, or letting it be opened again.
#[component]
pub(super) fn Closing(request: Request, suspended: bool) -> impl IntoView {
    let key = request.key();
    let (action, label, look, consequence) = if suspended {
        (
            "lift",
            "Lift the suspension",
            Look::Primary,
            "If the page was open before, it is open again. They get a mail with your words.",
        )
    } else {
        (
            "suspend",
            "Suspend the page",
            Look::Danger,
            "Nobody finds or books them until a moderator lifts it; booked sessions stay. They get a mail with your words.",
        )
    };
    view! {
        <Disclosure label=format!("{label}…") open=was_refused(action)>
            <Form key=key action=action action_label=label look=look consequence=consequence>
                <TextAreaField name="reason" label="Why" hint="They read it. At least 10 characters." rows=3 max_length=most() />
            </Form>
        </Disclosure>
    }
}

fn was_refused(action: &str) -> bool {
    use_context::<Submitted>().unwrap_or_default().value("action") == Some(action)
}

fn most() -> u32 {
    u32::try_from(ANSWER_MAX).unwrap_or(u32::MAX)
}
