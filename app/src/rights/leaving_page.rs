use contract::{Pairs, rights::Stay};
use domain::rights;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    time,
    ui::prelude::*,
};

const TITLE: &str = "Your account is about to be deleted";

/// They keep their account.
pub async fn stay(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    rights::stay(&request.ctx, request.user()?, Stay::decode(&pairs)?).await?;
    Ok(Done::to("/").saying(Said::Stayed))
}

/// `/leaving`: all that is open to somebody who has asked to be erased, until they have chosen.
pub async fn leaving_page(request: Request) -> Result<Screen, Failure> {
    let Some(at) = request.user()?.leaves_at else { return Ok(not_leaving()) };
    let (reader, now) = (request.reader, request.ctx.now());
    let lead = format!("You asked for that. On {} it is done, and cannot be undone.", time::moment(at, reader, now));
    let body = view! {
        <PageHead title=TITLE lead=lead />
        <div class="tf-stack">
            <p>"Until then nobody sees you here, and nothing else is open to you. If you keep your account, everything is as it was."</p>
            <Form key=request.key() action="stay" action_label="Keep my account" look=Look::Primary />
            <Form key=request.key() action="out" action_label="Sign out, and have it deleted" to="/signout" look=Look::Bare />
        </div>
    };
    Ok(Screen::new(TITLE, body).plain())
}

fn not_leaving() -> Screen {
    let body = view! {
        <PageHead title="Your account stays" lead="Nobody has asked to delete it." />
        <ButtonLink href="/">"Go on"</ButtonLink>
    };
    Screen::new("Your account stays", body).plain()
}
