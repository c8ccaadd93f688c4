use contract::{Pairs, tutors::RebuildSearch};
use domain::search::{self, Health, State};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    time,
    ui::prelude::*,
};

/// Makes the search engine's index anew.
pub async fn rebuild_search(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    search::rebuild_beside(&request.ctx, request.user()?, RebuildSearch::decode(&pairs)?).await?;
    Ok(Done::to("/admin/search").saying(Said::SearchRebuilding))
}

/// `/admin/search`: who finds by words, whether it is right, and making it anew.
pub async fn search_page(request: Request) -> Result<Screen, Failure> {
    let state = search::state(&request.ctx, request.user()?).await?;
    let (word, tone, next) = said(&state);
    let counts = view! { <Counts request=request.clone() state=state.clone() /> };
    let rebuild = (state.health != Health::None).then(|| {
        view! {
            <Section title="Make it anew" lead="A fresh index is filled beside the one that is searched and takes its place when it is whole. Nobody notices.">
                <Form
                    key=request.key()
                    action_label="Make the index anew"
                    look=Look::Quiet
                    consequence="It is noted in the audit log. It can be done again at any time."
                />
            </Section>
        }
    });
    let body = view! {
        <PageHead title="Search" crumbs=vec![Crumb::new("/admin", "Admin")] lead="Who finds tutors by words, and whether what they hold is right.">
            <Status word=word tone=tone next=next />
        </PageHead>
        <div class="tf-stack">{counts} {rebuild}</div>
    };
    Ok(Screen::new("Search", body))
}

fn said(state: &State) -> (&'static str, Tone, String) {
    match state.health {
        Health::None => (
            "Postgres",
            Tone::Success,
            "Words are looked up in the database. Set MEILI_URL to have Meilisearch do it.".into(),
        ),
        Health::Used => ("Meilisearch", Tone::Success, "Words are looked up there; Postgres stands by.".into()),
        Health::Filling => (
            "Postgres",
            Tone::Info,
            "The index of Meilisearch is being filled. Until it is whole, Postgres looks words up.".into(),
        ),
        Health::Behind => (
            "Postgres",
            Tone::Warning,
            "Meilisearch has not been told of the latest changes. Until it has, Postgres looks words up.".into(),
        ),
        Health::Away => {
            let why = state.problem.clone().unwrap_or_default();
            ("Postgres", Tone::Danger, format!("Meilisearch cannot be used, so Postgres looks words up: {why}"))
        }
    }
}

#[component]
fn Counts(request: Request, state: State) -> impl IntoView {
    let number = |count: Option<i64>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    let beside = (state.health != Health::None).then(|| {
        let looked = state.looked_at.map_or_else(
            || "Nobody has looked yet.".to_owned(),
            |at| format!("As of {}. It is compared every ten minutes, and what differs is put right.", time::moment(at, request.reader, request.ctx.now())),
        );
        let waiting = state.oldest_pending.map_or_else(
            || "Everything was handed over.".to_owned(),
            |since| format!("The oldest since {}.", time::moment(since, request.reader, request.ctx.now())),
        );
        let filling = (state.health == Health::Filling).then(|| {
            let (sent, all) = (state.sent, state.entries.max(1));
            let label = format!("{sent} of {} tutors handed over", state.entries);
            view! {
                <p>
                    <progress class="w-full max-w-sm" value=sent max=all aria-label=label.clone()></progress>
                    <span>{label}</span>
                </p>
            }
        });
        view! {
            <Section title="Meilisearch" lead=looked>
                {filling}
                <Facts>
                    <Fact label="Documents" value=number(state.held) why="That the index holds." />
                    <Fact label="Missing" value=number(state.missing) why="Tutors that the index does not know." />
                    <Fact label="Too many" value=number(state.surplus) why="Documents of tutors who cannot be found any more." />
                    <Fact label="Outdated" value=number(state.outdated) why="Documents of an older state." />
                    <Fact label="Waiting" value=state.pending.to_string() why=waiting />
                </Facts>
            </Section>
        }
    });
    view! {
        <Section title="Postgres">
            <Facts>
                <Fact label="Tutors" value=state.entries.to_string() why="That can be found." />
            </Facts>
        </Section>
        {beside}
    }
}
