use std::collections::{BTreeMap, HashMap, HashSet};

use contract::{AppError, SubmissionId};
use domain::{
    accounts,
    reviews::{self, ReviewState, ShownFile, Someone, Stand, SubmissionPage, ThreadView},
    tutors,
};
use leptos::prelude::*;

use super::{
    bar::Bar,
    file::Placed,
    happened::Happened,
    jump::Jump,
    look::{Layout, Look as Shown},
    overview::Overview,
    rubric::Outcomes,
    thread::Round,
    tree::{Files, Tree},
    verdicts::{self, Verdicts},
    what_now::WhatNow,
    who::Who,
    words,
};
use crate::{
    request::{Failure, Refused, Request, Screen},
    script::Script,
    time,
    ui::{prelude::*, sheet::Marked},
};

pub async fn submission_page(request: Request) -> Result<Screen, Failure> {
    let id: SubmissionId = request.id_param("id")?;
    let (ctx, me) = (&request.ctx, request.caller.as_ref());
    let page = reviews::page(ctx, me, id, request.query("link")).await?.ok_or(AppError::NotFound)?;
    let seen = match me {
        Some(me) => reviews::looked(ctx, me, id, page.latest()).await?,
        None => None,
    };
    let look = Shown::of(&request, page.latest(), seen);
    let (files, threads) =
        futures::future::try_join(reviews::files(ctx, id, look.from, look.to), reviews::threads(ctx, me, id)).await?;
    let files = reviews::shown(files, page.language.clone()).await.map_err(Failure::broken)?;
    let standings = reviews::places(ctx, id, &threads, look.to).await?;
    let viewed = match me {
        Some(me) => reviews::viewed_hunks(ctx, me, id).await?,
        None => HashSet::default(),
    };
    let before = match me {
        Some(me) if page.mine.is_some() => Some(reviews::pre_publish(ctx, me, id).await?),
        _ => None,
    };
    let rubric = match page.mine {
        Some(review) => reviews::rubric::offered(ctx, &page.language, review).await?,
        None => None,
    };
    let outcomes = reviews::rubric::outcomes(ctx, &page).await?;
    let teachers = teachers(&request, &page).await?;
    let title = page.title.clone();
    let bases = reviews::bases(ctx, id, &threads).await?;
    let compared = match (me, request.query("compare").and_then(|text| text.parse().ok())) {
        (Some(me), Some(comment)) if page.is_author => Some((comment, reviews::conflict(ctx, me, comment).await?)),
        _ => None,
    };
    let blocked = match me {
        Some(me) => accounts::blocked_among(ctx, me, &page.people()).await?,
        None => HashSet::new(),
    };
    let round = Round {
        request: request.clone(),
        page: page.clone(),
        look: look.clone(),
        bases: bases.into(),
        compared,
        blocked: blocked.into(),
    };
    let counts = verdicts::counts(&threads);
    let (changes, has_threads) = (several_changes(&files, look.layout), threads.len() > 1);
    let placed = placed(threads.clone(), standings);
    let sheet_class = match (look.wrap, look.tab) {
        (true, _) => "tf-review tf-wrap",
        (false, _) => "tf-review",
    };
    let body = view! {
        <Head request=request.clone() page=page.clone() />
        <StrayRefusal />
        <div class="tf-live" id="live" role="status">
            <span data-others=""></span>
            <span class="tf-live-lost">"The connection is lost. Trying again…"</span>
            <span class="tf-live-news">
                "There is something new." <button type="button" class="btn btn-sm">"Show it"</button>
            </span>
        </div>
        <div class="tf-review-top" id="top">
            <div class="tf-stack min-w-0">
                <Ask round=round.clone() />
                <Outcomes outcomes=outcomes reviews=page.reviews.clone() />
                <Verdicts round=round.clone() counts=counts threads=placed.whole />
            </div>
            <div class="tf-stack">
                <WhatNow round=round.clone() before=before rubric=rubric teachers=teachers />
            </div>
            <Overview round=round.clone() threads=threads />
        </div>
        <Bar page=page.clone() look=look.clone() seen=seen />
        <div class="tf-reading">
        <div class=sheet_class data-tab=look.tab.to_string() data-review=id.to_string()>
            <Tree files=files.clone() threads=placed.counts />
            <div class="tf-files" id="files">
                <Files round=round files=files threads=placed.files viewed=viewed />
            </div>
        </div>
        <Jump changes=changes threads=has_threads />
        </div>
        <Happened request=request page=page />
    };
    Ok(Screen::new(title, body).with_script(Script::Review))
}

/// Reviewers who also teach: the author can talk it over with them.
async fn teachers(request: &Request, page: &SubmissionPage) -> Result<Vec<Someone>, Failure> {
    let mut found = Vec::new();
    for review in page.reviews.iter().filter(|review| page.is_author && !review.rounds.is_empty()) {
        if review.reviewer.handle.is_some() && tutors::is_published(&request.ctx, review.reviewer.id).await? {
            found.push(review.reviewer.clone());
        }
    }
    Ok(found)
}

fn several_changes(files: &[ShownFile], layout: Layout) -> bool {
    let hunks = |file: &ShownFile| file.compared.as_ref().map_or(1, |compared| compared.hunks.len().max(1));
    let places = if layout == Layout::Whole { files.len() } else { files.iter().map(hunks).sum() };
    places > 1
}

/// Threads by where they stand on the page.
struct PlacedThreads {
    whole: Vec<Placed>,
    files: HashMap<String, Vec<Placed>>,
    counts: BTreeMap<String, usize>,
}

fn placed(threads: Vec<ThreadView>, mut standings: HashMap<contract::ThreadId, Stand>) -> PlacedThreads {
    let mut placed = PlacedThreads { whole: Vec::new(), files: HashMap::new(), counts: BTreeMap::new() };
    for thread in threads {
        let Some(standing) = standings.remove(&thread.id) else { continue };
        match thread.place.path() {
            None => placed.whole.push((thread, standing)),
            Some(path) => {
                *placed.counts.entry(path.to_owned()).or_default() += 1;
                placed.files.entry(path.to_owned()).or_default().push((thread, standing));
            }
        }
    }
    placed
}

/// A refusal whose form is gone from the page: someone was faster, or the seat ran out.
#[component]
fn StrayRefusal() -> impl IntoView {
    let shown = ["open_thread", "publish_round", "rate", "publish", "finish", "withdraw", "change_reviewer"];
    let action =
        use_context::<Submitted>().and_then(|sent| sent.value("action").map(str::to_owned)).unwrap_or_default();
    let shown = shown.contains(&action.as_str()) || action.contains('.');
    use_context::<Refused>()
        .filter(|_| !shown)
        .map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> })
}

#[component]
fn Head(request: Request, page: SubmissionPage) -> impl IntoView {
    let who = match (&page.author.handle, page.is_author) {
        (_, true) => "by you".to_owned(),
        _ => format!("by {}", page.author.name),
    };
    let language = markup::language(&page.language).map_or("Code", |language| language.name);
    let when = page.published_at.map(|at| time::moment(at, request.reader, request.ctx.now()));
    let published = when.map_or_else(|| "not published".to_owned(), |when| format!("published {when}"));
    let lead = format!("{language} · {} · {who} · {published}", page.level.title().to_lowercase());
    view! {
        <PageHead title=page.title.clone() crumbs=vec![Crumb::new("/reviews", "Reviews")] lead=lead>
            <Words page=page />
        </PageHead>
    }
}

/// Whose turn it is.
#[component]
fn Words(page: SubmissionPage) -> impl IntoView {
    let claimed = page.reviews.iter().find(|review| review.state != ReviewState::Left);
    let (word, tone, next) = words::standing(&page, claimed);
    view! { <Status word=word tone=tone next=next /> }
}

#[component]
fn Ask(round: Round) -> impl IntoView {
    let page = round.page.clone();
    let title = if page.is_author { "What you ask" } else { "What the author asks" };
    let author = (!page.is_author).then(|| {
        let person = page.author.clone();
        view! {
            <div class="tf-comment-by" id="author">
                <Avatar id=person.tint name=person.name.clone() size=Size::Small />
                <Who round=round.clone() person=person at="author" undo=true />
            </div>
        }
    });
    let urgency = (page.urgency != contract::reviews::Urgency::Whenever)
        .then(|| view! { <Badge tone=Tone::Warning>{page.urgency.title()}</Badge> }.into_any());
    view! {
        <Panel title=title aside=urgency.unwrap_or_else(|| ().into_any())>
            {author}
            <Marked html=markup::markdown(&page.ask) />
            {page
                .iterations
                .iter()
                .rev()
                .find(|iteration| !iteration.note.is_empty())
                .map(|iteration| {
                    view! {
                        <h3>{format!("About iteration {}", iteration.number)}</h3>
                        <Marked html=markup::markdown(&iteration.note) />
                    }
                })}
        </Panel>
    }
}
