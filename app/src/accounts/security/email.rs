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
    now: String,
    /// Is to take its place, and waits to be confirmed.
    next: Option<String>,
}

impl EmailSection {
    pub(super) async fn load(request: &Request) -> Result<Self, Failure> {
        let (ctx, user) = (&request.ctx, request.user()?);
        let now = accounts::my_address(ctx, user).await?;
        let next = accounts::waiting_address(ctx, user).await?.filter(|waiting| *waiting != now);
        Ok(Self { now, next })
    }

    pub(super) fn view(self, key: String) -> impl IntoView {
        let next = self.next.map(|address| {
            let title = format!("{address} takes its place as soon as you confirm the mail that we sent there.");
            view! {
                <Banner title=title>
                    <p>
                        <TextLink href="/verify">"Type the code, or get another"</TextLink>
                    </p>
                </Banner>
            }
        });
        view! {
            <Section title="E-mail" lead=format!("Your address is {}. Others never see it.", self.now)>
                {next}
                <Form
                    key=key
                    action="email"
                    action_label="Change the address"
                    look=Look::Quiet
                    consequence="We send a code to the new address, and a line about it to the one you have."
                >
                    <EmailField label="New address" />
                    <PasswordField name="current_password" label="Your password" />
                </Form>
            </Section>
        }
    }
}
