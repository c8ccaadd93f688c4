//! Marks in a form: a level for each criterion, and where it matters a few words.

use contract::reviews::{Criterion, Mark};
use domain::reviews::rubric::Offered;
use leptos::{context::Provider, prelude::*};

use super::words;
use crate::ui::prelude::*;

fn levels(criterion: &Criterion) -> Vec<Choice> {
    (0..)
        .zip(&criterion.levels)
        .map(|(level, means)| Choice::new(level.to_string(), words::level(level, means)))
        .collect()
}

/// `It counts twice.`, for those that do not count once.
pub fn weight_words(weight: u8) -> String {
    match weight {
        1 => String::new(),
        2 => "It counts twice.".into(),
        n => format!("It counts {n} times."),
    }
}

/// A level and a reason for each criterion.
#[component]
pub fn MarkFields(criteria: Vec<Criterion>) -> impl IntoView {
    (1..)
        .zip(criteria)
        .map(|(n, criterion): (u8, _)| {
            let hint = format!("{} {}", criterion.description, weight_words(criterion.weight)).trim().to_owned();
            let choices = levels(&criterion);
            view! {
                <div class="grid gap-3">
                    <RadioField name=format!("level{n}") label=criterion.title.clone() hint=hint choices=choices />
                    <TextAreaField name=format!("words{n}") label=format!("Why: {}", criterion.title) rows=2 max_length=500 />
                </div>
            }
        })
        .collect_view()
}

/// What a reviewer may say of a round by the rubric that is offered. Folded away until it is used.
#[component]
pub fn RoundFields(rubric: Offered) -> impl IntoView {
    // Levels by a rubric that was replaced meanwhile say nothing of these criteria.
    let id = rubric.id.to_string();
    let sent = use_context::<Submitted>().filter(|sent| sent.value("rubric") == Some(&id)).unwrap_or_default();
    let is_used = (1..=rubric.criteria.len()).any(|n| {
        let name = format!("level{n}");
        sent.value(&name).is_some_and(|level| !level.is_empty()) || sent.message(&name).is_some()
    });
    let open = is_used || !rubric.before.is_empty();
    view! {
        <fieldset class="tf-field tf-questions">
            <legend class="tf-label">"By the rubric" <span class="tf-optional">" (optional)"</span></legend>
            <input type="hidden" name="rubric" value=id />
            <details open={open}>
                <summary>{rubric.title.clone()}</summary>
                <div class="tf-questions-more">
                    <Provider value=sent><Levels rubric=rubric /></Provider>
                </div>
            </details>
        </fieldset>
    }
}

#[component]
fn Levels(rubric: Offered) -> impl IntoView {
    let Offered { criteria, before, .. } = rubric;
    (1..)
        .zip(criteria)
        .map(|(n, criterion): (u8, _)| {
            let before = before.iter().find(|(at, _)| *at == n).map(|(_, level)| level.to_string());
            let choices = levels(&criterion);
            view! {
                <SelectField
                    name=format!("level{n}")
                    label=criterion.title
                    hint=criterion.description
                    required=false
                    quiet=true
                    any="Not marked"
                    choices=choices
                    value=before.unwrap_or_default()
                />
            }
        })
        .collect_view()
}

/// What somebody said by one criterion, in words.
#[component]
pub fn Said(who: &'static str, criterion: Criterion, mark: Option<Mark>) -> impl IntoView {
    let said = mark.map(|mark| {
        let means = criterion.levels.get(usize::from(mark.level)).cloned().unwrap_or_default();
        view! {
            <p><b>{words::level(mark.level, &means)}</b></p>
            <Prose text=mark.words />
        }
    });
    view! {
        <div class="min-w-0">
            <h4 class="text-soft text-sm">{who}</h4>
            {said}
        </div>
    }
}
