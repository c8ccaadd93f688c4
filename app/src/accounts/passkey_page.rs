use contract::{Pairs, Refusal, accounts::ShowPasskey};
use domain::accounts::passkeys;
use leptos::prelude::*;

use crate::{
    request::{Done, Failure, Refused, Request, Screen},
    ui::prelude::*,
};

/// Comes in with a passkey.
pub async fn sign_in_by_passkey(request: Request, pairs: Pairs) -> Result<Done, Failure> {
    let form = ShowPasskey::decode(&pairs)?;
    let next = form.next.clone();
    let entry = passkeys::sign_in_by_passkey(&request.ctx, &request.visitor, form).await?;
    Ok(Done::to(request.enter(entry, &next).await?.as_str()))
}

/// `/signin/passkey`: why a passkey has not let somebody in.
pub async fn passkey_page(_: Request) -> Result<Screen, Failure> {
    let refused = use_context::<Refused>().map(|Refused(error)| error.to_string());
    let body = view! {
        <PageHead title="Passkey" lead=refused.unwrap_or_else(|| Refusal::PasskeyLost.to_string()) />
        <div>
            <ButtonLink href="/signin" look=Look::Primary>
                "Sign in"
            </ButtonLink>
        </div>
    };
    Ok(Screen::new("Passkey", body).plain())
}
