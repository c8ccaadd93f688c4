use contract::{
    AppError, Pairs, Problem,
    accounts::{AskReset, PASSWORD_MIN, ResetPassword},
};
use domain::accounts;
use leptos::prelude::*;

use super::verify_page::CodeSigns;
use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    ui::prelude::*,
};

/// A mail is on its way to this address, if it has an account.
#[derive(Clone)]
struct Asked(String);

/// The password was replaced, with it the sessions on these devices were ended, and these tokens revoked.
#[derive(Clone)]
struct AllEnded {
    sessions: Vec<String>,
    tokens: Vec<String>,
}

/// Asks for the mail or sets the new password, by the form's `action`.
pub async fn reset(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let (ctx, visitor) = (&request.ctx, &request.visitor);
    let action = value_of(&pairs, "action").unwrap_or_default();
    match action {
        "ask" => {
            let form = AskReset::decode(&pairs)?;
            let email = form.email.clone();
            accounts::ask_reset(ctx, visitor, form).await?;
            Ok(Done::here(Asked(email)))
        }
        "set" => {
            let replaced = accounts::reset_password(ctx, visitor, ResetPassword::decode(&pairs)?).await?;
            if let Some(device) = replaced.device {
                request.knows_device(device);
            }
            Ok(Done::here(AllEnded { sessions: replaced.ended, tokens: replaced.revoked }))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/reset`.
pub async fn reset_page(request: Request) -> Result<Screen, Failure> {
    if let Some(ended) = use_context::<AllEnded>() {
        let body = view! { <AllSet ended=ended /> };
        return Ok(Screen::new("Your new password", body).plain());
    }
    let asked = use_context::<Asked>().map(|Asked(email)| email);
    let sent = use_context::<Submitted>().unwrap_or_default();
    let setting = asked.is_some() || sent.value("action") == Some("set") || request.query("step") == Some("code");
    let link = request.query("letter").zip(request.query("code"));
    let body = match link {
        Some((letter, code)) => {
            view! { <ByLink key=request.key() letter=letter.to_owned() code=code.to_owned() /> }.into_any()
        }
        None if setting => view! { <ByCode key=request.key() asked=asked /> }.into_any(),
        None => view! { <Ask key=request.key() /> }.into_any(),
    };
    Ok(Screen::new("Choose a new password", body).plain())
}

#[component]
fn Ask(key: String) -> impl IntoView {
    view! {
        <PageHead title="Forgotten your password?" lead="Tell us your address, and we send you a code for a new one." />
        <Form key=key action="ask" action_label="Send me a code" look=Look::Primary>
            <EmailField />
        </Form>
        <p class="mt-6">
            <TextLink href="/reset?step=code">"I have a code"</TextLink>
            " · "
            <TextLink href="/signin">"Sign in"</TextLink>
        </p>
    }
}

#[component]
fn ByCode(key: String, asked: Option<String>) -> impl IntoView {
    let lead = match &asked {
        Some(email) => {
            format!("If {email} has an account here, a mail with a code is on its way. It is good for 30 minutes.")
        }
        None => "Type the code of our mail, and the password that you want from now on.".to_owned(),
    };
    view! {
        <PageHead title="Choose a new password" lead=lead />
        <Form key=key action="set" action_label="Set the new password" look=Look::Primary consequence="This ends every session of yours, and every access token.">
            <EmailField value=asked.unwrap_or_default() />
            <CodeSigns />
            <NewPassword />
        </Form>
        <p class="mt-6">
            "No mail? " <TextLink href="/reset">"Ask for another code"</TextLink>
        </p>
    }
}

#[component]
fn ByLink(key: String, letter: String, code: String) -> impl IntoView {
    view! {
        <PageHead title="Choose a new password" lead="From now on it opens your account." />
        <Form key=key action="set" action_label="Set the new password" look=Look::Primary consequence="This ends every session of yours, and every access token.">
            <input type="hidden" name="letter" value=letter />
            <input type="hidden" name="code" value=code />
            <NewPassword />
        </Form>
        <p class="mt-6">
            <TextLink href="/reset">"Ask for another code"</TextLink>
        </p>
    }
}

/// A password that is to be, with what it has to be.
#[component]
pub(super) fn NewPassword() -> impl IntoView {
    let min = u32::try_from(PASSWORD_MIN).unwrap_or_default();
    view! {
        <PasswordField
            label="New password"
            new=true
            min_length=min
            hint="At least 10 characters. A few unrelated words work well."
        />
    }
}

#[component]
fn AllSet(ended: AllEnded) -> impl IntoView {
    let lead = match ended.sessions.len() {
        0 => "It opens your account from now on.".to_owned(),
        1 => "It opens your account from now on. One session was ended:".to_owned(),
        several => format!("It opens your account from now on. {several} sessions were ended:"),
    };
    let lines = ended.sessions.into_iter().map(|device| view! { <li>{device}</li> }).collect_view();
    let tokens = (!ended.tokens.is_empty()).then(|| {
        view! { <p class="mb-6">"Access tokens that do not work any more: "{ended.tokens.join(", ")}"."</p> }
    });
    view! {
        <PageHead title="Your new password is set" lead=lead />
        <ul class="list-disc pl-6 mb-6 empty:hidden">{lines}</ul>
        {tokens}
        <div>
            <ButtonLink href="/signin" look=Look::Primary>
                "Sign in"
            </ButtonLink>
        </div>
    }
}
