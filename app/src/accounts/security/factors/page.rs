use contract::{
    AppError, Pairs, Problem, Refusal,
    accounts::{AddPasskey, ChangeFactors, ConfirmApp, RemovePasskey, RenamePasskey},
};
use domain::accounts::{factors, passkeys};
use leptos::prelude::*;

use super::{
    app::{AppSection, Setting},
    codes::{CodesSection, Sheet, sheet},
    passkeys::{Making, PasskeySection, making},
};
use crate::{
    request::{Done, Failure, Refused, Request, Screen, value_of},
    said::Said,
    ui::prelude::*,
};

pub(super) const PATH: &str = "/settings/security/factors";

/// Sets an app up, takes it away, or makes recovery codes, by the form's `action`.
pub async fn change_factors(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let ctx = &request.ctx;
    let sudo = request.user()?.must_be_sudo(ctx).map_err(AppError::from)?;
    match value_of(&pairs, "action").unwrap_or_default() {
        "begin" => {
            factors::begin_app(ctx, &sudo, ChangeFactors::decode(&pairs)?).await?;
            Ok(Done::to(PATH))
        }
        "confirm" => {
            let codes = factors::confirm_app(ctx, &sudo, ConfirmApp::decode(&pairs)?).await?;
            Ok(if codes.is_empty() { Done::to(PATH).saying(Said::FactorAdded) } else { Done::here(Sheet(codes)) })
        }
        "remove" => {
            factors::remove_app(ctx, &sudo, ChangeFactors::decode(&pairs)?).await?;
            Ok(Done::to(PATH).saying(Said::AppRemoved))
        }
        "renew" => Ok(Done::here(Sheet(factors::renew_codes(ctx, &sudo, ChangeFactors::decode(&pairs)?).await?))),
        "begin_passkey" => Ok(Done::here(Making(passkeys::begin_adding(ctx, &sudo).await?))),
        "add_passkey" => {
            let codes = passkeys::add_passkey(ctx, &sudo, AddPasskey::decode(&pairs)?).await?;
            Ok(if codes.is_empty() { Done::to(PATH).saying(Said::FactorAdded) } else { Done::here(Sheet(codes)) })
        }
        "rename_passkey" => {
            passkeys::rename_passkey(ctx, &sudo, RenamePasskey::decode(&pairs)?).await?;
            Ok(Done::to(PATH).saying(Said::PasskeyRenamed))
        }
        "remove_passkey" => {
            passkeys::remove_passkey(ctx, &sudo, RemovePasskey::decode(&pairs)?).await?;
            Ok(Done::to(PATH).saying(Said::PasskeyRemoved))
        }
        _ => Err(AppError::field("action", Problem::NotAChoice).into()),
    }
}

/// `/settings/security/factors`: what is asked for besides the password.
pub async fn factors_page(request: Request) -> Result<Screen, Failure> {
    if let Some(fresh) = use_context::<Sheet>() {
        return Ok(sheet(&request, fresh));
    }
    if let Some(fresh) = use_context::<Making>() {
        return making(&request, &fresh);
    }
    let (ctx, user) = (&request.ctx, request.user()?);
    let passkeys = passkeys::passkeys(ctx, user).await?;
    let keys = passkeys.iter().map(|_| request.key()).collect();
    let factors = factors::factors(ctx, user).await?;
    let set_up = match user.must_be_sudo(ctx) {
        Ok(sudo) => factors::set_up(ctx, &sudo).await?,
        Err(_) => None,
    };
    let setting = Setting { since: factors.app, set_up, reader: request.reader, now: ctx.now() };
    let owes = user.owes_second.then(|| {
        let title =
            "Your role asks for a second step. Until you have set one up, what needs the role is closed to you.";
        view! { <Banner tone=Tone::Warning title=title /> }
    });
    let codes = factors.any().then(|| view! { <CodesSection left=factors.codes_left key=request.key() /> });
    let body = view! {
        <PageHead
            title="Second step"
            crumbs=vec![Crumb::new("/settings", "Settings"), Crumb::new("/settings/security", "Security")]
            lead="Besides your password, something that only you have is asked for when you sign in. Then a stolen password opens nothing."
        />
        <div class="tf-stack max-w-2xl">
            {owes} {stray()} <AppSection setting=setting key=request.key() again=request.key() />
            <PasskeySection passkeys=passkeys keys=keys key=request.key() reader=request.reader now=ctx.now() /> {codes}
        </div>
    };
    Ok(Screen::new("Second step", body))
}

/// Why a form was refused that may not be on the page any more.
fn stray() -> Option<impl IntoView> {
    let gone = [
        Refusal::SetUpLost,
        Refusal::AppThere,
        Refusal::CodesShownOnce,
        Refusal::NoSecondStep,
        Refusal::PasskeyRefused,
        Refusal::PasskeyLost,
        Refusal::PasskeyThere,
        Refusal::TooManyPasskeys,
        Refusal::LastWayIn,
    ];
    let gone = gone.map(AppError::from);
    let refused = use_context::<Refused>().filter(|Refused(error)| gone.contains(error));
    refused.map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> })
}
