use contract::tutors::Search;
use domain::search::{Loosened, Part};
use leptos::prelude::*;

use super::facts::at_least;
use crate::ui::prelude::*;

/// No tutor at all, or none that fits, with what to loosen.
#[component]
pub(super) fn Nothing(asked: Search, ways: Vec<Loosened>) -> impl IntoView {
    if asked.is_empty() {
        return view! {
            <EmptyState says="Nobody teaches here yet." more="Be the first: it takes a few minutes." icon=Icon::GraduationCap>
                <ButtonLink href="/teach" look=Look::Primary>
                    "Teach what you know"
                </ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let ways = ways
        .into_iter()
        .filter(|way| way.count > 0)
        .map(|way| {
            let words = format!("{}: {}", without(way.part), tutors(way.count, way.capped));
            view! { <li><TextLink href=way.search.href(|_| ())>{words}</TextLink></li> }
        })
        .collect::<Vec<_>>();
    let more = if ways.is_empty() { "Try fewer or other words." } else { "Leave one of these out:" };
    view! {
        <EmptyState says="Nobody fits all of this." more=more icon=Icon::Search>
            <ul class="tf-ways">{ways}</ul>
            <ButtonLink href="/tutors">"Show everyone"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

fn without(part: Part) -> &'static str {
    match part {
        Part::Words => "Without the words",
        Part::Subject => "Any subject",
        Part::Level => "Any level",
        Part::Language => "Any language",
        Part::Price => "Any price",
        Part::Rating => "Any rating",
        Part::When => "At any time",
    }
}

fn tutors(count: i64, capped: bool) -> String {
    if count == 1 { "one tutor".into() } else { format!("{} tutors", at_least(count, capped)) }
}
