//! Who may try a password of an account, and how often. Whoever comes from a device or a network of its owner has tries of
//! their own; all others share one quota, however many addresses they have. The owner hears of it, once a day at most.

use chrono::TimeDelta;
use contract::UserId;

use super::{Error, Event, tokens::hash};
use crate::{
    Ctx,
    audit::{self, Deed, Note},
    events, outbox,
    ports::Limit,
};

/// The owner hears of it once in so long.
pub(super) const TOLD_EVERY: TimeDelta = TimeDelta::days(1);

/// Takes one try of the account of this address, before its password is looked at. An address that nobody has is counted
/// as one whose owner was never here.
///
/// # Errors
/// `TooOften`.
pub(super) async fn take(ctx: &Ctx, email: &str) -> Result<(), Error> {
    let (device, place) = (ctx.origin.device.as_deref().map(hash), ctx.origin.place());
    let known = sqlx::query!(
        r#"SELECT p.id,
                  EXISTS (SELECT FROM accounts.device d WHERE d.person_id = p.id AND d.hash = $2) AS "device!",
                  EXISTS (SELECT FROM accounts.device d WHERE d.person_id = p.id AND d.place = $3) AS "network!"
           FROM accounts.person p WHERE p.email = $1"#,
        email,
        device.as_deref(),
        place,
    )
    .fetch_optional(&ctx.db)
    .await?;
    let (whence, own) = match (&known, &ctx.origin.device, &place) {
        (Some(known), Some(device), _) if known.device => {
            ("device", Some((Limit::SignInByDevice, format!("{email} {device}"))))
        }
        (Some(known), _, Some(place)) if known.network => {
            ("network", Some((Limit::SignInByNetwork, format!("{email} {place}"))))
        }
        _ => ("elsewhere", None),
    };
    metrics::counter!("accounts_tries_total", "whence" => whence).increment(1);
    match own {
        Some((limit, key)) => ctx.limits.take(limit, &key).await.map_err(Error::TooOften),
        None => take_of_strangers(ctx, email, known.map(|known| UserId(known.id))).await,
    }
}

async fn take_of_strangers(ctx: &Ctx, email: &str, person: Option<UserId>) -> Result<(), Error> {
    for limit in [Limit::SignInByAccount, Limit::SignInByAccountDaily] {
        if let Err(seconds) = ctx.limits.take(limit, email).await {
            if let Some(person) = person {
                tell_beside(ctx, person);
            }
            return Err(Error::TooOften(seconds));
        }
    }
    Ok(())
}

/// Beside the answer, which must not take longer for an address that has an account.
fn tell_beside(ctx: &Ctx, person: UserId) {
    let ctx = ctx.clone();
    tokio::spawn(async move {
        if let Err(error) = tell(&ctx, person).await {
            tracing::error!(%error, "somebody was not told that many passwords are tried");
        }
    });
}

async fn tell(ctx: &Ctx, person: UserId) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let first = sqlx::query!(
        "UPDATE accounts.person SET tries_told_at = $2
         WHERE id = $1 AND disabled_at IS NULL AND (tries_told_at IS NULL OR tries_told_at <= $3)",
        person.0,
        ctx.now(),
        ctx.now() - TOLD_EVERY,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if first == 0 {
        return tx.rollback().await;
    }
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::PasswordsTried { person })).await?;
    audit::append(ctx, &mut tx, Note::new(Deed::PasswordsTried, None).to(person)).await?;
    tx.commit().await
}

#[cfg(test)]
#[path = "tries_tests.rs"]
mod tests;
