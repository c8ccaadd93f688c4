use std::collections::{BTreeMap, HashMap, HashSet};

use contract::{
    AppError, SubmissionId,
    reviews::{Place, Rated, Verdict},
};
use domain::{
    reviews::{
        self, Action, PrePublish, ReviewState, ReviewView, ShownFile, Someone, Stand, State, SubmissionPage,
        ThreadView, rubric::Offered,
    },
    tutors,
};
use leptos::prelude::*;

use super::{
    composer::Composer,
    file::{File, Placed},
    look::{Layout, Look as Shown},
    overview::Overview,
    preview::{PreviewButton, Written},
    rubric::{Counts, Outcomes, RoundFields},
    thread::{Round, Thread},
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
    let round =
        Round { request: request.clone(), page: page.clone(), look: look.clone(), bases: bases.into(), compared };
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
                <Ask page=page.clone() />
                <Outcomes outcomes=outcomes reviews=page.reviews.clone() />
                <Said round=round.clone() threads=placed.whole />
            </div>
            <div class="tf-stack">
                <WhatNow round=round.clone() before=before rubric=rubric teachers=teachers />
                <Overview round=round.clone() threads=threads />
            </div>
        </div>
        <Bar page=page.clone() look=look.clone() />
        <div class=sheet_class data-tab=look.tab.to_string() data-review=id.to_string()>
            <Tree files=files.clone() threads=placed.counts />
            <div class="tf-files" id="files">
                <Files round=round files=files threads=placed.files viewed=viewed />
            </div>
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
    let when = page.published_at.map(|at| time::moment(at, request.zone, request.ctx.now()));
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
fn Ask(page: SubmissionPage) -> impl IntoView {
    let title = if page.is_author { "What you ask" } else { "What the author asks" };
    let urgency = (page.urgency != contract::reviews::Urgency::Whenever)
        .then(|| view! { <Badge tone=Tone::Warning>{page.urgency.title()}</Badge> }.into_any());
    view! {
        <Panel title=title aside=urgency.unwrap_or_else(|| ().into_any())>
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

/// What is said about the whole: verdicts, and threads without a place.
#[component]
fn Said(round: Round, threads: Vec<Placed>) -> impl IntoView {
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
                        <Counts weight=review.weight />
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

/// What this reader can do now.
#[component]
fn WhatNow(round: Round, before: Option<PrePublish>, rubric: Option<Offered>, teachers: Vec<Someone>) -> impl IntoView {
    let page = round.page.clone();
    let request = round.request.clone();
    let claims = claim_panel(&round);
    let publish_round = before.map(|before| view! { <PublishRound round=round.clone() before=before rubric=rubric /> });
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

/// The reviewer's end of it: what is left to do, the verdict.
#[component]
fn PublishRound(round: Round, before: PrePublish, rubric: Option<Offered>) -> impl IntoView {
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

#[component]
fn Rate(request: Request, review: ReviewView) -> impl IntoView {
    let choices = Rated::ALL.iter().map(|rated| Choice::new(rated.as_str(), rated.title())).collect();
    let title = format!("How was {}'s review?", review.reviewer.name);
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

/// What the author can do, one thing first.
#[component]
fn AuthorSteps(round: Round) -> impl IntoView {
    let (page, request) = (round.page.clone(), round.request.clone());
    let id = page.id;
    let publish = page.may(Action::Publish).then(|| {
        view! {
            <Form key=request.key() action="publish" action_label="Publish" look=Look::Primary consequence="Reviewers can see and claim it. Its iterations do not change any more." />
            <ButtonLink href=format!("/reviews/{id}/edit")>"Change the draft"</ButtonLink>
        }
    });
    let look = if page.may(Action::Finish) { Look::Primary } else { Look::Quiet };
    let iterate = page.may(Action::Iterate).then(|| {
        view! { <ButtonLink href=format!("/reviews/{id}/iterate") look=look>"New iteration"</ButtonLink> }
    });
    let batch = page.may(Action::Apply).then(|| {
        view! {
            <form method="post" id="batch" class="tf-batch">
                <input type="hidden" name="key" value=request.key() />
                <input type="hidden" name="action" value="apply" />
                <Button submit=true size=Size::Small>"Apply the chosen suggestions"</Button>
            </form>
        }
    });
    let finish = page.may(Action::Finish).then(|| {
        view! { <Form key=request.key() action="finish" action_label="Finish" look=Look::Quiet consequence="You have what you came for. Everything stays readable." /> }
    });
    let [change_key, withdraw_key, discard_key] = [request.key(), request.key(), request.key()];
    let change = page.may(Action::ChangeReviewer).then(|| {
        view! {
            <Disclosure label="Ask for another reviewer…" look=Look::Bare>
                <Form key=change_key action="change_reviewer" action_label="Ask for another reviewer" look=Look::Danger consequence="What was said stays. The submission goes back into the queue, a day ahead.">
                    <TextAreaField name="note" label="A word of explanation" required=false rows=2 max_length=500 />
                </Form>
            </Disclosure>
        }
    });
    let withdraw = page.may(Action::Withdraw).then(|| {
        view! {
            <Disclosure label="Withdraw…" look=Look::Bare>
                <Form key=withdraw_key action="withdraw" action_label="Withdraw the submission" look=Look::Danger consequence="Nobody can review it any more." />
            </Disclosure>
        }
    });
    let discard = page.may(Action::Discard).then(|| {
        view! {
            <Disclosure label="Delete the draft…" look=Look::Bare>
                <Form key=discard_key action="discard" action_label="Delete the draft" look=Look::Danger consequence="It is gone for good." />
            </Disclosure>
        }
    });
    let link = page.link.clone().filter(|_| !page.public && page.state == State::Open).map(|link| {
        let address = format!("{}/reviews/{id}?link={link}", request.ctx.public_url);
        view! {
            <p>"Give this link to those who shall review it:"</p>
            <CodeBlock code=address />
        }
    });
    view! {
        <Panel title="Your submission">
            <div class="tf-stack">{publish} {iterate} {batch} {link} {finish} {change} {withdraw} {discard}</div>
        </Panel>
    }
}

/// What is compared with what, and how.
#[component]
fn Bar(page: SubmissionPage, look: Shown) -> impl IntoView {
    let layouts = Layout::ALL
        .into_iter()
        .filter(|layout| look.from > 0 || *layout == Layout::Whole)
        .map(|layout| {
            let href = look.layout(layout).href();
            view! { <Tab href=href current=look.layout == layout>{layout.title()}</Tab> }
        })
        .collect_view();
    let options = |chosen: u32, zero: bool| {
        let nothing = zero.then(|| view! { <option value="0" selected=chosen == 0>"Nothing"</option> });
        let rest = page
            .iterations
            .iter()
            .map(|iteration| {
                let n = iteration.number;
                view! { <option value=n.to_string() selected=chosen == n>{format!("Iteration {n}")}</option> }
            })
            .collect_view();
        view! { {nothing} {rest} }
    };
    let compare = (page.iterations.len() > 1).then(|| {
        view! {
            <form method="get" class="tf-compare" data-auto-submit>
                <label>"From " <select class="select select-sm" name="from">{options(look.from, true)}</select></label>
                <label>"to " <select class="select select-sm" name="to">{options(look.to, false)}</select></label>
                <input type="hidden" name="view" value=look.layout.as_str() />
                {look.link.clone().map(|link| view! { <input type="hidden" name="link" value=link /> })}
                <Button submit=true size=Size::Small>"Compare"</Button>
            </form>
        }
    });
    let wrap = Shown { wrap: !look.wrap, ..look.clone() };
    let wrap_label = if look.wrap { "Do not wrap lines" } else { "Wrap long lines" };
    let tab = Shown {
        tab: match look.tab {
            2 => 4,
            4 => 8,
            _ => 2,
        },
        ..look.clone()
    };
    view! {
        <div class="tf-review-bar">
            <Tabs label="How the code is shown">{layouts}</Tabs>
            {compare}
            <span class="tf-review-options">
                <a class="btn btn-ghost btn-sm" href=wrap.href()>{wrap_label}</a>
                <a class="btn btn-ghost btn-sm" href=tab.href()>{format!("Tabs: {}", look.tab)}</a>
            </span>
        </div>
    }
}

/// The files, with how much is said about each.
#[component]
fn Tree(files: Vec<ShownFile>, threads: BTreeMap<String, usize>) -> impl IntoView {
    let entries = files
        .iter()
        .zip(1..)
        .map(|(file, n)| {
            let said = threads.get(&file.path).copied().unwrap_or_default();
            let (added, removed) = file.counts();
            let changed = file.compared.is_some().then(|| format!("+{added} −{removed}"));
            let said = i64::try_from(said).unwrap_or_default();
            view! {
                <li>
                    <a href=format!("#f{n}")>
                        <span class="tf-tree-path">{file.path.clone()}</span>
                        {changed.map(|changed| view! { <small>{changed}</small> })}
                        <Count number=said of="threads" />
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tf-tree" aria-label="Files">
            <ul role="list">{entries}</ul>
        </nav>
    }
}

#[component]
fn Files(
    round: Round,
    files: Vec<ShownFile>,
    mut threads: HashMap<String, Vec<Placed>>,
    viewed: HashSet<String>,
) -> impl IntoView {
    files
        .into_iter()
        .zip(1..)
        .map(|(file, n)| {
            let said = threads.remove(&file.path).unwrap_or_default();
            view! { <File round=round.clone() id=format!("f{n}") file=file threads=said viewed=viewed.clone() /> }
        })
        .collect_view()
}

#[component]
fn Happened(request: Request, page: SubmissionPage) -> impl IntoView {
    let me = request.caller.as_ref().map(|user| user.id);
    let moments = page
        .steps
        .iter()
        .rev()
        .map(|step| {
            let who = step.by.as_ref().map(|person| if Some(person.id) == me { "You".to_owned() } else { person.name.clone() });
            let when = view! { <time::Moment at=step.at zone=request.zone now=request.ctx.now() /> }.into_any();
            let note = step.note.clone();
            view! {
                <Moment who=who.unwrap_or_default() what=super::steps::said(&step.happened) when=when tone=super::steps::tone(&step.happened)>
                    {(!note.is_empty()).then(|| view! { <p class="whitespace-pre-line text-soft">{note}</p> })}
                </Moment>
            }
        })
        .collect_view();
    (!page.steps.is_empty()).then(|| {
        view! {
            <div id="happened">
                <Section title="What happened">
                    <Timeline>{moments}</Timeline>
                </Section>
            </div>
        }
    })
}
