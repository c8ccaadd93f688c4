use contract::{Pairs, accounts::SignUp};
use domain::accounts;
use leptos::prelude::*;

use super::{continue_with::ContinueWith, zones::ZoneField};
use crate::{
    request::{Done, Failure, LocalPath, Request, Screen},
    said::Said,
    ui::prelude::*,
};

pub async fn sign_up(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let entry = accounts::sign_up(&request.ctx, &request.visitor, SignUp::decode(&pairs)?).await?;
    let to = request.enter(entry, request.query("next").unwrap_or_default()).await?;
    Ok(Done::to(to.as_str()).saying(Said::Welcome))
}

pub async fn sign_up_page(request: Request) -> Result<Screen, Failure> {
    let min = u32::try_from(contract::accounts::PASSWORD_MIN).unwrap_or_default();
    let next = LocalPath::or_home(request.query("next"));
    let others = ContinueWith::of(&request, next).view();
    let body = view! {
        <PageHead title="Join TutorForge" lead="One account to learn and to teach." />
        <Form key=request.key() action_label="Create my account" look=Look::Primary>
            <TextField name="name" label="Your name" hint="As others will see it." autocomplete="name" max_length=60 />
            <TextField
                name="handle"
                label="Handle"
                hint="Your address here, such as ada-l: small letters, digits and hyphens."
                autocomplete="username"
                max_length=30
            />
            <EmailField hint="For answers to your requests. Never shown to others." />
            <PasswordField new=true min_length=min hint="At least 10 characters. A few unrelated words work well." />
            <ZoneField />
        </Form>
        {others}
        <p class="mt-6">
            "Already here? " <TextLink href="/signin">"Sign in"</TextLink>
        </p>
    };
    Ok(Screen::new("Sign up", body).plain())
}
