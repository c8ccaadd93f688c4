//! Coming in by a provider: Google, a school, GitHub. Who is known by what the provider calls them comes in; who is not
//! joins, or links it to the account that they sign in to. Nobody is ever found by an address alone, and a way to a
//! provider and back is good once, for ten minutes, in the browser that it began in.

mod arrive;
mod carried;
mod come_back;
mod depart;
mod identity;
mod join;
mod link;
#[cfg(test)]
pub(crate) mod testing;
mod unlink;
mod ways_in;

use contract::{Refusal, looks_like_email};
use sha2::{Digest, Sha256};

use super::Error;
use crate::{
    Ctx,
    ports::{Email, ProviderError, Vouched},
};

pub use arrive::{Address, Arrived, arrived};
pub use carried::{Carried, carried};
pub use come_back::{Back, CameBack, Missed, Returning, come_back};
pub use depart::{depart, depart_to_confirm, depart_to_link};
pub use join::join;
pub use link::link_arrived;
pub(super) use unlink::is_left;
pub use unlink::unlink;
pub use ways_in::{Linked, WaysIn, ways_in};

/// The longest name of a subject, in bytes (OpenID Connect Core 1.0, section 2).
const SUBJECT: usize = 255;

/// Where a browser comes back to; a provider has to know it.
pub fn callback(public_url: &str, provider: &str) -> String {
    format!("{public_url}/signin/back/{provider}")
}

/// Forgets ways to providers that are over.
pub async fn prune(ctx: &Ctx) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM accounts.departure WHERE expires_at <= $1", ctx.now()).execute(&ctx.db).await?;
    sqlx::query!("DELETE FROM accounts.arrival WHERE expires_at <= $1", ctx.now()).execute(&ctx.db).await?;
    Ok(())
}

/// What is kept of a secret that a browser holds: whoever reads the table cannot use it.
fn trace(secret: &str) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// What a provider said, as it can be kept: an address that is none is left out.
fn in_order(vouched: Vouched) -> Result<Vouched, ProviderError> {
    let fits = |text: &str| !text.is_empty() && text.len() <= SUBJECT && !text.chars().any(char::is_control);
    if !fits(&vouched.subject) {
        return Err(ProviderError::Nonsense("a subject that is none".into()));
    }
    let email = vouched.email.map(|email| Email { address: email.address.trim().to_lowercase(), ..email });
    let email = email.filter(|email| email.address.len() <= 254 && looks_like_email(&email.address));
    Ok(Vouched { email, ..vouched })
}

/// What the provider did not do, in the log for the operator, and as people are told.
fn missed(provider: &str, error: &ProviderError) -> Error {
    tracing::warn!(provider, %error, "nobody came in by this provider");
    match error {
        ProviderError::Away(_) => Refusal::ProviderAway,
        ProviderError::Nonsense(_) => Refusal::ProviderNonsense,
        ProviderError::Spent => Refusal::WayLost,
        ProviderError::NotAnew => Refusal::NotAnew,
    }
    .into()
}
