//! One submission in a list, and how lists say where it stands.

use chrono::{DateTime, TimeDelta, Utc};
use domain::reviews::{Browsed, Mine, Person, State, Turn, Waiting, Why};
use domain::when::Reader;
use leptos::prelude::*;
use uuid::Uuid;

use crate::{time, ui::prelude::*};

/// How a person or nobody stands in a row.
pub(super) fn face(author: Option<&Person>) -> AnyView {
    let (id, name) = author.map_or((Uuid::nil(), "Anonymous"), |person| (person.id.0, person.name.as_str()));
    view! { <Avatar id=id name=name /> }.into_any()
}

pub(super) fn name(author: Option<&Person>) -> String {
    author.map_or_else(|| "Anonymous".to_owned(), |person| person.name.clone())
}

/// The name of a language by its id.
pub(super) fn language(id: &str) -> String {
    markup::language(id).map_or_else(|| id.to_owned(), |language| language.name.to_owned())
}

/// `One iteration`, `3 iterations`.
fn iterations(count: u32) -> String {
    if count == 1 { "One iteration".into() } else { format!("{count} iterations") }
}

/// `4 minutes ago` under a day, else the day.
fn when(at: DateTime<Utc>, reader: Reader, now: DateTime<Utc>) -> String {
    time::relative(at, now).unwrap_or_else(|| time::day(at, reader, now))
}

/// `40 minutes`, `5 hours`, `3 days`: how long somebody has waited.
pub(super) fn waited(since: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let plural = |n: i64, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let waited = (now - since).max(TimeDelta::zero());
    match (waited.num_days(), waited.num_hours(), waited.num_minutes()) {
        (0, 0, minutes) => plural(minutes, "minute"),
        (0, hours, _) => plural(hours, "hour"),
        (days, ..) => plural(days, "day"),
    }
}

/// `12 minutes left`, up to the next whole one.
pub(super) fn left(until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (until - now).num_seconds().max(0);
    match (seconds + 59) / 60 {
        0 => "no time left".into(),
        1 => "a minute left".into(),
        minutes => format!("{minutes} minutes left"),
    }
}

fn state(state: State) -> (&'static str, Tone) {
    match state {
        State::Draft => ("Draft", Tone::Neutral),
        State::Open => ("Open", Tone::Info),
        State::Finished => ("Finished", Tone::Success),
        State::Closed => ("Closed", Tone::Neutral),
    }
}

/// A public submission, for everyone.
#[component]
pub(super) fn BrowsedRow(row: Browsed, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let (word, tone) = state(row.state);
    let line =
        format!("{} · {} · {}", name(row.author.as_ref()), row.level.title(), when(row.published_at, reader, now));
    let figure = view! { <span>{iterations(row.iteration)}</span> }.into_any();
    view! {
        <Row title=row.title href=format!("/reviews/{}", row.id) lead=face(row.author.as_ref()) line=line figure=figure>
            <Status word=word tone=tone next=whose_turn(row.turn, row.reviewers) />
            <Chip label=language(&row.language) />
        </Row>
    }
}

/// For somebody who looks on.
fn whose_turn(turn: Option<Turn>, reviewers: i64) -> &'static str {
    match (turn, reviewers) {
        (Some(Turn::Reviewer), 0) => "waits for a reviewer",
        (Some(Turn::Reviewer), _) => "a reviewer is reading",
        (Some(Turn::Author), _) => "the author's turn",
        (None, _) => "",
    }
}

/// One of my own.
#[component]
pub(super) fn MineRow(row: Mine, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let (word, tone) = state(row.state);
    let (word, tone) = if row.turn == Some(Turn::Author) { ("Your turn", Tone::Ember) } else { (word, tone) };
    let by_link = row.visibility == contract::reviews::Visibility::Link;
    let shared = if by_link { " · with the link only" } else { "" };
    let line = format!("{}{shared} · begun {}", iterations(row.iteration), when(row.created_at, reader, now));
    let next = my_next(row.state, row.turn, row.reviewers);
    view! {
        <Row title=row.title href=format!("/reviews/{}", row.id) line=line>
            <Status word=word tone=tone next=next />
            <Chip label=language(&row.language) />
        </Row>
    }
}

fn my_next(state: State, turn: Option<Turn>, reviewers: i64) -> &'static str {
    match (state, turn, reviewers) {
        (State::Draft, ..) => "Nobody sees it yet. Publish it when it is ready.",
        (State::Open, Some(Turn::Author), _) => "Read the review, answer, make a new iteration or finish.",
        (State::Open, _, 0) => "It waits for a reviewer.",
        (State::Open, _, 1) => "Your reviewer is reading.",
        (State::Open, ..) => "Your reviewers are reading.",
        (State::Finished | State::Closed, ..) => "What was said stays readable.",
    }
}

/// Something whose next move is mine.
#[component]
pub(super) fn WaitingRow(row: Waiting, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let (word, tone, next) = match row.why {
        Why::Claim { until } => {
            ("Claimed", Tone::Warning, format!("{}. Publish your review, or give it back.", left(until, now)))
        }
        Why::Author => {
            ("Your turn", Tone::Ember, "It has been reviewed. Answer, make a new iteration or finish.".into())
        }
        Why::Reviewer => ("Your turn", Tone::Ember, "The author has answered. See what has changed.".into()),
    };
    let whose = if row.why == Why::Author { "Yours".to_owned() } else { name(row.author.as_ref()) };
    let line = format!("{whose} · since {}", when(row.since, reader, now));
    let lead = (row.why != Why::Author).then(|| face(row.author.as_ref()));
    view! {
        <Row title=row.title href=format!("/reviews/{}", row.id) line=line lead=lead.unwrap_or_else(own_mark)>
            <Status word=word tone=tone next=next />
            <Chip label=language(&row.language) />
        </Row>
    }
}

/// In the place of a face, where the thing is my own.
fn own_mark() -> AnyView {
    view! { <span class="tf-own"><Glyph icon=Icon::Code /></span> }.into_any()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn times_are_rounded_to_the_side_that_does_not_promise_too_much() {
        let now = Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap();
        let ago = |minutes| waited(now - TimeDelta::minutes(minutes), now);
        assert_eq!(
            [ago(0), ago(1), ago(59), ago(60), ago(26 * 60)],
            ["0 minutes", "1 minute", "59 minutes", "1 hour", "1 day"]
        );
        assert_eq!(waited(now + TimeDelta::hours(1), now), "0 minutes");
        let until = |seconds| left(now + TimeDelta::seconds(seconds), now);
        assert_eq!(
            [until(1800), until(61), until(60), until(1)],
            ["30 minutes left", "2 minutes left", "a minute left", "a minute left"]
        );
        assert_eq!(until(-5), "no time left");
    }
}
