use domain::{
    reviews,
    tutors::application::{self, Case, Draft, State},
};
use leptos::prelude::*;

use super::answers::{Answers, ChangeAnswers, Closing, shown};
use crate::{
    request::{Failure, Request, Screen},
    time,
    tutors::{
        apply::{
            parts::{Changed, Content, History, Stray},
            words,
        },
        evidence::ReviewsSeen,
    },
    ui::prelude::*,
};

/// `/admin/tutors/{handle}`: somebody who teaches or wants to, and all that can be decided about them.
pub async fn case_page(request: Request) -> Result<Screen, Failure> {
    let case = application::case(&request.ctx, request.user()?, request.param("handle")?).await?;
    let seen = reviews::review_evidence(&request.ctx, case.person).await?;
    let (reader, now) = (request.reader, request.ctx.now());
    let state = case.application.state;
    let next = next(&case, &request);
    let joined = format!("@{} · joined {}", case.handle, time::day(case.joined, reader, now));
    let action = case.published.then(|| {
        view! { <ButtonLink href=format!("/tutors/{}", case.handle) icon=Icon::Eye>"See the page"</ButtonLink> }
            .into_any()
    });
    let own = case.own.then(|| view! { <Banner title="This is your own. Another moderator decides about it." /> });
    let answers = (state == State::Submitted && !case.own)
        .then(|| view! { <Answers request=request.clone() case=case.clone() /> });
    let change = change(&request, &case);
    let closing = (matches!(state, State::Approved | State::Suspended) && !case.own)
        .then(|| view! { <Closing request=request.clone() suspended=state == State::Suspended /> });
    let shown = shown(&case);
    let content = if case.readable && case.application.draft == Draft::default() {
        view! { <p class="text-soft">"They taught before anybody had to apply."</p> }.into_any()
    } else if case.readable {
        view! { <Content draft=case.application.draft.clone() samples=case.samples.clone() /> }.into_any()
    } else {
        view! { <p class="text-soft">"It is with them. What they write is read by nobody else until they send it."</p> }
            .into_any()
    };
    let steps = case.application.steps.clone();
    let history = view! { <History request=request.clone() steps=steps applicant=case.name.clone() /> };
    let title = case.name.clone();
    let body = view! {
        <PageHead
            title=case.name
            crumbs=vec![Crumb::new("/admin", "Admin"), Crumb::new("/admin/tutors", "Tutors")]
            lead=joined
            action=action.unwrap_or_else(|| ().into_any())
        >
            <Status word=word(state) tone=words::state_tone(state) next=next />
        </PageHead>
        <div class="tf-stack max-w-2xl">
            <Stray shown=shown />
            {own}
            {change}
            <Section title="The application">{content}</Section>
            <Section title="In code reviews">
                <ReviewsSeen seen=seen />
            </Section>
            {answers}
            {closing}
            <Section title="What happened">{history}</Section>
        </div>
    };
    Ok(Screen::new(title, body))
}

fn change(request: &Request, case: &Case) -> Option<AnyView> {
    let change = case.application.change.clone()?;
    let seen = change.version.to_string();
    let answers = (!case.own).then(|| view! { <ChangeAnswers request=request.clone() seen=seen /> });
    let changed = view! { <Changed change=change /> };
    let section = view! {
        <Section title="What they changed" lead="Others see the old words and subjects until you approve the new ones.">
            <div class="tf-stack">{changed} {answers}</div>
        </Section>
    };
    Some(section.into_any())
}

fn word(state: State) -> &'static str {
    match state {
        State::Submitted => "Waits for a decision",
        State::ChangesWanted => "Sent back to them",
        other => words::state_word(other),
    }
}

fn next(case: &Case, request: &Request) -> String {
    let (reader, now) = (request.reader, request.ctx.now());
    match (case.application.state, case.application.waits_since) {
        (State::Submitted, Some(at)) => format!("Since {}.", time::moment(at, reader, now)),
        (State::Approved, _) if case.published => "Their page is open.".into(),
        (State::Approved, _) => "Their page is closed.".into(),
        (State::Declined, _) => "They may apply again after 30 days.".into(),
        (State::Suspended, _) => "Their page stays closed until a moderator lifts it.".into(),
        (State::ChangesWanted, _) => "They change it and send it again.".into(),
        _ => "They have not sent it.".into(),
    }
}
