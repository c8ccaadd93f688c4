use contract::{AppError, Pairs, Problem, RingId, ranking::Decide};
use domain::ranking::{self, RingRow, RingState};
use leptos::prelude::*;

use super::{deeds::Deeds, ring::Ring};
use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    ui::prelude::*,
};

/// What a moderator makes of a ring. The action names the ring as well, because the page has a form for each: `clear-<id>`.
pub async fn decide(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    let no_such = || AppError::field("action", Problem::NotAChoice);
    let (verb, id) = action.split_once('-').ok_or_else(no_such)?;
    let id: RingId = id.parse().map_err(|_| no_such())?;
    let form = Decide::decode(&pairs)?;
    let said = match verb {
        "clear" => {
            ranking::clear(ctx, user, id, form).await?;
            Said::RingCleared
        }
        "confirm" => {
            ranking::confirm(ctx, user, id, form).await?;
            Said::RingConfirmed
        }
        "reopen" => {
            ranking::reopen(ctx, user, id, form).await?;
            Said::RingReopened
        }
        _ => return Err(no_such().into()),
    };
    Ok(Done::to(format!("/admin/ranking#ring-{id}")).saying(said))
}

/// `/admin/ranking`: people who give mostly to each other, and who decided what.
pub async fn ranking_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let rings = ranking::rings(ctx, user).await?;
    let deeds = ranking::deeds(ctx, user).await?;
    let (open, decided): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| ring.state == RingState::Open);
    let action = user.must_administer().is_ok().then(|| {
        view! {
            <ButtonLink href="/admin/ranking/weights" icon=Icon::SlidersHorizontal>
                "Weights"
            </ButtonLink>
        }
        .into_any()
    });
    let decided = (!decided.is_empty()).then(|| list(&request, decided));
    let rest = decided.map(|decided| {
        view! {
            <Section title="Decided" lead="A decision can be taken back; then it waits for one again.">
                {decided}
            </Section>
        }
    });
    let waiting = if open.is_empty() {
        view! {
            <EmptyState
                says="No ring waits for a decision."
                more="Each night we look for people who give mostly to each other. What is found stands here."
                icon=Icon::ShieldCheck
            />
        }
        .into_any()
    } else {
        list(&request, open)
    };
    let body = view! {
        <PageHead
            title="Ranking"
            crumbs=vec![Crumb::new("/admin", "Admin")]
            lead="Keep it honest: look at what the machine noticed, and decide."
            action=action.unwrap_or_else(|| ().into_any())
        />
        <Section
            title="Rings"
            id="rings"
            lead="People whose points come mostly from each other. It may be a class that learns together: look before you decide. Meanwhile what they gave each other counts nothing."
        >
            {waiting}
        </Section>
        {rest}
        <Section title="What was done" id="deeds">
            <Deeds request=request deeds=deeds />
        </Section>
    };
    Ok(Screen::new("Ranking", body))
}

fn list(request: &Request, rings: Vec<RingRow>) -> AnyView {
    let rings = rings.into_iter().map(|ring| view! { <Ring request=request.clone() ring=ring /> }).collect_view();
    view! { <div class="tf-stack">{rings}</div> }.into_any()
}
