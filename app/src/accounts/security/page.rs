use contract::{AppError, Pairs, Problem};
use domain::accounts::{
    factors::{self, Factors},
    providers::{WaysIn, ways_in},
};
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
    let user = request.user()?;
    let ways = ways_in(&request.ctx, user).await?;
    let email = EmailSection::load(&request, ways.password).await?;
    let confirmed = user.must_be_sudo(&request.ctx).is_ok();
    let others = others(&request, &ways);
    let second = second(&factors::factors(&request.ctx, user).await?);
    let body = view! {
        <PageHead
            title="Security"
            crumbs=vec![Crumb::new("/settings", "Settings")]
            lead="How you come in, and where our mail reaches you."
        />
        <div class="tf-stack max-w-2xl">
            {email.view(request.key())} <PasswordSection key=request.key() has_one=ways.password confirmed=confirmed /> {second} {others}
        </div>
    };
    Ok(Screen::new("Security", body))
}

/// What is asked for besides the password.
fn second(factors: &Factors) -> impl IntoView + use<> {
    let lead = match factors.codes_left {
        _ if !factors.any() => "Nothing but your password is asked for when you sign in.".to_owned(),
        left if left <= factors::FEW => {
            format!("Something else is asked for too. Only {left} recovery codes are left.")
        }
        left => format!("Something else is asked for too, and you have {left} recovery codes."),
    };
    let words = if factors.any() { "Change the second step" } else { "Set up a second step" };
    view! {
        <Section title="Second step" lead=lead>
            <div>
                <ButtonLink href="/settings/security/factors" icon=Icon::ShieldCheck>
                    {words}
                </ButtonLink>
            </div>
        </Section>
    }
}

/// Who else vouches for them, or could.
fn others(request: &Request, ways: &WaysIn) -> Option<impl IntoView + use<>> {
    let known = |name: &str| request.ctx.providers.named(name).map_or(name.to_owned(), |one| one.label().to_owned());
    let lead = match ways.linked.as_slice() {
        [] if request.ctx.providers.iter().next().is_none() => return None,
        [] => "Come in without your password, with an account that you have elsewhere.".to_owned(),
        linked => {
            let mut labels: Vec<_> = linked.iter().map(|one| known(&one.provider)).collect();
            labels.dedup();
            format!("You come in with {}.", labels.join(", "))
        }
    };
    Some(view! {
        <Section title="Linked sign-ins" lead=lead>
            <div>
                <ButtonLink href="/settings/security/providers" icon=Icon::Key>
                    "Change linked sign-ins"
                </ButtonLink>
            </div>
        </Section>
    })
}
