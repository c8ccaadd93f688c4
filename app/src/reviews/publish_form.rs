//! The reviewer's end of it: what is left to do, the verdict.

use contract::reviews::Verdict;
use domain::reviews::{PrePublish, ReviewState, rubric::Offered};
use leptos::prelude::*;

use super::{
    preview::{PreviewButton, Written},
    rubric::RoundFields,
    thread::Round,
};
use crate::ui::prelude::*;

#[component]
pub fn PublishForm(round: Round, before: PrePublish, rubric: Option<Offered>) -> impl IntoView {
    let (page, request) = (round.page.clone(), round.request.clone());
    let mine = page.reviews.iter().find(|review| Some(review.id) == page.mine).cloned();
    let minutes = mine
        .as_ref()
        .filter(|review| review.state == ReviewState::Claimed)
        .map(|review| (review.claimed_until - request.ctx.now()).num_minutes().max(0));
    let clock = minutes.map(|minutes| {
        view! {
            <p class="text-soft">{format!("Yours for another {minutes} minutes.")}</p>
            <div class="tf-thread-steps">
                <Form key=request.key() action="extend" action_label="Another half hour" look=Look::Bare size=Size::Small />
                <Form key=request.key() action="leave" action_label="Give it back" look=Look::Bare size=Size::Small />
            </div>
        }
    });
    let checks = checks(&before);
    let verdicts = Verdict::ALL.iter().map(|verdict| Choice::new(verdict.as_str(), verdict.title())).collect();
    let drafts = match before.drafts {
        0 => "You have not commented yet.".to_owned(),
        1 => "1 comment waits to be published.".to_owned(),
        n => format!("{n} comments wait to be published."),
    };
    view! {
        <Panel title="Your review">
            {clock}
            <p>{drafts}</p>
            {checks}
            <Form key=request.key() action="publish_round" action_label="Publish my review" look=Look::Primary beside=view! { <PreviewButton /> }.into_any() consequence="The author sees all of it at once. It cannot be taken back.">
                <input type="hidden" name="iteration" value=page.latest().to_string() />
                <RadioField name="verdict" label="Verdict" choices=verdicts />
                {rubric.map(|rubric| view! { <RoundFields rubric=rubric /> })}
                <Written name="summary" label="In short" hint="What is good, what matters most, what to do next." rows=4 />
            </Form>
        </Panel>
    }
}

/// What a careful reviewer looks at once more. None of it but unanswered questions keeps them from publishing.
fn checks(before: &PrePublish) -> Option<AnyView> {
    let mut lines: Vec<String> = Vec::new();
    match before.unanswered.len() {
        0 => {}
        1 => lines.push("A question of the author is not answered yet.".into()),
        n => lines.push(format!("{n} questions of the author are not answered yet.")),
    }
    if !before.untouched_files.is_empty() {
        lines.push(format!("Nothing is said about {}.", before.untouched_files.join(", ")));
    }
    if before.no_praise && before.drafts > 0 {
        lines.push("Nothing is praised so far. What did they do well?".into());
    }
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="tf-checks">{lines}</ul> }.into_any()
    })
}
