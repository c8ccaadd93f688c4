use contract::{
    AppError, Pairs, Refusal,
    accounts::{SecondStep, ShowPasskey},
};
use domain::accounts::{factors, passkeys};
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Refused, Request, Screen, value_of},
    script::Script,
    ui::{passkey::Ceremony, prelude::*},
};

pub async fn second_step(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let secret = request.half().ok_or_else(|| AppError::from(Refusal::HalfLost))?;
    let (ctx, visitor) = (&request.ctx, &request.visitor);
    let (entered, next) = if value_of(&pairs, "ceremony").is_some() {
        passkeys::second_by_passkey(ctx, visitor, secret, ShowPasskey::decode(&pairs)?).await?
    } else {
        factors::second_step(ctx, visitor, secret, SecondStep::decode(&pairs)?).await?
    };
    request.let_in(&entered).await?;
    Ok(Done::to(next))
}

/// `/signin/second`: the password was right, and something else is asked for.
pub async fn second_page(request: Request) -> Result<Screen, Failure> {
    let asked = match request.half() {
        Some(secret) => factors::asked(&request.ctx, secret).await?,
        None => None,
    };
    let (Some(asked), Some(secret)) = (asked, request.half()) else { return Ok(lost(&request)) };
    let passkey = if asked.passkey { passkeys::begin_second(&request.ctx, secret).await? } else { None };
    let passkey = passkey.map(|challenge| serde_json::to_string(&challenge)).transpose().map_err(Failure::broken)?;
    let passkey = passkey.map(|challenge| {
        view! {
            <PasskeyForm ceremony=Ceremony::Show challenge=challenge label="Use a passkey" look=Look::Primary />
            <p class="tf-or">"or"</p>
        }
    });
    let look = if asked.passkey { Look::Quiet } else { Look::Primary };
    let hint = if asked.app {
        "The six digits that your app shows, or one of your recovery codes."
    } else {
        "One of your recovery codes."
    };
    let body = view! {
        <PageHead title="Second step" lead="That was right. Now show that you have your second step at hand." />
        {passkey}
        <Form key=request.key() action_label="Sign in" look=look>
            <TextField
                name="second_code"
                label="Code"
                hint=hint
                autocomplete="one-time-code"
                max_length=40
            />
        </Form>
        <p class="mt-6">
            "Lost both? The people who look after this place can help. " <TextLink href="/signin">"Start again"</TextLink>
        </p>
    };
    Ok(Screen::new("Second step", body).plain().with_script(Script::Passkeys))
}

fn lost(request: &Request) -> Screen {
    let refused = use_context::<Refused>().map(|Refused(error)| error.to_string());
    let lead = refused.unwrap_or_else(|| Refusal::HalfLost.to_string());
    let (lead, to, words) = match request.caller {
        Some(_) => ("You are signed in.".to_owned(), "/", "To the start"),
        None => (lead, "/signin", "Sign in"),
    };
    let body = view! {
        <PageHead title="Second step" lead=lead />
        <div>
            <ButtonLink href=to look=Look::Primary>
                {words}
            </ButtonLink>
        </div>
    };
    Screen::new("Second step", body).plain()
}
