use contract::{Pairs, accounts::ChangeEmail};
use domain::accounts;
use leptos::prelude::*;

use super::page::PATH;
use crate::{
    request::{Done, Failure, Request},
    said::Said,
    ui::prelude::*,
};

pub(super) async fn change_email(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    accounts::change_email(&request.ctx, request.user()?, ChangeEmail::decode(&pairs)?).await?;
    Ok(Done::to(PATH).saying(Said::AddressAsked))
}

/// The address of the account, and how to get another.
pub(super) struct EmailSection {
    /// None if they have not confirmed any.
    now: Option<String>,
    /// Is to take its place, and waits to be confirmed.
    next: Option<String>,
    has_password: bool,
}

impl EmailSection {
    pub(super) async fn load(request: &Request, has_password: bool) -> Result<Self, Failure> {
        let (ctx, user) = (&request.ctx, request.user()?);
        let now = accounts::my_address(ctx, user).await?;
        let next = accounts::waiting_address(ctx, user).await?.filter(|waiting| Some(waiting) != now.as_ref());
        Ok(Self { now, next, has_password })
    }

    pub(super) fn view(self, key: String) -> impl IntoView {
        let (lead, becomes, consequence) = match self.now {
            Some(now) => (
                format!("Your address is {now}. Others never see it."),
                "takes its place",
                "We send a code to the new address, and a line about it to the one you have.",
            ),
            None => (
                "We have no confirmed address of yours yet.".to_owned(),
                "is yours here",
                "We send a code to the new address. The one that waits counts no more.",
            ),
        };
        let next = self.next.map(|address| {
            let title = format!("{address} {becomes} as soon as you confirm the mail that we sent there.");
            view! {
                <Banner title=title>
                    <p>
                        <TextLink href="/verify">"Type the code, or get another"</TextLink>
                    </p>
                </Banner>
            }
        });
        let password =
            self.has_password.then(|| view! { <PasswordField name="current_password" label="Your password" /> });
        view! {
            <Section title="E-mail" lead=lead>
                {next}
                <Form
                    key=key
                    action="email"
                    action_label="Change the address"
                    look=Look::Quiet
                    consequence=consequence
                >
                    <EmailField label="New address" />
                    {password}
                </Form>
            </Section>
        }
    }
}
