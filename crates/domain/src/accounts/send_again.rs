use contract::{Refusal, accounts::SendAgain};
use sqlx::PgExecutor;

use super::{
    Error, Event, User,
    codes::{self, Purpose},
};
use crate::{Ctx, Once, events, once, outbox, ports::Limit};

/// Sends another code to the address that waits to be confirmed. The one before counts no more.
///
/// # Errors
/// `NothingToConfirm`, `TooOften`.
pub async fn send_again(ctx: &Ctx, user: &User, form: SendAgain) -> Result<(), Error> {
    ctx.limits.take(Limit::CodeByPerson, &user.id.to_string()).await.map_err(Error::TooOften)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let address = waiting(ctx, &mut *tx, user).await?.ok_or(Refusal::NothingToConfirm)?;
    codes::ask(ctx, &mut tx, user.id, Purpose::Address, &address).await?;
    outbox::publish(ctx, &mut tx, events::Event::Accounts(Event::CodeAsked { person: user.id })).await?;
    tx.commit().await?;
    Ok(())
}

/// The address that waits to be confirmed, if there is one.
pub async fn waiting_address(ctx: &Ctx, user: &User) -> Result<Option<String>, sqlx::Error> {
    waiting(ctx, &ctx.db, user).await
}

/// The one that is to take the place of the person's comes first: it was asked for later. Who has none yet may have a code
/// that has run out sent again.
async fn waiting(ctx: &Ctx, db: impl PgExecutor<'_>, user: &User) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT coalesce(
             (SELECT c.address FROM accounts.code c
              WHERE c.person_id = p.id AND c.purpose = 'address' AND c.used_at IS NULL
                    AND (c.expires_at > $2 OR p.email IS NULL) AND c.address IS DISTINCT FROM p.email),
             CASE WHEN p.verified_at IS NULL THEN p.email END)
         FROM accounts.person p WHERE p.id = $1",
        user.id.0,
        ctx.now(),
    )
    .fetch_one(db)
    .await
}

#[cfg(test)]
mod tests {
    use contract::CommandKey;

    use super::*;
    use crate::{accounts::testing::newcomer, testing::Stage};

    #[tokio::test]
    async fn once_a_form_and_five_times_an_hour() {
        let stage = Stage::with_real_limits().await;
        let ada = newcomer(&stage, "ada").await;
        let form = || SendAgain { key: CommandKey(stage.ctx.id()) };
        let first = form();
        send_again(&stage.ctx, &ada, first.clone()).await.unwrap();
        send_again(&stage.ctx, &ada, first).await.unwrap();
        assert_eq!(stage.events("accounts.code_asked").await, 1);
        for _ in 0..3 {
            send_again(&stage.ctx, &ada, form()).await.unwrap();
        }
        assert!(matches!(send_again(&stage.ctx, &ada, form()).await, Err(Error::TooOften(_))));
    }

    #[tokio::test]
    async fn nothing_is_sent_to_who_has_confirmed() {
        let stage = Stage::new().await;
        let ada = stage.person("ada").await;
        let answer = send_again(&stage.ctx, &ada, SendAgain { key: CommandKey(stage.ctx.id()) }).await;
        assert!(matches!(answer, Err(Error::Refused(Refusal::NothingToConfirm))));
        assert_eq!(waiting_address(&stage.ctx, &ada).await.unwrap(), None);
    }
}
