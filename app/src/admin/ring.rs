use contract::UserId;
use domain::ranking::{Gift, RingRow, RingState};
use leptos::prelude::*;

use crate::{request::Request, time, ui::prelude::*};

/// Pairs that stand in the table.
const PAIRS: usize = 30;

/// A ring: who, why they were noticed, and what can be decided.
#[component]
pub(super) fn Ring(request: Request, ring: RingRow) -> impl IntoView {
    let (reader, now) = (request.reader, request.ctx.now());
    let (word, tone, next) = match ring.state {
        RingState::Open => {
            ("Waits for a decision", Tone::Warning, "What they gave each other counts nothing meanwhile.")
        }
        RingState::Cleared => ("Cleared", Tone::Success, "Everything counts."),
        RingState::Confirmed => ("Confirmed", Tone::Danger, "What they gave each other counts nothing."),
    };
    let evidence = ring.evidence.clone();
    let first = evidence.gifts.iter().map(|gift| gift.first).min();
    let last = evidence.gifts.iter().map(|gift| gift.last).max();
    let span = first
        .zip(last)
        .map(|(first, last)| format!("{} to {}", time::day(first, reader, now), time::day(last, reader, now)));
    let people = ring.people.iter().map(|id| person(&ring, *id)).collect_view();
    let title = format!("{} people", ring.people.len());
    let inside = format!("{} of {} points they received, before the guards", evidence.inside, evidence.received);
    let held = if ring.held == 0 { "Nothing is on hold.".to_owned() } else { format!("{} are on hold.", ring.held) };
    let found = format!("Found {}", time::moment(ring.found_at, reader, now));
    let share = format!("{} %", evidence.share());
    let gifts = view! { <Gifts request=request.clone() ring=ring.clone() /> };
    let id = format!("ring-{}", ring.id);
    let decisions = view! { <Decisions request=request ring=ring /> };
    view! {
        <article id=id>
            <Panel title=title>
                <div class="tf-stack">
                    <Status word=word tone=tone next=next />
                    <div class="flex flex-wrap gap-2">{people}</div>
                    <Facts>
                        <Fact label="From each other" value=share why=inside />
                        <Fact label="Awards among them" value=evidence.times.to_string() why=held />
                        <Fact label="When" value=span.unwrap_or_default() why=found />
                    </Facts>
                    {gifts}
                    {decisions}
                </div>
            </Panel>
        </article>
    }
}

fn person(ring: &RingRow, id: UserId) -> AnyView {
    match ring.names.get(&id) {
        Some((name, handle)) => view! { <Chip label=name.clone() href=format!("/users/{handle}") /> }.into_any(),
        None => view! { <Chip label="Somebody who has left" /> }.into_any(),
    }
}

fn name(ring: &RingRow, id: UserId) -> String {
    ring.names.get(&id).map_or_else(|| "Somebody who has left".to_owned(), |(name, _)| name.clone())
}

/// Who gave whom how much.
#[component]
fn Gifts(request: Request, ring: RingRow) -> impl IntoView {
    let (reader, now) = (request.reader, request.ctx.now());
    let row = |gift: &Gift| {
        view! {
            <tr>
                <td>{name(&ring, gift.giver)}</td>
                <td>{name(&ring, gift.person)}</td>
                <td class="tf-num">{gift.times}</td>
                <td class="tf-num">{gift.points}</td>
                <td>{time::day(gift.first, reader, now)}</td>
                <td>{time::day(gift.last, reader, now)}</td>
            </tr>
        }
    };
    let rows = ring.evidence.gifts.iter().take(PAIRS).map(row).collect_view();
    let more = ring.evidence.pairs.saturating_sub(PAIRS);
    let more = (more > 0).then(|| view! { <p class="tf-hint">{format!("And {more} pairs more, who gave less.")}</p> });
    let columns = vec![
        Column::words("From"),
        Column::words("To"),
        Column::figures("Awards"),
        Column::figures("Points"),
        Column::words("First"),
        Column::words("Last"),
    ];
    view! {
        <Disclosure label="Who gave whom how much" open=ring.state == RingState::Open>
            <Table caption="Who gave whom how much" columns=columns bare=true>{rows}</Table>
            {more}
        </Disclosure>
    }
}

/// A form for each step that can be taken.
#[component]
fn Decisions(request: Request, ring: RingRow) -> impl IntoView {
    let step = |verb: &str, label: &'static str, look: Look, consequence: &'static str| {
        let (key, action, open) = (request.key(), format!("{verb}-{}", ring.id), was_refused(verb, &ring));
        view! {
            <Disclosure label=format!("{label}…") open=open>
                <Form key=key action=action action_label=label look=look consequence=consequence>
                    <TextField
                        name="note"
                        label="Why"
                        hint="For other moderators; the people do not see it."
                        max_length=200
                        autocomplete="off"
                    />
                </Form>
            </Disclosure>
        }
    };
    let steps = match ring.state {
        RingState::Open => {
            let clear = step("clear", "Clear", Look::Primary, "What they gave each other counts again.");
            let confirm = step("confirm", "Confirm", Look::Danger, "What they gave each other stays on hold.");
            view! { {clear} {confirm} }.into_any()
        }
        RingState::Cleared | RingState::Confirmed => step(
            "reopen",
            "Take the decision back",
            Look::Quiet,
            "It waits for a decision again, and nothing counts meanwhile.",
        )
        .into_any(),
    };
    view! { <div class="tf-stack">{steps}</div> }
}

fn was_refused(verb: &str, ring: &RingRow) -> bool {
    let sent = use_context::<Submitted>().unwrap_or_default();
    sent.value("action") == Some(&format!("{verb}-{}", ring.id))
}
