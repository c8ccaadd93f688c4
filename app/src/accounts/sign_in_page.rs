use contract::{Pairs, accounts::SignIn};
use domain::accounts;
use leptos::prelude::*;

use super::continue_with::ContinueWith;
use crate::{
    request::{Done, Failure, LocalPath, Request, Screen},
    script::Script,
    ui::{passkey::Ceremony, prelude::*},
};

pub async fn sign_in(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let form = SignIn::decode(&pairs)?;
    let next = form.next.clone().unwrap_or_default();
    let entry = accounts::sign_in(&request.ctx, &request.visitor, form).await?;
    Ok(Done::to(request.enter(entry, &next).await?.as_str()))
}

pub async fn sign_in_page(request: Request) -> Result<Screen, Failure> {
    let next = LocalPath::or_home(request.query("next"));
    let lead = if next.as_str() == "/" { "Good to see you again." } else { "Then you go on where you were." };
    let wanted = next.as_str().to_owned();
    let wanted_too = wanted.clone();
    let others = ContinueWith::of(&request, next).view();
    let body = view! {
        <PageHead title="Sign in" lead=lead />
        <Form key=request.key() action_label="Sign in" look=Look::Primary>
            <input type="hidden" name="next" value=wanted />
            <EmailField autocomplete="username webauthn" />
            <PasswordField />
        </Form>
        {others}
        <div class="mt-4">
            <PasskeyForm
                ceremony=Ceremony::SignIn
                challenge_from="/signin/passkey/challenge"
                to="/signin/passkey"
                label="Sign in with a passkey"
            >
                <input type="hidden" name="next" value=wanted_too />
            </PasskeyForm>
        </div>
        <p class="mt-6">
            "New here? " <TextLink href="/signup">"Create an account"</TextLink>
        </p>
        <p class="mt-2">
            <TextLink href="/reset">"Forgotten your password?"</TextLink>
        </p>
    };
    Ok(Screen::new("Sign in", body).plain().with_script(Script::Passkeys))
}
