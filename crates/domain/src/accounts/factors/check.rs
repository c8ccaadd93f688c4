use contract::{UserId, accounts::TypedCode};
use sqlx::PgConnection;

use super::{recovery, totp::AppSecret};
use crate::{
    Ctx,
    accounts::{Error, Event},
    audit::{Deed, Note},
    events, outbox,
    seal::Sealed,
};

/// With what somebody took the second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::accounts) enum Shown {
    App,
    Recovery,
    Passkey,
}

impl Shown {
    /// For the metric and the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Recovery => "recovery code",
            Self::Passkey => "passkey",
        }
    }

    /// What is to be noted, last in the transaction.
    pub fn noted(self, person: UserId) -> Option<Note> {
        (self == Self::Recovery).then(|| Note::new(Deed::RecoveryCodeUsed, person).to(person))
    }
}

/// Looks at a code, and uses it up in the caller's transaction: of two who come with it at once, the second waits and is
/// refused. `None` if it is wrong, used already, or there is nothing that it could belong to.
pub(in crate::accounts) async fn check(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
    code: &TypedCode,
) -> Result<Option<Shown>, Error> {
    match code {
        TypedCode::App(code) => Ok(app(ctx, conn, person, code).await?.then_some(Shown::App)),
        TypedCode::Recovery(code) => {
            let Some(left) = recovery::use_up(ctx, conn, person, code).await? else { return Ok(None) };
            let event = Event::RecoveryCodeUsed { person, left };
            outbox::publish(ctx, conn, events::Event::Accounts(event)).await?;
            Ok(Some(Shown::Recovery))
        }
    }
}

async fn app(ctx: &Ctx, conn: &mut PgConnection, person: UserId, code: &str) -> Result<bool, Error> {
    let row = sqlx::query!(
        "SELECT secret, sealed_by FROM accounts.authenticator WHERE person_id = $1 AND confirmed_at IS NOT NULL",
        person.0
    );
    let Some(row) = row.fetch_optional(&mut *conn).await? else { return Ok(false) };
    let secret = AppSecret::open(ctx, person, &Sealed { by: row.sealed_by, bytes: row.secret })?;
    let Some(step) = secret.step(code, ctx.now()) else { return Ok(false) };
    let used = sqlx::query!(
        "UPDATE accounts.authenticator SET last_step = $2
         WHERE person_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2",
        person.0,
        step,
    );
    Ok(used.execute(conn).await?.rows_affected() == 1)
}
