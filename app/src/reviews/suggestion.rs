//! Other lines for a thread's own, as a small diff, and what the author can do with them.

use domain::reviews::{Action, CommentView, Now, Sides, Stand, SuggestionState, SuggestionView, ThreadView};
use leptos::prelude::*;

use super::thread::{Round, place_words};
use crate::ui::prelude::*;

/// Other lines, as a small diff against those they would replace.
#[component]
pub fn Suggestion(
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
    let declined = suggestion.state == SuggestionState::Declined && round.page.may(Action::Apply);
    let again = declined.then(|| {
        view! {
            <div class="tf-suggestion-foot">
                <Form key=round.request.key() action=format!("reconsider.{}", comment.id) action_label="Undo" look=Look::Quiet size=Size::Small>
                    <input type="hidden" name="comment" value=comment.id.to_string() />
                </Form>
                <span class="text-soft text-sm">"You declined it."</span>
            </div>
        }
    });
    let latest =
        suggestion.applied_in.filter(|applied| *applied == round.page.latest() && round.page.may(Action::Apply));
    let undo = latest.map(|iteration| {
        view! {
            <div class="tf-suggestion-foot">
                <Form key=round.request.key() action=format!("undo.{}", comment.id) action_label="Undo" look=Look::Quiet size=Size::Small>
                    <input type="hidden" name="iteration" value=iteration.to_string() />
                </Form>
                <span class="text-soft text-sm">{format!("Takes back all of iteration {iteration}.")}</span>
            </div>
        }
    });
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
                {decline(&round, &comment)}
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
            {again}
            {undo}
        </figure>
    }
}

/// Not this one. The reason is optional, and becomes an answer.
fn decline(round: &Round, comment: &CommentView) -> AnyView {
    let action = format!("decline.{}", comment.id);
    let refused = use_context::<Submitted>().is_some_and(|sent| sent.value("action") == Some(action.as_str()));
    let (key, id) = (round.request.key(), comment.id.to_string());
    view! {
        <Disclosure label="Decline…" look=Look::Bare open=refused>
            <Form key=key action=action action_label="Decline it" look=Look::Quiet size=Size::Small consequence="The reviewer is told. You can undo it.">
                <input type="hidden" name="comment" value=id />
                <TextAreaField name="reason" label="Why not?" hint="Becomes an answer in this thread. Markdown." required=false rows=2 max_length=8000 />
            </Form>
        </Disclosure>
    }
    .into_any()
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
