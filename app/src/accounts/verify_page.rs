use contract::{
    AppError, Pairs, Problem,
    accounts::{ConfirmAddress, SendAgain},
};
use domain::accounts;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    said::Said,
    ui::prelude::*,
};

/// Confirms an address or has the code sent again, by the form's `action`.
pub async fn verify(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let ctx = &request.ctx;
    let action = value_of(&pairs, "action").unwrap_or_default();
    match action {
        "confirm" => {
            let form = ConfirmAddress::decode(&pairs)?;
            if form.letter.is_none() {
                request.user()?;
            }
            accounts::confirm_address(ctx, &request.visitor, request.caller.as_ref(), form).await?;
            let next = if request.caller.is_some() { "/settings/security" } else { "/signin" };
            Ok(Done::to(next).saying(Said::AddressConfirmed))
        }
        "again" => {
            accounts::send_again(ctx, request.user()?, SendAgain::decode(&pairs)?).await?;
            Ok(Done::to("/verify").saying(Said::CodeSent))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/verify`. Looking at it, as mail programs do with links, confirms nothing.
pub async fn verify_page(request: Request) -> Result<Screen, Failure> {
    let body = match (request.query("letter"), request.query("code")) {
        (Some(letter), Some(code)) => {
            view! { <ByLink key=request.key() letter=letter.to_owned() code=code.to_owned() /> }.into_any()
        }
        _ => match &request.caller {
            None => view! { <Stranger /> }.into_any(),
            Some(user) => match accounts::waiting_address(&request.ctx, user).await? {
                Some(address) => view! { <ByCode key=request.key() again=request.key() address=address /> }.into_any(),
                None if user.verify_by.is_some() => view! { <NoAddress /> }.into_any(),
                None => view! { <Nothing /> }.into_any(),
            },
        },
    };
    Ok(Screen::new("Confirm your address", body).plain())
}

#[component]
fn ByLink(key: String, letter: String, code: String) -> impl IntoView {
    view! {
        <PageHead title="Confirm your address" lead="One press, and we know that our mail reaches you." />
        <Form key=key action="confirm" action_label="Confirm my address" look=Look::Primary>
            <input type="hidden" name="letter" value=letter />
            <input type="hidden" name="code" value=code />
        </Form>
        <p class="mt-6">
            <TextLink href="/verify">"Type the code, or get another"</TextLink>
        </p>
    }
}

#[component]
fn ByCode(key: String, again: String, address: String) -> impl IntoView {
    let lead = format!("We have sent a code to {address}. It may take a minute, and may lie with the unwanted mail.");
    view! {
        <PageHead title="Confirm your address" lead=lead />
        <Form key=key action="confirm" action_label="Confirm my address" look=Look::Primary>
            <CodeSigns />
        </Form>
        <div class="mt-8">
            <Form key=again action="again" action_label="Send another code" look=Look::Quiet consequence="The one before counts no more." />
        </div>
        <p class="mt-6">
            "Is the address wrong? " <TextLink href="/settings/security">"Change it"</TextLink>
        </p>
    }
}

#[component]
fn Stranger() -> impl IntoView {
    view! {
        <PageHead title="Confirm your address" lead="Press the link in our mail. To type its code, sign in first." />
        <div>
            <ButtonLink href="/signin?next=/verify" look=Look::Primary>
                "Sign in"
            </ButtonLink>
        </div>
    }
}

#[component]
fn NoAddress() -> impl IntoView {
    view! {
        <PageHead title="Confirm your address" lead="We do not have one of yours yet. Tell us where our mail reaches you." />
        <div>
            <ButtonLink href="/settings/security" look=Look::Primary>
                "Tell us your address"
            </ButtonLink>
        </div>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <PageHead title="Your address is confirmed" lead="There is nothing to do here." />
        <div>
            <ButtonLink href="/">"To the start"</ButtonLink>
        </div>
    }
}

/// Where the code of a mail is typed.
#[component]
pub(super) fn CodeSigns() -> impl IntoView {
    view! {
        <TextField
            name="code"
            label="Code"
            hint="8 letters and digits, such as K7PM-2QXF. Small letters are as good."
            autocomplete="one-time-code"
            max_length=20
        />
    }
}
