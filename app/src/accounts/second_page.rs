use contract::{AppError, Pairs, Refusal, accounts::SecondStep};
use domain::accounts::factors;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Refused, Request, Screen},
    ui::prelude::*,
};

pub async fn second_step(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let secret = request.half().ok_or_else(|| AppError::from(Refusal::HalfLost))?;
    let form = SecondStep::decode(&pairs)?;
    let (entered, next) = factors::second_step(&request.ctx, &request.visitor, secret, form).await?;
    request.let_in(&entered).await?;
    Ok(Done::to(next))
}

/// `/signin/second`: the password was right, and something else is asked for.
pub async fn second_page(request: Request) -> Result<Screen, Failure> {
    let asked = match request.half() {
        Some(secret) => factors::asked(&request.ctx, secret).await?,
        None => None,
    };
    if asked.is_none() {
        return Ok(lost(&request));
    }
    let body = view! {
        <PageHead title="Second step" lead="That was right. Now show that you have your second step at hand." />
        <Form key=request.key() action_label="Sign in" look=Look::Primary>
            <TextField
                name="second_code"
                label="Code"
                hint="The six digits that your app shows, or one of your recovery codes."
                autocomplete="one-time-code"
                max_length=40
                autofocus=true
            />
        </Form>
        <p class="mt-6">
            "Lost both? The people who look after this place can help. " <TextLink href="/signin">"Start again"</TextLink>
        </p>
    };
    Ok(Screen::new("Second step", body).plain())
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
