use std::collections::BTreeSet;

use contract::{
    AppError, Pairs, Problem, RubricId,
    reviews::{Assess, Criterion, Mark, Step},
};
use domain::reviews::{
    self, ShownFile,
    rubric::{self, ExampleAction, ExamplePage},
};
use leptos::prelude::*;

use super::{
    fields::{MarkFields, Said as SaidOf},
    words,
};
use crate::{
    request::{Done, Failure, Refused, Request, Screen, value_of},
    reviews::{
        look::Layout,
        segments::{Segment, segments},
    },
    said::Said,
    ui::{
        prelude::*,
        sheet::{Chunk, Marked, SheetFile},
    },
};

/// What people and moderators do with an example.
pub async fn act_on_example(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (id, number) = address(&request)?;
    let (ctx, user) = (&request.ctx, request.user()?);
    let here = Done::to(format!("/reviews/rubrics/{id}/examples/{number}"));
    let action = value_of(&pairs, "action").unwrap_or_default();
    Ok(match action {
        "assess" => {
            rubric::assess(ctx, user, id, number, Assess::decode(&pairs)?).await?;
            here.saying(Said::Assessed)
        }
        "publish" => {
            rubric::publish_example(ctx, user, id, number, Step::decode(&pairs)?).await?;
            here.saying(Said::ExamplePublished)
        }
        "discard" => {
            rubric::discard_example(ctx, user, id, number, Step::decode(&pairs)?).await?;
            Done::to(format!("/reviews/rubrics/{id}")).saying(Said::DraftDeleted)
        }
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    })
}

fn address(request: &Request) -> Result<(RubricId, u8), AppError> {
    Ok((request.id_param("id")?, request.id_param("n")?))
}

/// `/reviews/rubrics/{id}/examples/{n}`: the code, the place to say what one thinks, and afterwards the reference beside it.
pub async fn example_page(request: Request) -> Result<Screen, Failure> {
    let (id, number) = address(&request)?;
    let page = rubric::example_page(&request.ctx, request.caller.as_ref(), id, number).await?;
    let page = page.ok_or(AppError::NotFound)?;
    let files = reviews::shown(page.files.clone(), page.language.clone().unwrap_or_default()).await;
    let files = files.map_err(Failure::broken)?;
    let files = (1..).zip(files).map(|(n, file)| view! { <Code id=format!("f{n}") file=file /> }).collect_view();
    let title = page.title.clone();
    let crumbs = vec![
        Crumb::new("/reviews/rubrics", "Calibrate your eye"),
        Crumb::new(format!("/reviews/rubrics/{id}"), page.rubric.clone()),
    ];
    let about = markup::markdown(&page.about);
    let draft = (!page.published).then(|| view! { <Status word="Draft" next="Moderators alone see it." /> });
    let refused = use_context::<Refused>()
        .filter(|_| !page.may(ExampleAction::Assess))
        .map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> });
    let body = view! {
        <PageHead title=title.clone() crumbs=crumbs lead=format!("Example {number}")>{draft}</PageHead>
        {refused}
        <div class="grid items-start gap-6 xl:grid-cols-[3fr_2fr]">
            <div class="tf-stack min-w-0 xl:sticky xl:top-20 xl:max-h-[calc(100dvh-6rem)] xl:overflow-y-auto">
                <Panel title="What its author asks"><Marked html=about /></Panel>
                {files}
            </div>
            <div class="tf-stack min-w-0"><Assessing request=request id=id page=page /></div>
        </div>
    };
    Ok(Screen::new(title, body))
}

#[component]
fn Code(id: String, file: ShownFile) -> impl IntoView {
    let sheet = SheetFile { id: id.clone(), at: None, marked: None };
    let lines = segments(&file, Layout::Whole, &sheet, &BTreeSet::new()).into_iter().filter_map(|part| match part {
        Segment::Lines { html, lines } => Some(view! { <Chunk html=html lines=lines /> }),
        _ => None,
    });
    let lines = lines.collect_view();
    view! {
        <section class="tf-file" id=id aria-label=file.path.clone()>
            <div class="tf-file-head">
                <h3>{file.path.clone()}</h3>
            </div>
            <div class="tf-code tf-sheet" tabindex="0" role="region" aria-label=format!("Code of {}", file.path)>
                {lines}
            </div>
        </section>
    }
}

/// The form, or what came of it.
#[component]
fn Assessing(request: Request, id: RubricId, page: ExamplePage) -> impl IntoView {
    let moderating = view! { <Moderating request=request.clone() page=page.clone() /> };
    let main = match (&page.mine, &page.reference) {
        (Some(mine), Some(reference)) => compared(&page, mine, reference),
        (None, Some(reference)) => own(&page, reference),
        _ if page.may(ExampleAction::Assess) => view! {
            <Panel title="What do you say?">
                <Form
                    key=request.key()
                    action="assess"
                    action_label="Compare with the reference"
                    look=Look::Primary
                    consequence="The first time counts. Then you see what a moderator said."
                >
                    <MarkFields criteria=page.criteria.clone() />
                </Form>
            </Panel>
        }
        .into_any(),
        _ => closed(&request, &page, id),
    };
    view! { {main} {moderating} }
}

/// Why there is nothing to fill in.
fn closed(request: &Request, page: &ExamplePage, id: RubricId) -> AnyView {
    if request.caller.is_none() {
        let back: String = form_urlencoded::byte_serialize(request.path.as_bytes()).collect();
        return view! {
            <Panel title="What do you say?">
                <div class="tf-stack">
                    <p>"Sign in to mark this code, and see the reference beside what you said."</p>
                    <ButtonLink href=format!("/signin?next={back}") look=Look::Primary>"Sign in"</ButtonLink>
                </div>
            </Panel>
        }
        .into_any();
    }
    let says = if page.published {
        "This rubric has been retired, so its examples are not assessed any more."
    } else {
        "Another moderator wrote this draft. You can assess it once it is published."
    };
    view! {
        <EmptyState says=says icon=Icon::Compass>
            <ButtonLink href=format!("/reviews/rubrics/{id}")>"Back to the rubric"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

/// What I said beside the reference, criterion by criterion.
fn compared(page: &ExamplePage, mine: &[Mark], reference: &[Mark]) -> AnyView {
    let agreement = page.agreement.map(words::percent).unwrap_or_default();
    let rows = numbered(page)
        .map(|(n, criterion)| {
            let (mine, reference) = (mark(mine, n), mark(reference, n));
            let (word, tone) = distance(mine.as_ref(), reference.as_ref());
            view! {
                <section class="grid gap-3">
                    <div class="flex flex-wrap items-center gap-3">
                        <h3>{criterion.title.clone()}</h3>
                        <Badge tone=tone>{word}</Badge>
                    </div>
                    <div class="grid gap-4 sm:grid-cols-2">
                        <SaidOf who="You" criterion=criterion.clone() mark=mine />
                        <SaidOf who="The reference" criterion=criterion mark=reference />
                    </div>
                </section>
            }
        })
        .collect_view();
    let aside = view! { <span class="text-soft">{format!("{agreement} agreement")}</span> }.into_any();
    view! {
        <Panel title="You and the reference" aside=aside>
            <div class="tf-stack">
                {rows}
                <p><TextLink href="/reviews/rubrics#weight">"What this means for your weight"</TextLink></p>
            </div>
        </Panel>
    }
    .into_any()
}

/// The reference, for the one who wrote it.
fn own(page: &ExamplePage, reference: &[Mark]) -> AnyView {
    let rows = numbered(page)
        .map(|(n, criterion)| {
            view! {
                <section class="grid gap-3">
                    <h3>{criterion.title.clone()}</h3>
                    <SaidOf who="The reference, by you" criterion=criterion mark=mark(reference, n) />
                </section>
            }
        })
        .collect_view();
    view! { <Panel title="Your reference"><div class="tf-stack">{rows}</div></Panel> }.into_any()
}

fn numbered(page: &ExamplePage) -> impl Iterator<Item = (u8, Criterion)> {
    (1..).zip(page.criteria.clone())
}

fn mark(marks: &[Mark], criterion: u8) -> Option<Mark> {
    marks.iter().find(|mark| mark.criterion == criterion).cloned()
}

fn distance(mine: Option<&Mark>, reference: Option<&Mark>) -> (&'static str, Tone) {
    match mine.zip(reference).map(|(mine, reference)| mine.level.abs_diff(reference.level)) {
        Some(0) => ("The same", Tone::Success),
        Some(1) => ("One level apart", Tone::Info),
        Some(2) => ("Two levels apart", Tone::Warning),
        _ => ("Three levels apart", Tone::Danger),
    }
}

/// A draft's steps.
#[component]
fn Moderating(request: Request, page: ExamplePage) -> impl IntoView {
    let [publish_key, discard_key] = [request.key(), request.key()];
    let publish = page.may(ExampleAction::Publish).then(|| {
        view! { <Form key=publish_key action="publish" action_label="Publish" look=Look::Primary consequence="Everyone can assess it. It stays as it is." /> }
    });
    let discard = page.may(ExampleAction::Discard).then(|| {
        view! {
            <Disclosure label="Delete the draft…" look=Look::Bare>
                <Form key=discard_key action="discard" action_label="Delete the draft" look=Look::Danger consequence="It is gone for good." />
            </Disclosure>
        }
    });
    page.may(ExampleAction::Discard).then(|| {
        view! {
            <Panel title="For moderators">
                <div class="tf-stack">{publish} {discard}</div>
            </Panel>
        }
    })
}
