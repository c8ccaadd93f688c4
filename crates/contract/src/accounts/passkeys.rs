//! Forms of passkeys. What a browser answers is JSON of the standard (WebAuthn level 3, `toJSON`), read where it is checked.

use uuid::Uuid;

use crate::{AppError, CommandKey, Fields, Pairs, PasskeyId};

/// The longest answer, in characters: a few hundred bytes of it are a key or a signature.
const ANSWER: usize = 16_000;
/// Of what a page holds meanwhile.
const CEREMONY: usize = 100;

/// Adds a passkey that a browser has made.
#[derive(Clone)]
pub struct AddPasskey {
    pub key: CommandKey,
    /// What its owner knows it by.
    pub name: String,
    pub ceremony: String,
    pub credential: String,
}

impl AddPasskey {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            name: f.line("name", 1, 60),
            ceremony: f.line("ceremony", 1, CEREMONY),
            credential: f.line("credential", 1, ANSWER),
        };
        f.finish(form)
    }
}

/// Shows a passkey: to sign in, or that it is them.
#[derive(Clone)]
pub struct ShowPasskey {
    pub ceremony: String,
    pub credential: String,
    /// Where the person wanted to go; checked by the redirect helper, not here.
    pub next: String,
}

impl ShowPasskey {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            ceremony: f.line("ceremony", 1, CEREMONY),
            credential: f.line("credential", 1, ANSWER),
            next: f.raw("next").unwrap_or_default().to_owned(),
        };
        f.finish(form)
    }
}

/// Calls a passkey something else.
#[derive(Clone, Debug)]
pub struct RenamePasskey {
    pub key: CommandKey,
    pub passkey: PasskeyId,
    pub name: String,
}

impl RenamePasskey {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), passkey: passkey(&mut f), name: f.line("name", 1, 60) };
        f.finish(form)
    }
}

/// Takes a passkey away.
#[derive(Clone, Debug)]
pub struct RemovePasskey {
    pub key: CommandKey,
    pub passkey: PasskeyId,
}

impl RemovePasskey {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), passkey: passkey(&mut f) };
        f.finish(form)
    }
}

fn passkey(f: &mut Fields<'_>) -> PasskeyId {
    f.choice("passkey").unwrap_or(PasskeyId(Uuid::nil()))
}
