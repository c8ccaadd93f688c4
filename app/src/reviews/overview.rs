//! All threads of a submission in a table, with filters in the address.

use contract::reviews::{Kind, ThreadState};
use domain::reviews::ThreadView;
use leptos::prelude::*;

use super::{
    thread::{Round, place_words},
    words,
};
use crate::ui::prelude::*;

/// Which threads are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    Open,
    Verify,
    Settled,
    All,
}

impl Only {
    const EVERY: [Self; 4] = [Self::Open, Self::Verify, Self::Settled, Self::All];

    fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Verify => "verify",
            Self::Settled => "settled",
            Self::All => "all",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Verify => "To verify",
            Self::Settled => "Settled",
            Self::All => "All",
        }
    }

    fn holds(self, thread: &ThreadView) -> bool {
        let counts = thread.kind != Kind::Praise;
        match self {
            Self::Open => counts && thread.state == ThreadState::Open,
            Self::Verify => counts && thread.state == ThreadState::Verify,
            Self::Settled => counts && matches!(thread.state, ThreadState::Fixed | ThreadState::Dropped),
            Self::All => true,
        }
    }
}

/// What is left to do, counted; each line leads to its thread.
#[component]
pub fn Overview(round: Round, threads: Vec<ThreadView>) -> impl IntoView {
    if threads.is_empty() {
        return ().into_any();
    }
    let chosen =
        round.request.query("threads").and_then(|text| Only::EVERY.into_iter().find(|only| only.as_str() == text));
    let chosen = chosen.unwrap_or(Only::All);
    let tabs = Only::EVERY
        .into_iter()
        .map(|only| {
            let count = i64::try_from(threads.iter().filter(|thread| only.holds(thread)).count()).unwrap_or_default();
            let href = format!("{}&threads={}#threads", round.look.href(), only.as_str());
            view! { <Tab href=href current=only == chosen count=count>{only.title()}</Tab> }
        })
        .collect_view();
    let lines = threads
        .iter()
        .filter(|thread| chosen.holds(thread))
        .map(|thread| {
            let kind = thread.kind;
            let (word, tone) = words::thread_state(kind, thread.state);
            let state = (thread.kind != Kind::Praise).then(|| view! { <Status word=word tone=tone /> });
            let first = thread.comments.first().map(|comment| markup::plain(&comment.text)).unwrap_or_default();
            view! {
                <li>
                    <a href=format!("#t{}", thread.number)>
                        <Badge tone=words::kind_tone(kind)>{kind.title()}</Badge>
                        <span class="tf-overview-first">{first}</span>
                        <small>{place_words(&thread.place)}</small>
                    </a>
                    {state}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="tf-panel" id="threads">
            <div class="tf-panel-head">
                <h2>"Threads"</h2>
            </div>
            <div class="tf-panel-body">
                <Tabs label="Which threads">{tabs}</Tabs>
                <ul class="tf-overview" role="list">{lines}</ul>
            </div>
        </section>
    }
    .into_any()
}
