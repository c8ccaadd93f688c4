use contract::{Refusal, accounts::ChangeFactors};

use super::{state::lock, totp::AppSecret};
use crate::{
    Ctx, Once,
    accounts::{Error, Sudo},
    once,
};

/// Begins to set an app up: a secret that it and we know. It is asked for nowhere until a code of it was typed. Whoever
/// begins again gets another one.
///
/// # Errors
/// `AppThere`.
pub async fn begin_app(ctx: &Ctx, sudo: &Sudo, form: ChangeFactors) -> Result<(), Error> {
    let secret = AppSecret::make(ctx).seal(ctx, sudo.id)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, sudo.id, form.key).await? == Once::Again {
        return Ok(());
    }
    lock(&mut tx, sudo.id).await?;
    let begun = sqlx::query!(
        "INSERT INTO accounts.authenticator (person_id, secret, sealed_by, begun_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, sealed_by = excluded.sealed_by,
             begun_at = excluded.begun_at, last_step = 0
         WHERE authenticator.confirmed_at IS NULL",
        sudo.id.0,
        secret.bytes,
        secret.by,
        ctx.now(),
    );
    if begun.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(Refusal::AppThere.into());
    }
    tx.commit().await?;
    Ok(())
}
