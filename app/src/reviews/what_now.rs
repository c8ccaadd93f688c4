//! What a reader of a submission can do now, beside what it asks.

use contract::reviews::Rated;
use domain::reviews::{Action, PrePublish, ReviewState, ReviewView, Someone, State, rubric::Offered};
use leptos::prelude::*;

use super::{author_steps::AuthorSteps, publish_form::PublishForm, thread::Round};
use crate::{request::Request, ui::prelude::*};

/// What this reader can do now.
#[component]
pub fn WhatNow(
    round: Round,
    before: Option<PrePublish>,
    rubric: Option<Offered>,
    teachers: Vec<Someone>,
) -> impl IntoView {
    let page = round.page.clone();
    let request = round.request.clone();
    let claims = claim_panel(&round);
    let publish_round = before.map(|before| view! { <PublishForm round=round.clone() before=before rubric=rubric /> });
    let ratings = page
        .reviews
        .iter()
        .filter(|review| page.is_author && review.state == ReviewState::Published && review.rated.is_none())
        .map(|review| view! { <Rate request=request.clone() review=review.clone() /> })
        .collect_view();
    let author = page.is_author.then(|| view! { <AuthorSteps round=round.clone() /> });
    let id = page.id;
    let book = teachers
        .into_iter()
        .filter_map(|teacher| Some((teacher.handle?, teacher.name)))
        .map(|(handle, name)| {
            let href = format!("/tutors/{handle}/book?about={id}");
            view! { <ButtonLink href=href icon=Icon::Calendar>{format!("Book time with {name} about this")}</ButtonLink> }
        })
        .collect_view();
    view! { {claims} {publish_round} {ratings} {author} {book} }
}

fn claim_panel(round: &Round) -> Option<AnyView> {
    let (page, request) = (&round.page, &round.request);
    if page.state == State::Open && request.caller.is_none() {
        let back: String = form_urlencoded::byte_serialize(format!("/reviews/{}", page.id).as_bytes()).collect();
        return Some(
            view! {
                <Panel title="Review this">
                    <p>"Sign in to claim this review and comment on its lines."</p>
                    <ButtonLink href=format!("/signin?next={back}") look=Look::Primary>"Sign in"</ButtonLink>
                </Panel>
            }
            .into_any(),
        );
    }
    if page.may(Action::Claim) {
        let link = round.look.link.clone().map(|link| view! { <input type="hidden" name="link" value=link /> });
        let key = request.key();
        return Some(
            view! {
                <Panel title="Review this">
                    <Form key=key action="claim" action_label="Claim this review" look=Look::Primary consequence="It is yours for half an hour. Nobody else can take it meanwhile.">
                        {link}
                    </Form>
                </Panel>
            }
            .into_any(),
        );
    }
    None
}

#[component]
fn Rate(request: Request, review: ReviewView) -> impl IntoView {
    let choices = Rated::ALL.iter().map(|rated| Choice::new(rated.as_str(), rated.title())).collect();
    let title = format!("How was {}’s review?", review.reviewer.name);
    view! {
        <Panel title=title>
            <Form key=request.key() action="rate" action_label="Rate the review" look=Look::Quiet>
                <input type="hidden" name="review" value=review.id.to_string() />
                <RadioField name="rated" label="It was" choices=choices value="good" lay=Lay::Flow />
                <TextAreaField name="words" label="A word to the reviewer" required=false rows=2 max_length=1000 />
                <CheckField name="thanks" label="Say thank you" checked=true />
            </Form>
        </Panel>
    }
}
