use contract::Pairs;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Request, Screen},
    said::Said,
    ui::prelude::*,
};

pub async fn sign_out(request: Request, _: Pairs) -> Result<Done, Failure> {
    request.let_out().await?;
    Ok(Done::to("/").saying(Said::SignedOut).leaving())
}

pub async fn sign_out_page(request: Request) -> Result<Screen, Failure> {
    let body = view! {
        <PageHead title="Sign out" lead="You can come back at any time." />
        <Form key=request.key() action_label="Sign out" look=Look::Primary />
    };
    Ok(Screen::new("Sign out", body).plain())
}
