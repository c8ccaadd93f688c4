use contract::UserId;
use domain::{
    accounts::User,
    ranking::leagues::{self, Goes, League, Member},
};
use leptos::prelude::*;

use super::place::{BoardList, Line};
use crate::{
    request::{Failure, Request},
    time,
    ui::prelude::*,
};

/// The reader's league of this week.
pub(super) async fn my_league(request: &Request) -> Result<AnyView, Failure> {
    let Some(user) = &request.caller else {
        return Ok(view! {
            <EmptyState says="Sign in to see your league." icon=Icon::User>
                <ButtonLink href="/signin?next=%2Fleaderboard%3Fview%3Dleague">"Sign in"</ButtonLink>
            </EmptyState>
        }
        .into_any());
    };
    let Some(league) = leagues::my_league(&request.ctx, user).await? else { return Ok(none()) };
    Ok(shown(request, user, league))
}

fn shown(request: &Request, user: &User, league: League) -> AnyView {
    let ends = time::moment(league.ends, request.reader, request.ctx.now());
    let moves = match league.moves {
        0 => "It is so small that nobody goes up or down.".to_owned(),
        1 => "The first goes up, the last goes down.".to_owned(),
        n => format!("The first {n} go up, the last {n} go down."),
    };
    let lead = format!("Until {ends}. {moves} Only the help you give counts: reviewing and teaching.");
    let lines = league.members.into_iter().map(|member| line(member, user.id)).collect_view();
    view! {
        <Section title=format!("{} league", league.tier.title()) lead=lead>
            <BoardList>{lines}</BoardList>
        </Section>
    }
    .into_any()
}

fn line(member: Member, me: UserId) -> impl IntoView {
    let note = match member.goes {
        Goes::Up => view! { <Badge tone=Tone::Success icon=Icon::ChevronUp>"Goes up"</Badge> }.into_any(),
        Goes::Down => view! { <Badge icon=Icon::ChevronDown>"Goes down"</Badge> }.into_any(),
        Goes::Nowhere => ().into_any(),
    };
    let Member { rank, person, handle, name, points, .. } = member;
    view! { <Line rank=rank person=person name=name handle=handle points=points mine=person == me note=note /> }
}

fn none() -> AnyView {
    view! {
        <EmptyState
            says="You are in no league this week."
            more="On Mondays, whoever gave help that counted in the two weeks before is placed with some 25 people who helped about as much."
            icon=Icon::Trophy
        >
            <ButtonLink href="/reviews/queue">"Review something"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}
