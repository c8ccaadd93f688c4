//! Some things are done only by who has just given their password. A form that was refused for that is asked for it on a
//! page of its own, which carries along what was typed, and is then sent on.

use contract::{AppError, Pairs, Refusal};
use domain::accounts;
use leptos::prelude::*;

use super::{Failure, LocalPath, Refused, Request, Screen, value_of};
use crate::ui::prelude::*;

/// The field of the password. It never reaches a form's own handler.
pub(super) const FIELD: &str = "confirm_password";
/// Not carried along: typed once more where they are asked for.
const SECRET: &str = "password";

/// In the context of a page whose form waits for a password: what was sent.
#[derive(Clone)]
pub(super) struct Waiting(Pairs);

impl Waiting {
    /// If that is why the form was refused.
    pub(super) fn of(sent: &Pairs, error: &AppError) -> Option<Self> {
        let waits = matches!(error, AppError::Refused { refusal: Refusal::SudoFirst | Refusal::WrongPassword });
        let carried = |name: &str| name != FIELD && name != SECRET;
        waits.then(|| Self(sent.iter().filter(|(name, _)| carried(name)).cloned().collect()))
    }
}

/// The request of a form, by somebody who has just given their password if they did so with it.
pub(super) async fn confirmed(request: Request, pairs: Pairs) -> Result<(Request, Pairs), Failure> {
    let Some(at) = pairs.iter().position(|(name, _)| name == FIELD) else { return Ok((request, pairs)) };
    let password = pairs[at].1.clone();
    let rest = pairs.into_iter().filter(|(name, _)| name != FIELD).collect();
    accounts::confirm(&request.ctx, request.user()?, &password).await?;
    Ok((request.confirmed().await?, rest))
}

/// Asks for the password, in the place of the page whose form was sent.
pub(super) fn screen(Waiting(sent): Waiting) -> Screen {
    let wrong = use_context::<Refused>()
        .is_some_and(|Refused(error)| matches!(error, AppError::Refused { refusal: Refusal::WrongPassword }));
    ask(sent, wrong, "What you typed is kept, and goes on from here.")
}

fn ask(sent: Pairs, wrong: bool, lead: &'static str) -> Screen {
    let carried =
        sent.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let wrong = wrong.then(|| {
        let title = Refusal::WrongPassword.to_string();
        view! { <div role="alert"><Banner tone=Tone::Danger title=title /></div> }
    });
    let body = view! {
        <PageHead title="Is it you?" lead=lead />
        <form method="post" class="tf-form">
            {carried} {wrong}
            <PasswordField name=FIELD label="Your password" hint="Then we do not ask again for ten minutes." />
            <div class="tf-form-foot">
                <Button submit=true look=Look::Primary>
                    "Go on"
                </Button>
            </div>
        </form>
    };
    Screen::new("Is it you?", body).plain()
}

/// `/sudo?next=…`: gives the password before it is asked for.
pub async fn sudo_page(request: Request) -> Result<Screen, Failure> {
    let next = LocalPath::or_home(request.query("next"));
    let carried = vec![("next".to_owned(), next.as_str().to_owned())];
    Ok(ask(carried, false, "This part needs your password once more. Then you go on where you were."))
}

/// Leads on: the password has been checked on the way here.
pub async fn sudo(request: Request, pairs: Pairs) -> Result<super::Done, Failure> {
    request.user()?.must_be_sudo(&request.ctx).map_err(AppError::from)?;
    let next = value_of(&pairs, "next");
    Ok(super::Done::to(LocalPath::or_home(next).as_str()))
}
