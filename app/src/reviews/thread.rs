//! A conversation as it stands on the page: where, what kind, who said what, and what may be done about it.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::{
    CommentId,
    reviews::{Kind, Place, ThreadState},
};
use domain::reviews::{
    Action, CommentView, Now, Sides, Stand, SubmissionPage, SuggestionState, SuggestionView, ThreadView,
};
use leptos::prelude::*;

use super::{
    look::Look as Shown,
    preview::{PreviewButton, Written},
    words,
};
use crate::{
    request::Request,
    time,
    ui::{prelude::*, sheet::Marked},
};

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
}

impl Round {
    fn zone(&self) -> Tz {
        self.request.zone
    }

    fn now(&self) -> DateTime<Utc> {
        self.request.ctx.now()
    }

    fn me(&self) -> Option<contract::UserId> {
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
) -> impl IntoView {
    let number = thread.number;
    let settled = matches!(thread.state, ThreadState::Fixed | ThreadState::Dropped);
    let opener = round.page.person(thread.opened_by);
    let head = head(&thread, &standing);
    let was = outdated(&round, &thread, &standing);
    let comments =
        thread.comments.iter().map(|comment| comment_view(&round, &thread, comment, &standing)).collect_view();
    let answer = answer(&round, &thread);
    let steps = steps(&round, &thread);
    let class = if thread.is_draft { "tf-thread tf-thread-draft" } else { "tf-thread" };
    let label = format!("{} by {}", thread.kind.title(), opener.name);
    view! {
        <article class=class id=format!("t{number}") aria-label=label tabindex="-1" data-thread>
            <details open=!settled>
                <summary>{head}</summary>
                <div class="tf-thread-body">{was} {comments} {answer} {steps}</div>
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

fn comment_view(round: &Round, thread: &ThreadView, comment: &CommentView, standing: &Stand) -> AnyView {
    let person = round.page.person(comment.author);
    let name = if Some(comment.author) == round.me() { "You".to_owned() } else { person.name.clone() };
    let when = view! { <time::Moment at=comment.at zone=round.zone() now=round.now() /> };
    let text = (!comment.text.is_empty()).then(|| view! { <Marked html=markup::markdown(&comment.text) /> });
    let suggestion = comment.suggestion.clone().map(|suggestion| {
        view! { <Suggestion round=round.clone() thread=thread.clone() comment=comment.clone() suggestion=suggestion standing=*standing /> }
    });
    let mine = comment.is_draft && Some(comment.author) == round.me();
    let take_back = mine.then(|| {
        let (change, take_back) = (format!("edit_draft.{}", comment.id), format!("take_back.{}", comment.id));
        let (id, same) = (comment.id.to_string(), comment.id.to_string());
        let (key, text) = (round.request.key(), comment.text.clone());
        let refused = use_context::<Submitted>().is_some_and(|sent| sent.value("action") == Some(change.as_str()));
        let suggested = comment.suggestion.as_ref().map(|suggestion| suggestion.replacement.clone().unwrap_or_default());
        let lines = suggested.map(|lines| {
            view! {
                <input type="hidden" name="suggest" value="on" />
                <TextAreaField name="replacement" label="What should stand there" value=lines required=false rows=4 max_length=20_000 />
            }
        });
        view! {
            <div class="tf-thread-steps">
                <Disclosure label="Change" look=Look::Bare open=refused>
                    <Form key=key action=change action_label="Save the draft" look=Look::Quiet size=Size::Small>
                        <input type="hidden" name="comment" value=id />
                        <TextAreaField name="text" label="Comment" value=text rows=3 max_length=8000 required=false />
                        {lines}
                    </Form>
                </Disclosure>
                <Form key=round.request.key() action=take_back action_label="Delete draft" look=Look::Bare size=Size::Small>
                    <input type="hidden" name="comment" value=same />
                </Form>
            </div>
        }
    });
    view! {
        <div class="tf-comment" id=format!("c{}", comment.id)>
            <Avatar id=person.tint name=person.name size=Size::Small />
            <div class="min-w-0">
                <p class="tf-comment-by">
                    <b>{name}</b> " " {when}
                    {comment.is_draft.then(|| view! { " " <Badge tone=Tone::Info>"Draft"</Badge> })}
                </p>
                {text} {suggestion} {take_back}
            </div>
        </div>
    }
    .into_any()
}

/// Other lines, as a small diff against those they would replace.
#[component]
fn Suggestion(
    round: Round,
    thread: ThreadView,
    comment: CommentView,
    suggestion: SuggestionView,
    standing: Stand,
) -> impl IntoView {
    let old = round.bases.get(&comment.id).into_iter().flatten().map(|line| row("tf-l tf-l-del", line));
    let new = suggestion.replacement.iter().flat_map(|text| text.split('\n')).map(|line| row("tf-l tf-l-add", line));
    let lines: Vec<_> = old.chain(new).collect();
    let state = match suggestion.state {
        SuggestionState::Applied => {
            let (kept, brought) = (suggestion.kept, suggestion.brought);
            let kept =
                if kept < brought { format!(" · {kept} of {brought} lines still there") } else { String::new() };
            let word = format!("Applied in iteration {}{kept}", suggestion.applied_in.unwrap_or_default());
            view! { <Status word=word tone=Tone::Success /> }.into_any()
        }
        SuggestionState::Declined => view! { <Status word="Declined" tone=Tone::Neutral /> }.into_any(),
        SuggestionState::Open if matches!(standing, Stand::Outdated { .. }) => {
            view! { <Status word="The lines have changed since" tone=Tone::Warning /> }.into_any()
        }
        SuggestionState::Open => ().into_any(),
    };
    let open = suggestion.state == SuggestionState::Open && !comment.is_draft && round.page.may(Action::Apply);
    let apply = open.then(|| {
        let action = format!("apply.{}", comment.id);
        let batch = format!("{}", comment.id);
        view! {
            <div class="tf-suggestion-foot">
                <Form key=round.request.key() action=action action_label="Apply" look=Look::Quiet size=Size::Small>
                    <input type="hidden" name="comment" value=comment.id.to_string() />
                </Form>
                <label class="tf-check">
                    <input type="checkbox" class="checkbox" name="comment" value=batch form="batch" />
                    <span>"With others"</span>
                </label>
            </div>
        }
    });
    let outdated = suggestion.state == SuggestionState::Open && matches!(standing, Stand::Outdated { .. });
    let compare = match &round.compared {
        Some((id, sides)) if *id == comment.id => Some(three_sides(&round, sides)),
        _ => (outdated && round.page.may(Action::Apply)).then(|| {
            let href = format!("{}&compare={}#c{}", round.look.href(), comment.id, comment.id);
            view! { <p class="tf-suggestion-foot"><a class="tf-link" href=href>"Compare with what is there now"</a></p> }.into_any()
        }),
    };
    let title = if suggestion.replacement.is_none() { "Suggested: delete these lines" } else { "Suggested change" };
    view! {
        <figure class="tf-suggestion" aria-label=format!("{title}, {}", place_words(&thread.place))>
            <figcaption>{title} {state}</figcaption>
            <div class="tf-code tf-sheet tf-sheet-bare" tabindex="0" role="region" aria-label="The lines">{lines}</div>
            {compare}
            {apply}
        </figure>
    }
}

/// What the suggestion began from, what is there now, and what it proposes: for the author to choose.
fn three_sides(round: &Round, sides: &Sides) -> AnyView {
    let side = |title: &'static str, lines: &[String]| {
        view! {
            <div>
                <h5>{title}</h5>
                <div class="tf-code tf-sheet tf-sheet-bare" tabindex="0" role="region" aria-label=title>{lines.iter().map(|line| row("tf-l", line)).collect_view()}</div>
            </div>
        }
    };
    let now: Vec<String> = match &sides.now {
        Now::Lines { lines, .. } => lines.clone(),
        Now::AsSuggested => sides.suggested.clone(),
        Now::Gone => Vec::new(),
    };
    view! {
        <div class="tf-three">
            {side("When it was written", &sides.base)}
            {side("There now", &now)}
            {side("Suggested", &sides.suggested)}
            <p>
                "Take over what is right by hand: "
                <a class="tf-link" href=format!("/reviews/{}/iterate", round.page.id)>"make the next iteration"</a>
            </p>
        </div>
    }
    .into_any()
}

fn row(class: &'static str, line: &str) -> AnyView {
    view! {
        <div class=class>
            <code>{line.to_owned()}</code>
        </div>
    }
    .into_any()
}

fn answer(round: &Round, thread: &ThreadView) -> Option<AnyView> {
    if !round.page.may(Action::Comment) {
        return None;
    }
    let action = format!("comment.t{}", thread.number);
    let refused = use_context::<Submitted>().is_some_and(|sent| sent.value("action") == Some(action.as_str()));
    let label = if round.page.is_author { "Answer" } else { "Add to my review" };
    let (key, id) = (round.request.key(), thread.id.to_string());
    let preview = view! { <PreviewButton /> }.into_any();
    Some(
        view! {
            <Disclosure label="Answer" look=Look::Bare open=refused>
                <Form key=key action=action action_label=label look=Look::Quiet size=Size::Small beside=preview>
                    <input type="hidden" name="thread" value=id />
                    <Written name="text" label="Your answer" hint="Markdown" />
                </Form>
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
