//! What is said about the whole: verdicts, and threads without a place.

use contract::reviews::Place;
use domain::reviews::Action;
use leptos::prelude::*;

use super::{
    composer::Composer,
    file::Placed,
    thread::{Round, Thread},
    words,
};
use crate::{
    time,
    ui::{prelude::*, sheet::Marked},
};

#[component]
pub fn Verdicts(round: Round, threads: Vec<Placed>) -> impl IntoView {
    let (zone, now) = (round.request.zone, round.request.ctx.now());
    let rounds = round
        .page
        .reviews
        .iter()
        .flat_map(|review| review.rounds.iter().map(move |said| (review, said)))
        .map(|(review, said)| {
            let (name, verdict) = (review.reviewer.name.clone(), said.verdict);
            let label = format!("Review by {name}");
            view! {
                <article class="tf-round" aria-label=label>
                    <p class="tf-comment-by">
                        <Avatar id=review.reviewer.tint name=name.clone() size=Size::Small />
                        <b>{name}</b>
                        <Badge tone=words::verdict_tone(verdict)>{verdict.title()}</Badge>
                        <span class="text-soft">{format!("on iteration {} · ", said.iteration)} <time::Moment at=said.published_at zone=zone now=now /></span>
                    </p>
                    <Marked html=markup::markdown(&said.summary) />
                </article>
            }
        })
        .collect_view();
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
    view! { <div class="tf-stack">{rounds} {threads} {write}</div> }
}
