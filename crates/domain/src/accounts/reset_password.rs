use contract::{Refusal, UserId, accounts::ResetPassword};
use sqlx::PgConnection;

use super::{
    Error, Event, Visitor,
    codes::{self, Purpose, Whose},
    passwords,
    sessions::{self, Which},
};
use crate::{
    Ctx, Once,
    audit::{self, Deed, Note},
    events, once, outbox,
    ports::Limit,
};

/// Replaces the password of whoever brings the code of our mail, which shows as well that their address is theirs. Every
/// session ends, and an address that waits to take the place of theirs does so no more: whoever asked for it may have
/// been somebody else. Answers the devices whose sessions were ended; none if this very form did it before.
///
/// # Errors
/// `ResetCodeWrong` for whatever is wrong with the code, alike for addresses that nobody has; what [`super::sign_up`] says
/// of passwords; `TooOften`.
pub async fn reset_password(ctx: &Ctx, visitor: &Visitor, form: ResetPassword) -> Result<Vec<String>, Error> {
    ctx.limits.take(Limit::CodeTryByAddress, &visitor.source()).map_err(Error::TooOften)?;
    passwords::check(&ctx.public_url, &form.password, &[&form.email])?;
    let whose = form.letter.map_or(Whose::Email(&form.email), Whose::Letter);
    let mut tx = ctx.begin().await?;
    let Ok(right) = codes::try_out(ctx, &mut tx, Purpose::Reset, whose, &form.code).await? else {
        tx.commit().await?;
        return Err(Refusal::ResetCodeWrong.into());
    };
    let person = right.person;
    if once(ctx, &mut tx, person, form.key).await? == Once::Again {
        return Ok(Vec::new());
    }
    if right.used {
        return Err(Refusal::ResetCodeWrong.into());
    }
    codes::use_up(ctx, &mut tx, person, Purpose::Reset).await?;
    let about_you = about(ctx, &mut tx, person).await?;
    passwords::check(&ctx.public_url, &form.password, &about_you.each_ref().map(String::as_str))?;
    passwords::set(ctx, &mut tx, person, &form.password).await?;
    codes::forget(&mut tx, person, Purpose::Address).await?;
    let ended = sessions::end(ctx, &mut tx, person, Which::All).await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::PasswordReset { person })).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::PasswordReset, person).to(person)).await?;
    tx.commit().await?;
    metrics::counter!("accounts_passwords_reset_total").increment(1);
    Ok(ended)
}

/// What the password must not be. The address counts as confirmed from now on.
async fn about(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<[String; 3], sqlx::Error> {
    let row = sqlx::query!(
        "UPDATE accounts.person SET verified_at = coalesce(verified_at, $2) WHERE id = $1 RETURNING email, name, handle",
        person.0,
        ctx.now(),
    )
    .fetch_one(conn)
    .await?;
    Ok([row.email.unwrap_or_default(), row.name, row.handle])
}

#[cfg(test)]
#[path = "reset_password_tests.rs"]
mod tests;
