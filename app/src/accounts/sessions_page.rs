use chrono::{DateTime, Utc};
use contract::{
    AppError, Pairs, Problem, SessionId,
    accounts::{EndOthers, EndSession},
};
use domain::accounts::{
    self,
    sessions::{self, Mine},
};
use domain::when::Reader;
use leptos::prelude::*;

use super::tokens_page::TokenRow;
use crate::{
    request::{Done, Failure, Refused, Request, Screen, value_of},
    time,
    ui::prelude::*,
};

const PATH: &str = "/settings/sessions";

/// What the form that this page answers has ended.
#[derive(Clone)]
struct Ended(Vec<String>);

/// Ends one session or all others, by the form's `action`. Signing out here needs no password, the others do.
pub async fn change_sessions(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let action = value_of(&pairs, "action").unwrap_or_default();
    let sudo = || user.must_be_sudo(ctx).map_err(AppError::from);
    let ended = match action {
        "end" => {
            let form = EndSession::decode(&pairs)?;
            let here = user.session.as_ref().is_some_and(|seated| seated.id == form.session);
            if here {
                request.let_out().await?;
                return Ok(Done::to("/signin"));
            }
            accounts::end_session(ctx, &sudo()?, form).await?
        }
        "end_others" => accounts::end_other_sessions(ctx, &sudo()?, EndOthers::decode(&pairs)?).await?,
        _ => return Err(AppError::field("action", Problem::NotAChoice).into()),
    };
    Ok(Done::here(Ended(ended)))
}

/// `/settings/sessions`: where one is signed in, and the tokens that work.
pub async fn sessions_page(request: Request) -> Result<Screen, Failure> {
    let (ctx, user) = (&request.ctx, request.user()?);
    let mine = sessions::mine(ctx, user).await?;
    let tokens = accounts::tokens(ctx, user).await?;
    let here = user.session.as_ref().map(|seated| seated.id);
    let (reader, now) = (request.reader, ctx.now());
    let others = mine.iter().filter(|one| Some(one.seat.id) != here).count();
    let rows = mine
        .into_iter()
        .map(|one| view! { <SessionRow one=one here=here key=request.key() reader=reader now=now /> })
        .collect_view();
    let end_others = (others > 0).then(|| {
        view! {
            <form method="post">
                <input type="hidden" name="key" value=request.key() />
                <input type="hidden" name="action" value="end_others" />
                <Button submit=true look=Look::Danger>
                    "End all others"
                </Button>
            </form>
        }
    });
    let tokens = if tokens.is_empty() {
        view! { <EmptyState says="You have no tokens." icon=Icon::Key /> }.into_any()
    } else {
        let rows = tokens
            .into_iter()
            .map(|token| view! { <TokenRow token=token key=request.key() reader=reader now=now back=PATH /> })
            .collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let refused =
        use_context::<Refused>().map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> });
    let body = view! {
        <PageHead
            title="Where you are signed in"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="A session ends after two weeks without use, and after three months in any case. What you end is out within five seconds."
        />
        <div class="tf-stack max-w-2xl">
            {refused}
            <WhatEnded />
            <List>{rows}</List>
            {end_others}
            <Section
                title="Access tokens"
                lead="Programs of yours that submit code as you."
                aside=view! { <TextLink href="/settings/tokens">"Make one"</TextLink> }.into_any()
            >
                {tokens}
            </Section>
        </div>
    };
    Ok(Screen::new("Where you are signed in", body))
}

#[component]
fn WhatEnded() -> impl IntoView {
    use_context::<Ended>().map(|Ended(devices)| {
        let title = match devices.as_slice() {
            [] => "That had ended already.".to_owned(),
            devices => format!("Ended: {}.", devices.join(", ")),
        };
        view! { <div role="status"><Banner tone=Tone::Success title=title /></div> }
    })
}

#[component]
fn SessionRow(one: Mine, here: Option<SessionId>, key: String, reader: Reader, now: DateTime<Utc>) -> impl IntoView {
    let this = Some(one.seat.id) == here;
    let device = if one.seat.device.is_empty() { "An unknown device".to_owned() } else { one.seat.device };
    let begun = format!("Began {}", time::moment(one.seat.begun_at, reader, now));
    let place = one.seat.place.map(|place| format!(" in the network {place}")).unwrap_or_default();
    let seen = time::relative(one.seen_at, now).unwrap_or_else(|| time::moment(one.seen_at, reader, now));
    let status = if this {
        view! { <Status word="This one" tone=Tone::Success /> }
    } else {
        view! { <Status word="Last used" next=seen /> }
    };
    let hidden = format!(" the session of {device}");
    let lead = view! { <Glyph icon=Icon::Monitor /> }.into_any();
    let action = view! {
        <form method="post">
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="action" value="end" />
            <input type="hidden" name="session" value=one.seat.id.to_string() />
            <Button submit=true look=Look::Danger size=Size::Small>
                {if this { "Sign out" } else { "End" }} <VisuallyHidden>{hidden}</VisuallyHidden>
            </Button>
        </form>
    }
    .into_any();
    view! {
        <Row title=device lead=lead line=format!("{begun}{place}") action=action>
            {status}
        </Row>
    }
}
