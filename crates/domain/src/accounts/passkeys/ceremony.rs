//! What a device was asked to sign. It lies here until the answer comes, once, for ten minutes.

use chrono::TimeDelta;
use contract::{Refusal, UserId};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::{Ctx, accounts::Error};

/// How long somebody may look for their device.
const LIVES: TimeDelta = TimeDelta::minutes(10);
/// Random letters and digits of what the page holds meanwhile.
const SECRET: usize = 48;

/// What for. An answer is good for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Add,
    SignIn,
    Second,
    /// To show once more that it is them.
    Show,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::SignIn => "sign_in",
            Self::Second => "second",
            Self::Show => "show",
        }
    }
}

/// What a page hands to the browser.
#[derive(Clone, Debug, Serialize)]
pub struct Challenge {
    /// Comes back with the answer.
    pub ceremony: String,
    /// For `PublicKeyCredential.parse…OptionsFromJSON`.
    pub options: serde_json::Value,
}

/// Keeps what was asked, of whom if that is known.
pub(super) async fn begin(
    ctx: &Ctx,
    purpose: Purpose,
    person: Option<UserId>,
    options: impl Serialize,
    state: &impl Serialize,
) -> Result<Challenge, Error> {
    let json = |error: serde_json::Error| Error::Passkey(error.to_string());
    let mut options = serde_json::to_value(options).map_err(json)?;
    let ceremony = ctx.unguessable(SECRET);
    sqlx::query!(
        "INSERT INTO accounts.ceremony (secret, purpose, person_id, state, expires_at) VALUES ($1, $2, $3, $4, $5)",
        trace(&ceremony),
        purpose.as_str(),
        person.map(|person| person.0),
        serde_json::to_value(state).map_err(json)?,
        ctx.now() + LIVES,
    )
    .execute(&ctx.db)
    .await?;
    Ok(Challenge { ceremony, options: options["publicKey"].take() })
}

/// Takes out what was asked, whatever becomes of the answer: the same answer a second time finds nothing.
///
/// # Errors
/// `PasskeyLost` if it is over, was for something else, or was asked of somebody else.
pub(super) async fn take<S: DeserializeOwned>(
    ctx: &Ctx,
    purpose: Purpose,
    person: Option<UserId>,
    ceremony: &str,
) -> Result<S, Error> {
    let state = sqlx::query_scalar!(
        "DELETE FROM accounts.ceremony
         WHERE secret = $1 AND purpose = $2 AND person_id IS NOT DISTINCT FROM $3 AND expires_at > $4 RETURNING state",
        trace(ceremony),
        purpose.as_str(),
        person.map(|person| person.0),
        ctx.now(),
    );
    let state = state.fetch_optional(&ctx.db).await?.ok_or(Refusal::PasskeyLost)?;
    serde_json::from_value(state).map_err(|error| Error::Passkey(error.to_string()))
}

/// Removes those that nobody answered.
pub async fn prune(ctx: &Ctx) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM accounts.ceremony WHERE expires_at <= $1", ctx.now()).execute(&ctx.db).await?;
    Ok(())
}

fn trace(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}
