use contract::{Refusal, accounts::ShowPasskey};

use super::{
    ceremony::{Challenge, Purpose},
    show,
};
use crate::{
    Ctx,
    accounts::{
        Entered, Error, Visitor,
        factors::{self, Shown, half},
        queries,
    },
    ports::Limit,
};

/// Asks the browser of whoever has taken the first step for a passkey of theirs. `None` if they have none, or it is over.
pub async fn begin_second(ctx: &Ctx, secret: &str) -> Result<Option<Challenge>, Error> {
    match half::whose(ctx, secret).await? {
        Some(person) => show::begin(ctx, Purpose::Second, person).await,
        None => Ok(None),
    }
}

/// Takes the second step with a passkey. Answers as well where they wanted to go.
///
/// # Errors
/// `HalfLost`, also for the last try; `PasskeyLost`, `PasskeyRefused`; `AccountClosed`; `TooOften`.
pub async fn second_by_passkey(
    ctx: &Ctx,
    visitor: &Visitor,
    secret: &str,
    form: ShowPasskey,
) -> Result<(Entered, String), Error> {
    ctx.limits.take(Limit::SecondByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    let half = half::take_try(ctx, secret).await?.ok_or(Refusal::HalfLost)?;
    let user = queries::user(ctx, half.person).await?.ok_or(Refusal::AccountClosed)?;
    let tx = match show::used(ctx, Purpose::Second, user.id, &form).await {
        Err(Error::Refused(Refusal::PasskeyRefused)) => {
            return Err(factors::refused(ctx, &half, Refusal::PasskeyRefused).await?);
        }
        used => used?,
    };
    factors::go_on(ctx, tx, user, secret, half, Shown::Passkey).await
}
