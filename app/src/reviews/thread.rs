//! A conversation as it stands on the page: where, what kind, who said what, and what may be done about it.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use contract::{
    CommentId, UserId,
    reviews::{Kind, Place, ThreadState},
};
use domain::reviews::{Action, Sides, Stand, SubmissionPage, ThreadView};
use domain::when::Reader;
use leptos::{context::Provider, prelude::*};

use super::{
    comment::comment_view,
    look::Look as Shown,
    preview::{PreviewButton, Written},
    quote::{QuoteLines, quoted},
    words,
};
use crate::{request::Request, ui::prelude::*};

/// What every thread of a page shares.
#[derive(Clone)]
pub struct Round {
    pub request: Request,
    pub page: SubmissionPage,
    pub look: Shown,
    /// The lines that suggestions would replace, as they were when they were written.
    pub bases: Arc<HashMap<CommentId, Vec<String>>>,
    /// A suggestion whose lines have changed, beside what they are now.
    pub compared: Option<(CommentId, Sides)>,
    /// Whom of the people here the reader blocks.
    pub blocked: Arc<HashSet<UserId>>,
}

impl Round {
    pub(super) fn reader(&self) -> Reader {
        self.request.reader
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.request.ctx.now()
    }

    pub(super) fn me(&self) -> Option<UserId> {
        self.request.caller.as_ref().map(|user| user.id)
    }
}

/// One thread. What is settled is folded away, its first words in sight.
#[component]
pub fn Thread(
    round: Round,
    thread: ThreadView,
    /// Where its lines are in what is shown.
    standing: Stand,
    /// These lines, where they are shown.
    #[prop(optional)]
    lines: Vec<String>,
) -> impl IntoView {
    let number = thread.number;
    let settled = matches!(thread.state, ThreadState::Fixed | ThreadState::Dropped);
    let opener = round.page.person(thread.opened_by);
    let head = head(&thread, &standing);
    let was = outdated(&round, &thread, &standing);
    let comments =
        thread.comments.iter().map(|comment| comment_view(&round, &thread, comment, &standing)).collect_view();
    let answer = answer(&round, &thread, &lines);
    let steps = steps(&round, &thread);
    let class = if thread.is_draft { "tf-thread tf-thread-draft" } else { "tf-thread" };
    let label = format!("{} by {}", thread.kind.title(), opener.name);
    view! {
        <article class=class id=format!("t{number}") aria-label=label tabindex="-1" data-thread>
            <details open=!settled>
                <summary>{head}</summary>
                <div class="tf-thread-body">{was} {comments} <div class="tf-thread-foot">{answer} {steps}</div></div>
            </details>
            <a class="tf-thread-number" href=format!("#t{number}") aria-label=format!("Link to thread {number}")>
                {format!("#{number}")}
            </a>
        </article>
    }
}

fn head(thread: &ThreadView, standing: &Stand) -> AnyView {
    let kind = thread.kind;
    let state = (kind != Kind::Praise).then(|| {
        let (word, tone) = words::thread_state(kind, thread.state);
        view! { <Status word=word tone=tone /> }
    });
    let outdated = matches!(standing, Stand::Outdated { .. });
    let first = thread.comments.first().map(|comment| markup::plain(&comment.text)).unwrap_or_default();
    view! {
        <Badge tone=words::kind_tone(kind)>{kind.title()}</Badge>
        {state}
        {thread.is_draft.then(|| view! { <Badge tone=Tone::Info>"Draft, seen by you alone"</Badge> })}
        {outdated.then(|| view! { <Badge tone=Tone::Warning>"Outdated"</Badge> })}
        <span class="tf-thread-first">{first}</span>
    }
    .into_any()
}

/// Where a thread was whose lines are not there any more.
fn outdated(round: &Round, thread: &ThreadView, standing: &Stand) -> Option<AnyView> {
    matches!(standing, Stand::Outdated { .. }).then(|| {
        let place = format!("{} of iteration {}", place_words(&thread.place), thread.iteration);
        let href = format!("{}#t{}", round.look.between(0, thread.iteration).href(), thread.number);
        view! {
            <p class="text-soft text-sm">
                "Its lines have changed. It was about " <a class="tf-link" href=href>{place}</a> "."
            </p>
        }
        .into_any()
    })
}

/// `lines 4–9 of src/main.rs`.
pub fn place_words(place: &Place) -> String {
    match place {
        Place::Whole => "the whole".into(),
        Place::File { path } => path.clone(),
        Place::Lines { path, from, to } if from == to => format!("{path}, line {from}"),
        Place::Lines { path, from, to } => format!("{path}, lines {from}–{to}"),
    }
}

/// The id of the form that answers in this thread.
pub(super) fn answer_form(thread: &ThreadView) -> String {
    format!("answer-{}", thread.number)
}

fn answer(round: &Round, thread: &ThreadView, lines: &[String]) -> Option<AnyView> {
    if !round.page.may(Action::Comment) {
        return None;
    }
    let action = format!("comment.t{}", thread.number);
    let said = |id| thread.comments.iter().find(|comment| comment.id == id).map(|comment| comment.text.as_str());
    let sent = use_context::<Submitted>().filter(|sent| sent.value("action") == Some(action.as_str()));
    let open = sent.is_some();
    let sent = quoted(sent.unwrap_or_default(), thread.place.path(), lines, said);
    let label = if round.page.is_author { "Publish the answer" } else { "Add to my review" };
    let (key, id) = (round.request.key(), thread.id.to_string());
    let quote = (!lines.is_empty()).then(|| view! { <QuoteLines /> });
    let beside = view! { {quote} <PreviewButton /> }.into_any();
    let form = answer_form(thread);
    Some(
        view! {
            <Disclosure label="Answer" look=Look::Bare open=open>
                <Provider value=sent>
                    <Form id=form key=key action=action action_label=label look=Look::Quiet size=Size::Small beside=beside>
                        <input type="hidden" name="thread" value=id />
                        <Written name="text" label="Your answer" hint="Markdown" />
                    </Form>
                </Provider>
            </Disclosure>
        }
        .into_any(),
    )
}

/// What may become of it: one small form for each.
fn steps(round: &Round, thread: &ThreadView) -> Option<AnyView> {
    if thread.moves.is_empty() || !round.page.may(Action::Comment) {
        return None;
    }
    let forms = thread
        .moves
        .iter()
        .map(|to| {
            let action = format!("resolve.t{}-{to}", thread.number);
            let (id, to) = (thread.id.to_string(), *to);
            let label = words::step(thread.state, to, Some(thread.opened_by) == round.me());
            view! {
                <Form key=round.request.key() action=action action_label=label look=Look::Bare size=Size::Small>
                    <input type="hidden" name="thread" value=id />
                    <input type="hidden" name="to" value=to.as_str() />
                </Form>
            }
        })
        .collect_view();
    Some(view! { <div class="tf-thread-steps">{forms}</div> }.into_any())
}
