//! All threads of a submission in a table, with filters in the address.

use contract::reviews::{Kind, ThreadState};
use domain::reviews::{SuggestionState, ThreadView};
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
    /// With other lines that wait for the author's word.
    Suggested,
    /// With other lines that the author does not want.
    Declined,
    All,
}

impl Only {
    const EVERY: [Self; 6] = [Self::Open, Self::Verify, Self::Settled, Self::Suggested, Self::Declined, Self::All];

    /// Shown also where it holds nothing.
    fn is_usual(self) -> bool {
        !matches!(self, Self::Suggested | Self::Declined)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Verify => "verify",
            Self::Settled => "settled",
            Self::Suggested => "suggested",
            Self::Declined => "declined",
            Self::All => "all",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Verify => "To verify",
            Self::Settled => "Settled",
            Self::Suggested => "Suggestions",
            Self::Declined => "Declined",
            Self::All => "All",
        }
    }

    fn holds(self, thread: &ThreadView) -> bool {
        let counts = thread.kind != Kind::Praise;
        match self {
            Self::Open => counts && thread.state == ThreadState::Open,
            Self::Verify => counts && thread.state == ThreadState::Verify,
            Self::Settled => counts && matches!(thread.state, ThreadState::Fixed | ThreadState::Dropped),
            Self::Suggested => has_suggestion(thread, SuggestionState::Open),
            Self::Declined => has_suggestion(thread, SuggestionState::Declined),
            Self::All => true,
        }
    }
}

fn has_suggestion(thread: &ThreadView, state: SuggestionState) -> bool {
    thread.comments.iter().filter_map(|comment| comment.suggestion.as_ref()).any(|suggestion| suggestion.state == state)
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
        .filter(|only| only.is_usual() || *only == chosen || threads.iter().any(|thread| only.holds(thread)))
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
            let declined = has_suggestion(thread, SuggestionState::Declined)
                .then(|| view! { <small>"suggestion declined"</small> });
            let first = thread.comments.first().map(|comment| markup::plain(&comment.text)).unwrap_or_default();
            view! {
                <li>
                    <a href=format!("#t{}", thread.number)>
                        <Badge tone=words::kind_tone(kind)>{kind.title()}</Badge>
                        <span class="tf-overview-first">{first}</span>
                        <small>{place_words(&thread.place)}</small>
                        {declined}
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
