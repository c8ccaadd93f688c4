use contract::{Refusal, accounts::ConfirmAddress};
use sqlx::PgConnection;

use super::{
    Error, Event, User, Visitor,
    codes::{self, Purpose, Right, Whose},
};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    error::breaks,
    events, once, outbox,
    ports::Limit,
};

/// The address that a code was sent to is the person's, and mail reaches them there. Whoever has the letter's link need
/// not be signed in. Sent twice, it is done once.
///
/// # Errors
/// `CodeWrong`, also for a code that a newer one has replaced; `CodeExpired`, `CodeSpent`, `CodeUsed`; `AddressTaken` if
/// somebody else has confirmed it first; `TooOften`.
pub async fn confirm_address(
    ctx: &Ctx,
    visitor: &Visitor,
    user: Option<&User>,
    form: ConfirmAddress,
) -> Result<(), Error> {
    ctx.limits.take(Limit::CodeTryByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    let person = user.map(|user| Whose::Person(user.id));
    let whose = form.letter.map(Whose::Letter).or(person).ok_or(Refusal::CodeWrong)?;
    let right = codes::try_out(ctx, Purpose::Address, whose, &form.code).await??;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, right.person, form.key).await? == Once::Again {
        return Ok(());
    }
    if right.is_used(&mut tx).await? {
        return Err(Refusal::CodeUsed.into());
    }
    codes::use_up(ctx, &mut tx, right.person, Purpose::Address).await?;
    let event = settle(ctx, &mut tx, &right).await?;
    let (name, deed) = match event {
        Event::EmailChanged { .. } => ("changed", Deed::AddressChanged),
        _ => ("verified", Deed::AddressConfirmed),
    };
    audit::append(ctx, &mut tx, Note::new(deed, right.person).to(right.person)).await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(event)).await?;
    tx.commit().await?;
    metrics::counter!("accounts_addresses_confirmed_total", "outcome" => name).increment(1);
    Ok(())
}

/// Makes it the person's address. A code for a new password that went to the one before counts no more.
async fn settle(ctx: &Ctx, conn: &mut PgConnection, right: &Right) -> Result<Event, Error> {
    let person = right.person;
    let before = sqlx::query_scalar!("SELECT email FROM accounts.person WHERE id = $1 FOR NO KEY UPDATE", person.0)
        .fetch_one(&mut *conn)
        .await?;
    sqlx::query!(
        "UPDATE accounts.person SET email = $2, verified_at = $3 WHERE id = $1",
        person.0,
        right.address,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await
    .map_err(refusal_for)?;
    // Whoever had none until now has it confirmed, and changes nothing.
    if before.is_none_or(|before| before == right.address) {
        return Ok(Event::EmailVerified { person });
    }
    codes::forget(conn, person, Purpose::Reset).await?;
    Ok(Event::EmailChanged { person })
}

fn refusal_for(error: sqlx::Error) -> Error {
    if breaks(&error, "person_email_key") { Refusal::AddressTaken.into() } else { error.into() }
}

#[cfg(test)]
#[path = "confirm_address_tests.rs"]
mod tests;
