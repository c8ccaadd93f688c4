use contract::accounts::ChangeEmail;

use super::{
    Error, Event, User,
    codes::{self, Purpose},
    passwords,
};
use crate::{Ctx, Once, events, once, outbox, ports::Limit, was_done};

/// Sends a code to another address; the account keeps the one it has until that code is brought. Whether the other
/// address has an account is told to whoever reads its mail, and not here.
///
/// # Errors
/// `WrongPassword`, or `SudoFirst` for somebody without one; `SameAddress`, `TooOften`.
pub async fn change_email(ctx: &Ctx, user: &User, form: ChangeEmail) -> Result<(), Error> {
    if was_done(ctx, user.id, form.key).await? {
        return Ok(());
    }
    let known = passwords::known(ctx, user, &form.current_password).await?;
    if known.email.as_ref() == Some(&form.email) {
        return Err(Error::SameAddress);
    }
    ctx.limits.take(Limit::CodeByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    known.still(&mut tx).await?;
    codes::ask(ctx, &mut tx, user.id, Purpose::Address, &form.email).await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::EmailChangeAsked { person: user.id })).await?;
    tx.commit().await?;
    metrics::counter!("accounts_email_changes_asked_total").increment(1);
    Ok(())
}

#[cfg(test)]
#[path = "change_email_tests.rs"]
mod tests;
