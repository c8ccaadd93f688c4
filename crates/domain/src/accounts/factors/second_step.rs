use contract::{Refusal, UserId, accounts::SecondStep};
use sqlx::{Postgres, Transaction};

use super::{
    Entered, Shown, check,
    enter::noted,
    half::{self, Half},
};
use crate::{
    Ctx,
    accounts::{Error, Event, User, Visitor, queries, tries},
    audit::{self, Deed, Note},
    events, outbox,
    ports::Limit,
};

/// Takes the second step of whoever has taken the first: `secret` is what their browser's cookie holds. Answers as well
/// where they wanted to go.
///
/// Only somebody who has shown the first thing can use up the tries of an account, so nobody else can lock its owner out.
///
/// # Errors
/// `HalfLost` if it is over; `SecondCodeWrong`; `AccountClosed`; `TooOften` by source address or by account.
pub async fn second_step(
    ctx: &Ctx,
    visitor: &Visitor,
    secret: &str,
    form: SecondStep,
) -> Result<(Entered, String), Error> {
    ctx.limits.take(Limit::SecondByAddress, &visitor.source()).await.map_err(Error::TooOften)?;
    let half = half::take_try(ctx, secret).await?.ok_or(Refusal::HalfLost)?;
    if let Err(seconds) = ctx.limits.take(Limit::SecondByPerson, &half.person.to_string()).await {
        tell(ctx, half.person).await?;
        return Err(Error::TooOften(seconds));
    }
    let user = queries::user(ctx, half.person).await?.ok_or(Refusal::AccountClosed)?;

    let mut tx = ctx.begin().await?;
    let Some(shown) = check(ctx, &mut tx, user.id, &form.code).await? else {
        tx.rollback().await?;
        return Err(refused(ctx, &half, Refusal::SecondCodeWrong).await?);
    };
    go_on(ctx, tx, user, secret, half, shown).await
}

/// They have shown the second thing too: ends what was half, in the transaction that the thing was used up in.
pub(in crate::accounts) async fn go_on(
    ctx: &Ctx,
    mut tx: Transaction<'static, Postgres>,
    user: User,
    secret: &str,
    half: Half,
    shown: Shown,
) -> Result<(Entered, String), Error> {
    if !half::end(&mut tx, secret).await? {
        return Err(Refusal::HalfLost.into());
    }
    for note in [shown.noted(user.id), noted(user.id, &half.way, shown.as_str())].into_iter().flatten() {
        audit::append(ctx, &mut tx, note).await?;
    }
    tx.commit().await?;
    Ok((Entered::new(user, &half.way), half.next))
}

/// Notes a wrong code, or a passkey that does not hold. The owner hears of it when somebody has used all tries up: whoever did
/// so knows their password. Answers what is told to who came with it.
pub(in crate::accounts) async fn refused(ctx: &Ctx, half: &Half, refusal: Refusal) -> Result<Error, Error> {
    metrics::counter!("accounts_second_steps_refused_total").increment(1);
    let note = Note::new(Deed::SecondStepRefused, None).to(half.person);
    let note = if refusal == Refusal::PasskeyRefused { note.on(Shown::Passkey.as_str()) } else { note };
    let mut tx = ctx.begin().await?;
    audit::append(ctx, &mut tx, note).await?;
    tx.commit().await?;
    if half.is_last {
        tell(ctx, half.person).await?;
        return Ok(Refusal::HalfLost.into());
    }
    Ok(refusal.into())
}

/// Once a day at most, as of passwords that are tried.
async fn tell(ctx: &Ctx, person: UserId) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let first = sqlx::query!(
        "UPDATE accounts.person SET codes_told_at = $2
         WHERE id = $1 AND disabled_at IS NULL AND (codes_told_at IS NULL OR codes_told_at <= $3)",
        person.0,
        ctx.now(),
        ctx.now() - tries::TOLD_EVERY,
    );
    if first.execute(&mut *tx).await?.rows_affected() == 0 {
        return tx.rollback().await;
    }
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::CodesTried { person })).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::CodesTried, None).to(person)).await?;
    tx.commit().await
}

#[cfg(test)]
#[path = "second_step_tests.rs"]
mod tests;
