//! What is said about the whole: verdicts, and threads without a place.

use std::collections::{BTreeMap, HashMap};

use contract::{
    ReviewId,
    reviews::{Kind, Place},
};
use domain::reviews::{Action, ReviewView, Round as RoundView, ThreadView};
use leptos::prelude::*;

use super::{
    composer::Composer,
    file::Placed,
    rubric::Counts as Weighs,
    thread::{Round, Thread},
    who::Who,
    words,
};
use crate::{
    time,
    ui::{prelude::*, sheet::Marked},
};

/// How many threads of each kind a review holds.
pub type Counts = HashMap<ReviewId, BTreeMap<usize, usize>>;

/// The published threads of each review, by the place of their kind in [`Kind::ALL`].
pub fn counts(threads: &[ThreadView]) -> Counts {
    let mut counts = Counts::new();
    for thread in threads.iter().filter(|thread| !thread.is_draft) {
        let Some(review) = thread.review else { continue };
        let kind = Kind::ALL.iter().position(|kind| *kind == thread.kind).unwrap_or_default();
        *counts.entry(review).or_default().entry(kind).or_default() += 1;
    }
    counts
}

/// All that was said about the whole. Two opinions stand beside each other.
#[component]
pub fn Verdicts(round: Round, counts: Counts, threads: Vec<Placed>) -> impl IntoView {
    let said: Vec<_> = round.page.reviews.iter().filter(|review| !review.rounds.is_empty()).cloned().collect();
    let both = said.len() > 1;
    let lead = (both && round.page.seats > 1 && round.page.is_author)
        .then(|| view! { <p class="text-soft text-sm">"Two opinions. Neither had read the other before."</p> });
    let cards = said
        .into_iter()
        .map(|review| {
            let counts = counts.get(&review.id).cloned().unwrap_or_default();
            view! { <Opinion round=round.clone() review=review counts=counts /> }
        })
        .collect_view();
    let rounds = view! { <div class=if both { "tf-opinions" } else { "tf-stack" }>{cards}</div> };
    let threads = threads
        .into_iter()
        .map(|(thread, standing)| view! { <Thread round=round.clone() thread=thread standing=standing /> })
        .collect_view();
    let may = round.page.may(Action::Comment);
    let writing = round.look.at == Some(Place::Whole);
    let write = may.then(|| {
        if writing {
            view! { <Composer round=round.clone() place=Place::Whole lines=Vec::new() /> }.into_any()
        } else {
            let href = format!("{}#at", round.look.href_at("whole"));
            view! { <ButtonLink href=href look=Look::Bare size=Size::Small icon=Icon::MessageSquare>"Say something about the whole"</ButtonLink> }.into_any()
        }
    });
    view! { <div class="tf-stack">{lead} {rounds} {threads} {write}</div> }
}

/// One review: its latest verdict, what it holds, and what was said before.
#[component]
fn Opinion(round: Round, review: ReviewView, counts: BTreeMap<usize, usize>) -> impl IntoView {
    let mut rounds = review.rounds.iter().rev();
    let latest = rounds.next().map(|said| said_in(&round, said));
    let earlier: Vec<_> = rounds.map(|said| view! { <li>{said_in(&round, said)}</li> }).collect();
    let earlier = (!earlier.is_empty()).then(|| {
        let label =
            if earlier.len() == 1 { "One round before".to_owned() } else { format!("{} rounds before", earlier.len()) };
        view! {
            <details class="tf-earlier">
                <summary>{label}</summary>
                <ol role="list">{earlier}</ol>
            </details>
        }
    });
    let counted = counts
        .into_iter()
        .filter_map(|(kind, count)| Some((*Kind::ALL.get(kind)?, count)))
        .map(
            |(kind, count)| view! { <li><Badge tone=words::kind_tone(kind)>{words::counted(kind, count)}</Badge></li> },
        )
        .collect_view();
    let name = review.reviewer.name.clone();
    let label = format!("Review by {name}");
    let id = format!("r{}", review.id);
    let at = id.clone();
    view! {
        <article class="tf-round" id=id aria-label=label>
            <div class="tf-comment-by">
                <Avatar id=review.reviewer.tint name=name size=Size::Small />
                <Who round=round.clone() person=review.reviewer.clone() at=at undo=true />
                <Weighs weight=review.weight />
            </div>
            {latest}
            <ul class="tf-counted" role="list">{counted}</ul>
            {earlier}
        </article>
    }
}

fn said_in(round: &Round, said: &RoundView) -> AnyView {
    let (verdict, iteration) = (said.verdict, said.iteration);
    let when = view! { <time::Moment at=said.published_at reader=round.reader() now=round.now() /> };
    view! {
        <div class="tf-comment-by">
            <Badge tone=words::verdict_tone(verdict)>{verdict.title()}</Badge>
            <span class="text-soft">{format!("on iteration {iteration} · ")} {when}</span>
        </div>
        <Marked html=markup::markdown(&said.summary) />
    }
    .into_any()
}
