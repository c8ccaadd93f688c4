use contract::{
    AppError, Pairs, Problem, RubricId,
    reviews::{Criterion, Step},
};
use domain::reviews::rubric::{self, Action, ExampleRow, RubricPage, State};
use leptos::prelude::*;

use super::{fields::weight_words, words};
use crate::{
    request::{Done, Failure, Refused, Request, Screen, value_of},
    said::Said,
    ui::{prelude::*, sheet::Marked},
};

/// What moderators do with a rubric.
pub async fn act_on_rubric(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let id: RubricId = request.id_param("id")?;
    let (ctx, user) = (&request.ctx, request.user()?);
    let step = Step::decode(&pairs)?;
    let here = Done::to(format!("/reviews/rubrics/{id}"));
    let action = value_of(&pairs, "action").unwrap_or_default();
    Ok(match action {
        "publish" => {
            rubric::publish(ctx, user, id, step).await?;
            here.saying(Said::RubricPublished)
        }
        "retire" => {
            rubric::retire(ctx, user, id, step).await?;
            here.saying(Said::RubricRetired)
        }
        "discard" => {
            rubric::discard(ctx, user, id, step).await?;
            Done::to("/reviews/rubrics").saying(Said::DraftDeleted)
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    })
}

/// `/reviews/rubrics/{id}`: its criteria, and examples to try one's eye on.
pub async fn rubric_page(request: Request) -> Result<Screen, Failure> {
    let id: RubricId = request.id_param("id")?;
    let page = rubric::rubric_page(&request.ctx, request.caller.as_ref(), id).await?.ok_or(AppError::NotFound)?;
    let title = page.title.clone();
    let (word, tone) = words::state(page.state);
    let crumbs = vec![Crumb::new("/reviews", "Reviews"), Crumb::new("/reviews/rubrics", "Calibrate your eye")];
    let criteria = page.criteria.iter().cloned().map(|criterion| view! { <CriterionView criterion=criterion /> });
    let criteria = criteria.collect_view();
    let refused =
        use_context::<Refused>().map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> });
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs lead=words::language(page.language.as_deref())>
            <Status word=word tone=tone next=next(page.state) />
        </PageHead>
        {refused}
        <div class="tf-with-aside">
            <div class="tf-stack">
                <Marked html=markup::markdown(&page.about) />
                <Section title="Criteria">
                    <div class="tf-stack">{criteria}</div>
                </Section>
            </div>
            <aside class="tf-stack">
                <Examples page=page.clone() />
                <Steps request=request page=page />
            </aside>
        </div>
    };
    Ok(Screen::new(title, body))
}

fn next(state: State) -> &'static str {
    match state {
        State::Draft => "Moderators alone see it.",
        State::InUse => "Offered to reviewers when they publish.",
        State::Retired => "What was said by it stays readable.",
    }
}

#[component]
fn CriterionView(criterion: Criterion) -> impl IntoView {
    let counts = weight_words(criterion.weight);
    let levels = (0_u8..)
        .zip(criterion.levels)
        .map(|(level, means)| view! { <Detail label=level.to_string()>{means}</Detail> })
        .collect_view();
    view! {
        <Panel title=criterion.title>
            <div class="grid gap-3">
                {(!criterion.description.is_empty()).then(|| view! { <Prose text=criterion.description /> })}
                <Details>{levels}</Details>
                {(!counts.is_empty()).then(|| view! { <p class="text-soft text-sm">{counts}</p> })}
            </div>
        </Panel>
    }
}

#[component]
fn Examples(page: RubricPage) -> impl IntoView {
    let id = page.id;
    let add = page.allowed.contains(&Action::AddExample).then(|| {
        view! {
            <ButtonLink href=format!("/reviews/rubrics/{id}/examples/new") icon=Icon::Plus>
                "Add an example"
            </ButtonLink>
        }
    });
    let list = if page.examples.is_empty() {
        view! { <p class="text-soft">"There are no examples yet."</p> }.into_any()
    } else {
        let rows = page.examples.into_iter().map(|row| view! { <Listed id=id row=row /> }).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    view! {
        <Section title="Examples" lead="Say what you think first. Then you see the reference beside it.">
            <div class="tf-stack">{list} {add}</div>
        </Section>
    }
}

#[component]
fn Listed(id: RubricId, row: ExampleRow) -> impl IntoView {
    let href = format!("/reviews/rubrics/{id}/examples/{}", row.number);
    let line = format!("Example {}", row.number);
    let (word, tone, next) = match (row.published, row.agreement) {
        (false, _) => ("Draft", Tone::Neutral, String::new()),
        (true, None) if row.is_own => ("Your own", Tone::Neutral, String::new()),
        (true, None) => ("Not assessed yet", Tone::Info, String::new()),
        (true, Some(agreement)) => ("Assessed", Tone::Success, format!("{} agreement", words::percent(agreement))),
    };
    view! {
        <Row title=row.title href=href line=line>
            <Status word=word tone=tone next=next />
        </Row>
    }
}

/// For moderators.
#[component]
fn Steps(request: Request, page: RubricPage) -> impl IntoView {
    if page.allowed.is_empty() && page.state != State::Retired || request.caller.is_none() {
        return ().into_any();
    }
    let may = |action| page.allowed.contains(&action);
    let [publish_key, retire_key, discard_key] = [request.key(), request.key(), request.key()];
    let publish = may(Action::Publish).then(|| {
        view! {
            <Form key=publish_key action="publish" action_label="Publish" look=Look::Primary consequence="Reviewers are offered it, and its examples can be assessed. Its criteria stay as they are; the one before for this language is retired." />
        }
    });
    let again = request.caller.as_ref().is_some_and(|user| rubric::check(user).is_ok()).then(|| {
        view! { <ButtonLink href=format!("/reviews/rubrics/new?from={}", page.id)>"New version from this one"</ButtonLink> }
    });
    let retire = may(Action::Retire).then(|| {
        view! {
            <Disclosure label="Retire…" look=Look::Bare>
                <Form key=retire_key action="retire" action_label="Retire the rubric" look=Look::Danger consequence="It is not offered any more. What was said by it stays." />
            </Disclosure>
        }
    });
    let discard = may(Action::Discard).then(|| {
        view! {
            <Disclosure label="Delete the draft…" look=Look::Bare>
                <Form key=discard_key action="discard" action_label="Delete the draft" look=Look::Danger consequence="It is gone for good, with its examples." />
            </Disclosure>
        }
    });
    let is_empty = publish.is_none() && again.is_none() && retire.is_none() && discard.is_none();
    (!is_empty)
        .then(|| {
            view! {
                <Panel title="For moderators">
                    <div class="tf-stack">{publish} {again} {retire} {discard}</div>
                </Panel>
            }
        })
        .into_any()
}
