use contract::{AppError, Pairs, Problem};
use leptos::prelude::*;

use super::{
    email::{EmailSection, change_email},
    password::{PasswordSection, change_password},
};
use crate::{
    request::{Done, Failure, Request, Screen, value_of},
    ui::prelude::*,
};

pub(super) const PATH: &str = "/settings/security";

/// What a section's form asks for, by its `action`.
pub async fn change_security(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let action = value_of(&pairs, "action").unwrap_or_default();
    match action {
        "email" => change_email(request, pairs).await,
        "password" => change_password(request, pairs).await,
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/settings/security`.
pub async fn security_page(request: Request) -> Result<Screen, Failure> {
    let email = EmailSection::load(&request).await?;
    let body = view! {
        <PageHead
            title="Security"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="How you come in, and where our mail reaches you."
        />
        <div class="tf-stack max-w-2xl">{email.view(request.key())} <PasswordSection key=request.key() /></div>
    };
    Ok(Screen::new("Security", body))
}
