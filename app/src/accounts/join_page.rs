use contract::{
    AppError, Pairs, Problem, Refusal,
    accounts::{Join, LinkArrived},
};
use domain::accounts::{
    User,
    providers::{self, Address, Arrived},
};
use leptos::prelude::*;

use super::{missed_page::missed, zones::ZoneField};
use crate::{
    request::{Done, Failure, LocalPath, Request, Screen, value_of},
    said::Said,
    ui::prelude::*,
};

const PATH: &str = "/signin/join";
/// To another account that one has, and back.
const SIGN_IN: &str = "/signin?next=/signin/join";

/// Joins, or links what somebody came with to the account they are signed in to, by the form's `action`.
pub async fn join(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let browser = request.browser().ok_or_else(|| AppError::from(Refusal::WayLost))?;
    match value_of(&pairs, "action").unwrap_or_default() {
        "join" => {
            let form = Join::decode(&pairs)?;
            let (entry, next) = providers::join(&request.ctx, &request.visitor, browser, form).await?;
            Ok(Done::to(request.enter(entry, &next).await?.as_str()).saying(Said::Welcome))
        }
        "link" => {
            let form = LinkArrived::decode(&pairs)?;
            let sudo = request.user()?.must_be_sudo(&request.ctx).map_err(AppError::from)?;
            let next = providers::link_arrived(&request.ctx, &sudo, browser, form).await?;
            Ok(Done::to(next).saying(Said::ProviderLinked))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/signin/join`: a provider vouches for somebody whom nobody here knows.
pub async fn join_page(request: Request) -> Result<Screen, Failure> {
    let arrived = match request.browser() {
        Some(browser) => providers::arrived(&request.ctx, browser).await?,
        None => None,
    };
    let Some(arrived) = arrived else { return Ok(missed(&request, Some(Refusal::WayLost))) };
    let named = request.ctx.providers.named(&arrived.provider);
    let label = named.map_or_else(|| arrived.provider.clone(), |provider| provider.label().to_owned());
    let body = match (&request.caller, &arrived.address) {
        (Some(user), _) => offer_to_link(request.key(), &label, &arrived, user).into_any(),
        (None, Address::Vouched { email, taken: true }) => already_here(&label, email).into_any(),
        (None, _) => offer_to_join(&request, &label, arrived).into_any(),
    };
    Ok(Screen::new("One more step", body).plain())
}

fn offer_to_join(request: &Request, label: &str, arrived: Arrived) -> impl IntoView + use<> {
    let zone = if arrived.zone.is_empty() && request.zone_known {
        request.reader.zone.name().to_owned()
    } else {
        arrived.zone
    };
    let (lead, email) = match arrived.address {
        Address::Vouched { email, .. } => {
            (format!("{label} says that {email} is yours. A name, and you have an account here."), None)
        }
        Address::Claimed(claimed) => {
            (format!("{label} knows you. A name and an address, and you have an account here."), Some(claimed))
        }
    };
    let email = email.map(|claimed| {
        view! {
            <EmailField
                value=claimed.unwrap_or_default()
                hint="For answers to your requests. We send a code there. Never shown to others."
            />
        }
    });
    view! {
        <PageHead title="Join TutorForge" lead=lead />
        <Form key=request.key() action="join" action_label="Create my account" look=Look::Primary>
            <TextField name="name" label="Your name" value=arrived.name hint="As others will see it." autocomplete="name" max_length=60 />
            <TextField
                name="handle"
                label="Handle"
                value=arrived.handle
                hint="Your address here, such as ada-l: small letters, digits and hyphens."
                autocomplete="username"
                max_length=30
            />
            {email}
            <ZoneField value=zone />
        </Form>
        <p class="mt-6">
            "Here before, in another way? " <TextLink href=SIGN_IN>{format!("Sign in, and link {label}")}</TextLink>
        </p>
    }
}

fn already_here(label: &str, email: &str) -> impl IntoView + use<> {
    let lead = format!("There is an account with {email}. Sign in to it, and {label} opens it from then on.");
    view! {
        <PageHead title="You have an account" lead=lead />
        <div>
            <ButtonLink href=SIGN_IN look=Look::Primary>
                "Sign in to it"
            </ButtonLink>
        </div>
        <p class="mt-6">
            "You did not make it, or cannot get in? " <TextLink href="/reset">"Get a code by mail"</TextLink>
        </p>
    }
}

fn offer_to_link(key: String, label: &str, arrived: &Arrived, user: &User) -> impl IntoView + use<> {
    let email = match &arrived.address {
        Address::Vouched { email, .. } | Address::Claimed(Some(email)) => format!(" as {email}"),
        Address::Claimed(None) => String::new(),
    };
    let lead = format!("You are signed in here as {} (@{}), and at {label}{email}.", user.name, user.handle);
    let next = LocalPath::or_home(Some(&arrived.next));
    let beside = view! { <ButtonLink href=next.as_str() look=Look::Bare>"Not now"</ButtonLink> }.into_any();
    view! {
        <PageHead title=format!("Link {label}?") lead=lead />
        <Form
            key=key
            to=PATH
            action="link"
            action_label=format!("Link {label} with my account")
            look=Look::Primary
            consequence=format!("From then on you can come in with {label} as well. We send you a mail about it.")
            beside=beside
        />
    }
}
