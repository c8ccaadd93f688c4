//! Some things are done only by who has just given their password, and a code if they have a second step. A form that was
//! refused for that is asked for them on a page of its own, which carries along what was typed, and is then sent on. Who has
//! neither is sent to a provider of theirs in between; what was typed waits on the server.

use contract::{AppError, Pairs, Refusal, accounts::ShowPasskey};
use domain::accounts::{
    self, Showing, factors,
    passkeys::{self, Challenge},
    providers::{self, Carried, WaysIn},
};
use leptos::prelude::*;

use super::{Done, Failure, Leaving, LocalPath, Refused, Request, Screen, pairs as read, value_of};
use crate::{
    script::Script,
    ui::{passkey::Ceremony, prelude::*},
};

/// The field of the password. It never reaches a form's own handler.
pub(super) const FIELD: &str = "confirm_password";
/// And that of the code.
pub(super) const CODE: &str = "confirm_code";
/// What a passkey's answer stands behind.
const PASSKEY: &str = "confirm_";
/// Its fields.
const CEREMONY: &str = "confirm_ceremony";
const CREDENTIAL: &str = "confirm_credential";
/// Not carried along: typed once more where they are asked for.
const SECRET: &str = "password";

/// In the context of a page whose form waits for a password: what was sent.
#[derive(Clone)]
pub(super) struct Waiting(Pairs);

impl Waiting {
    /// If that is why the form was refused.
    pub(super) fn of(sent: &Pairs, error: &AppError) -> Option<Self> {
        let waits =
            *error == Refusal::SudoFirst.into() || (is_wrong(error) && sent.iter().any(|(name, _)| is_shown(name)));
        let carried = |name: &str| !is_shown(name) && name != SECRET;
        waits.then(|| Self(sent.iter().filter(|(name, _)| carried(name)).cloned().collect()))
    }
}

fn is_shown(name: &str) -> bool {
    [FIELD, CODE, CEREMONY, CREDENTIAL].contains(&name)
}

fn is_wrong(error: &AppError) -> bool {
    matches!(
        error,
        AppError::Refused {
            refusal: Refusal::WrongPassword | Refusal::SecondCodeWrong | Refusal::PasskeyRefused | Refusal::PasskeyLost
        }
    )
}

/// The request of a form, by somebody who has just shown that it is them if they did so with it.
pub(super) async fn confirmed(request: Request, pairs: Pairs) -> Result<(Request, Pairs), Failure> {
    if !pairs.iter().any(|(name, _)| is_shown(name)) {
        return Ok((request, pairs));
    }
    let shown = |name: &str| value_of(&pairs, name).unwrap_or_default();
    if shown(CREDENTIAL).is_empty() {
        let showing = Showing { password: shown(FIELD), code: shown(CODE) };
        accounts::confirm(&request.ctx, request.user()?, showing).await?;
    } else {
        let (ceremony, credential) = (shown(CEREMONY).to_owned(), shown(CREDENTIAL).to_owned());
        let form = ShowPasskey { ceremony, credential, next: String::new() };
        passkeys::show_passkey(&request.ctx, request.user()?, form).await?;
    }
    let rest = pairs.into_iter().filter(|(name, _)| !is_shown(name)).collect();
    Ok((request.confirmed().await?, rest))
}

/// Asks for it, in the place of the page whose form was sent.
pub(super) async fn screen(request: Request, Waiting(sent): Waiting) -> Result<Screen, Failure> {
    let to = LocalPath::or_home(Some(&request.path));
    Ok(match asked(&request).await? {
        Asked::Provider(ways) => by_provider(&request, &ways, &to, &sent),
        Asked::Here(here) => ask(here, sent, "What you typed is kept, and goes on from here."),
    })
}

/// By what somebody can show that it is them.
enum Asked {
    Provider(WaysIn),
    Here(Here),
}

/// On our own page.
struct Here {
    password: bool,
    code: bool,
    /// What a passkey is to sign, as JSON.
    passkey: Option<String>,
}

async fn asked(request: &Request) -> Result<Asked, Failure> {
    let user = request.user()?;
    let ways = providers::ways_in(&request.ctx, user).await?;
    let code = factors::factors(&request.ctx, user).await?.any();
    if !ways.password && !code {
        return Ok(Asked::Provider(ways));
    }
    let challenge: Option<Challenge> = passkeys::begin_showing(&request.ctx, user).await?;
    let passkey = challenge.map(|challenge| serde_json::to_string(&challenge)).transpose().map_err(Failure::broken)?;
    Ok(Asked::Here(Here { password: ways.password, code, passkey }))
}

fn ask(Here { password, code, passkey }: Here, sent: Pairs, lead: &'static str) -> Screen {
    let passkey = passkey.map(|challenge| {
        let carried = hidden(sent.clone());
        view! {
            <PasskeyForm ceremony=Ceremony::Show challenge=challenge prefix=PASSKEY label="Use a passkey">
                {carried}
            </PasskeyForm>
            <p class="tf-or">"or"</p>
        }
    });
    let carried = hidden(sent);
    let wrong = use_context::<Refused>().filter(|Refused(error)| is_wrong(error)).map(|Refused(error)| {
        view! { <div role="alert"><Banner tone=Tone::Danger title=error.to_string() /></div> }
    });
    let hint = "Then we do not ask again for ten minutes.";
    let password = password
        .then(|| view! { <PasswordField name=FIELD label="Your password" hint=if code { "" } else { hint } /> });
    let code = code.then(|| {
        let hint = format!("From your app, or a recovery code. {hint}");
        view! { <TextField name=CODE label="Code of your second step" hint=hint autocomplete="one-time-code" max_length=40 /> }
    });
    let body = view! {
        <PageHead title="Is it you?" lead=lead />
        {wrong}
        {passkey}
        <form method="post" class="tf-form">
            {carried} {password} {code}
            <div class="tf-form-foot">
                <Button submit=true look=Look::Primary>
                    "Go on"
                </Button>
            </div>
        </form>
    };
    Screen::new("Is it you?", body).plain().with_script(Script::Passkeys)
}

fn hidden(pairs: Pairs) -> impl IntoView {
    pairs.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()
}

/// For somebody with neither a password nor a second step: the providers that know them. The form that waits goes along.
fn by_provider(request: &Request, ways: &WaysIn, to: &LocalPath, sent: &Pairs) -> Screen {
    let waits: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(sent).finish();
    let known = |name: &str| ways.linked.iter().any(|linked| linked.provider == name);
    let known = request.ctx.providers.iter().filter(|provider| known(provider.name()));
    let forms = known.enumerate().map(|(nth, provider)| {
        let look = if nth == 0 { Look::Primary } else { Look::Quiet };
        view! {
            <form method="post" action="/sudo">
                <input type="hidden" name="provider" value=provider.name().to_owned() />
                <input type="hidden" name="next" value=to.as_str().to_owned() />
                <input type="hidden" name="waits" value=waits.clone() />
                <Button submit=true look=look>
                    {format!("Continue with {}", provider.label())}
                </Button>
            </form>
        }
    });
    let refused = use_context::<Refused>().filter(|Refused(error)| *error != Refusal::SudoFirst.into());
    let refused = refused.map(|Refused(error)| view! { <Banner tone=Tone::Danger title=error.to_string() /> });
    let kept = if sent.is_empty() { "Then you go on where you were." } else { "What you typed is kept." };
    let lead = format!("You have no password here, so please show it where you sign in. {kept}");
    let body = view! {
        <PageHead title="Is it you?" lead=lead />
        <div class="tf-signins">{refused} {forms.collect_view()}</div>
        <p class="mt-6">
            "Does that not work? " <TextLink href="/reset">"Set a password with a code from your mail"</TextLink>
        </p>
    };
    Screen::new("Is it you?", body).plain()
}

/// It is them: the form that waited for that goes on.
fn go_on(Carried { to, pairs }: Carried) -> Screen {
    let body = view! {
        <PageHead title="It is you" lead="What you typed was kept. Go on, and it is sent." />
        <form method="post" action=LocalPath::or_home(Some(&to)).as_str().to_owned()>
            {hidden(pairs)} <Button submit=true look=Look::Primary>
                "Go on"
            </Button>
        </form>
    };
    Screen::new("It is you", body).plain()
}

/// `/sudo?next=…`: gives the password before it is asked for. `/sudo?departure=…`: comes back from a provider.
pub async fn sudo_page(request: Request) -> Result<Screen, Failure> {
    if let Some(leaving) = Leaving::screen() {
        return Ok(leaving);
    }
    if let Some(departure) = request.query("departure").and_then(|id| id.parse().ok()) {
        let carried = providers::carried(&request.ctx, request.user()?, departure).await?;
        return carried.map(go_on).ok_or_else(|| AppError::NotFound.into());
    }
    // A provider that was away is asked for with all that came along.
    let sent = use_context::<Submitted>().unwrap_or_default();
    let next = LocalPath::or_home(sent.value("next").or_else(|| request.query("next")));
    let waits = read(sent.value("waits").unwrap_or_default().as_bytes());
    let carried = vec![("next".to_owned(), next.as_str().to_owned())];
    Ok(match asked(&request).await? {
        Asked::Provider(ways) => by_provider(&request, &ways, &next, &waits),
        Asked::Here(here) => {
            ask(here, carried, "This part asks once more whether it is you. Then you go on where you were.")
        }
    })
}

/// Leads on: the password has been checked on the way here. Or leads to a provider.
pub async fn sudo(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    if let Some(provider) = value_of(&pairs, "provider") {
        return leave(&request, provider, &pairs).await;
    }
    request.user()?.must_be_sudo(&request.ctx).map_err(AppError::from)?;
    let next = value_of(&pairs, "next");
    Ok(Done::to(LocalPath::or_home(next).as_str()))
}

async fn leave(request: &Request, provider: &str, pairs: &Pairs) -> Result<Done, Failure> {
    let next = LocalPath::or_home(value_of(pairs, "next"));
    let waits = read(value_of(pairs, "waits").unwrap_or_default().as_bytes());
    let to = providers::depart_to_confirm(&request.ctx, request.user()?, provider, next.as_str(), &waits).await?;
    let provider = request.ctx.providers.named(provider).ok_or(AppError::NotFound)?;
    Ok(Done::here(Leaving::new(to, provider)))
}
