use contract::{Pairs, accounts::ChangePassword};
use domain::accounts;
use leptos::prelude::*;

use super::page::PATH;
use crate::{
    accounts::reset_page::NewPassword,
    request::{Done, Failure, Request},
    said::Said,
    ui::prelude::*,
};

pub(super) async fn change_password(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let form = ChangePassword::decode(&pairs)?;
    accounts::change_password(&request.ctx, request.user()?, form).await?;
    Ok(Done::to(PATH).saying(Said::PasswordChanged))
}

/// `confirmed` is somebody who has shown just now that it is them: without a password that comes first.
#[component]
pub(super) fn PasswordSection(key: String, has_one: bool, confirmed: bool) -> impl IntoView {
    if has_one {
        view! { <Change key=key /> }.into_any()
    } else if confirmed {
        view! { <Set key=key /> }.into_any()
    } else {
        view! { <SetLater /> }.into_any()
    }
}

#[component]
fn Set(key: String) -> impl IntoView {
    view! {
        <Section title="Password" lead="You have none. With one you can come in by your address as well.">
            <Form
                key=key
                action="password"
                action_label="Set the password"
                look=Look::Quiet
                consequence="Everywhere else you are signed out, and you get a mail about it."
            >
                <NewPassword />
            </Form>
        </Section>
    }
}

#[component]
fn SetLater() -> impl IntoView {
    view! {
        <Section title="Password" lead="You have none. With one you can come in by your address as well.">
            <div>
                <ButtonLink href="/sudo?next=/settings/security">"Show that it is you, and set one"</ButtonLink>
            </div>
        </Section>
    }
}

#[component]
fn Change(key: String) -> impl IntoView {
    view! {
        <Section title="Password" lead="One that you use nowhere else.">
            <Form
                key=key
                action="password"
                action_label="Change the password"
                look=Look::Quiet
                consequence="Everywhere else you are signed out, and you get a mail about it."
            >
                <PasswordField name="current_password" label="Your password until now" />
                <NewPassword />
            </Form>
            <p>
                "Forgotten? " <TextLink href="/reset">"Get a code by mail"</TextLink>
            </p>
        </Section>
    }
}
