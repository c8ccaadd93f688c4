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
    let (wish_seen, no_seen) = (seen.clone(), seen.clone());
    let parts = PARTS.iter().map(|part| Choice::new(part.as_str(), part.title())).collect();
    view! {
        <Panel title="Your answer">
            <div class="tf-stack">
                <Yes
                    key=request.key()
                    seen=seen
                    action="approve"
                    label="Approve"
                    consequence="What is written above becomes their page, which they open themselves. They get a mail."
                />
                <div class="tf-answers">
                    <Reasoned
                        key=request.key()
                        action="wish"
                        opens="Ask for changes…"
                        label="Send it back"
                        look=Look::Quiet
                        asks="How, and why"
                        consequence="They get a mail with your words, change it and send it again."
                    >
                        <Seen version=wish_seen />
                        <ChecksField name="parts" label="What" choices=parts lay=Lay::Flow />
                    </Reasoned>
                    <Reasoned
                        key=request.key()
                        action="decline"
                        opens="Decline…"
                        label="Decline"
                        consequence="They get a mail with your words, and may apply again in 30 days."
                    >
                        <Seen version=no_seen />
                    </Reasoned>
                </div>
            </div>
        </Panel>
    }
}

/// Yes or no to what a tutor changed.
#[component]
pub(super) fn ChangeAnswers(request: Request, #[prop(into)] seen: String) -> impl IntoView {
    let no_seen = seen.clone();
    view! {
        <div class="tf-stack">
            <Yes
                key=request.key()
                seen=seen
                action="approve-change"
                label="Approve the change"
                consequence="Everybody sees it at once. They get a mail."
            />
            <Reasoned
                key=request.key()
                action="decline-change"
                opens="Decline the change…"
                label="Decline the change"
                consequence="Their page stays as it is. They get a mail with your words."
            >
                <Seen version=no_seen />
            </Reasoned>
        </div>
    }
}

/// Closing an approved page, or letting it be opened again.
#[component]
pub(super) fn Closing(request: Request, suspended: bool) -> impl IntoView {
    let key = request.key();
    if suspended {
        return view! {
            <Reasoned
                key=key
                action="lift"
                opens="Lift the suspension…"
                label="Lift the suspension"
                look=Look::Primary
                words="reason"
                consequence="If the page was open before, it is open again. They get a mail with your words."
            />
        }
        .into_any();
    }
    view! {
        <Reasoned
            key=key
            action="suspend"
            opens="Suspend the page…"
            label="Suspend the page"
            words="reason"
            consequence="Nobody finds or books them until a moderator lifts it; booked sessions stay. They get a mail with your words."
        />
    }
    .into_any()
}

/// What was read: an answer to something else is refused.
#[component]
fn Seen(version: String) -> impl IntoView {
    view! { <input type="hidden" name="seen" value=version /> }
}

/// An answer that needs no words.
#[component]
fn Yes(
    key: String,
    seen: String,
    action: &'static str,
    label: &'static str,
    consequence: &'static str,
) -> impl IntoView {
    view! {
        <Form key=key action=action action_label=label consequence=consequence>
            <Seen version=seen />
            <TextAreaField name="note" label="A word to them" required=false rows=2 max_length=most() />
        </Form>
    }
}

/// An answer that stays folded until it is wanted, and takes words that its reader gets.
#[component]
fn Reasoned(
    key: String,
    action: &'static str,
    /// What unfolds it.
    opens: &'static str,
    label: &'static str,
    consequence: &'static str,
    #[prop(default = Look::Danger)] look: Look,
    #[prop(default = "Why")] asks: &'static str,
    /// The field that carries the words.
    #[prop(default = "note")]
    words: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <Disclosure label=opens open=was_refused(action)>
            <Form key=key action=action action_label=label look=look consequence=consequence>
                {children.map(|children| children())}
                <TextAreaField name=words label=asks hint="They read it. At least 10 characters." rows=3 max_length=most() />
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
