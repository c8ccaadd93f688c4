//! Forms of joining, coming in, what people say of themselves, and settings.

mod factors;
mod letters;
mod passkeys;
mod profile;
mod providers;

use uuid::Uuid;

pub use factors::{
    APP_CODE, ChangeFactors, ConfirmApp, RECOVERY_CODE, RECOVERY_CODES, RequireSecondStep, SecondStep, TypedCode,
};
pub use letters::{
    AskReset, CODE_ALPHABET, CODE_LENGTH, ChangeEmail, ChangePassword, ConfirmAddress, ResetPassword, SendAgain,
};
pub use passkeys::{AddPasskey, RemovePasskey, RenamePasskey, ShowPasskey};
pub use profile::{ChangeHandle, EditPerson, Locale, ReadTimes, SPOKEN_MAX, Seen};
pub use providers::{Join, LinkArrived, Unlink};

use crate::{AppError, CommandKey, Fields, Pairs, Problem, SessionId, TokenId};

/// Passwords: a length, a list of the common ones, no composition rules (OWASP ASVS 5.0, 6.2).
pub const PASSWORD_MIN: usize = 10;
/// Long enough for any passphrase, short enough that hashing it costs nothing extra.
pub const PASSWORD_MAX: usize = 200;

#[derive(Clone)]
pub struct SignUp {
    pub key: CommandKey,
    pub email: String,
    pub handle: String,
    pub name: String,
    pub password: String,
    pub zone: String,
}

impl SignUp {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            name: f.line("name", 1, 60),
            handle: handle(&mut f),
            email: f.email("email"),
            password: f.secret("password", PASSWORD_MIN, PASSWORD_MAX),
            zone: f.line("zone", 1, 60),
        };
        f.finish(form)
    }
}

#[derive(Clone)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    /// Where the person wanted to go; checked by the redirect helper, not here.
    pub next: Option<String>,
}

impl SignIn {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            email: f.email("email"),
            password: f.secret("password", 1, 1_000),
            next: f.raw("next").map(str::to_owned),
        };
        f.finish(form)
    }
}

/// To keep somebody away from oneself, or no longer.
#[derive(Clone, Debug)]
pub struct Block {
    pub handle: String,
}

impl Block {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { handle: f.line("handle", 1, 60) };
        f.finish(form)
    }
}

/// How long a token may live, in days.
pub const TOKEN_DAYS: [u32; 4] = [7, 30, 90, 365];

/// A token for a program of one's own, such as the one that submits code from a shell.
#[derive(Clone, Debug)]
pub struct CreateToken {
    pub key: CommandKey,
    /// What its owner knows it by.
    pub name: String,
    pub days: u32,
}

impl CreateToken {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let days = f.choice("days").unwrap_or_default();
        if !TOKEN_DAYS.contains(&days) && !f.has_problem("days") {
            f.problem("days", Problem::NotAChoice);
        }
        let form = Self { key: f.key(), name: f.line("name", 1, 60), days };
        f.finish(form)
    }
}

/// Ends a token at once.
#[derive(Clone, Debug)]
pub struct RevokeToken {
    pub key: CommandKey,
    pub token: TokenId,
}

impl RevokeToken {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), token: f.choice("token").unwrap_or(TokenId(Uuid::nil())) };
        f.finish(form)
    }
}

/// Ends one of one's own sessions.
#[derive(Clone, Debug)]
pub struct EndSession {
    pub key: CommandKey,
    pub session: SessionId,
}

impl EndSession {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), session: f.choice("session").unwrap_or(SessionId(Uuid::nil())) };
        f.finish(form)
    }
}

/// Ends all of one's own sessions but the one that asks.
#[derive(Clone, Debug)]
pub struct EndOthers {
    pub key: CommandKey,
}

impl EndOthers {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key() };
        f.finish(form)
    }
}

/// Why an admin does something to somebody, in characters.
pub const REASON_MAX: u32 = 300;

/// Gives somebody a role, or takes one.
#[derive(Clone, Debug)]
pub struct GiveRole {
    pub key: CommandKey,
    pub role: String,
    pub reason: String,
}

impl GiveRole {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), role: f.line("role", 1, 20), reason: f.line("reason", 1, REASON_MAX as usize) };
        f.finish(form)
    }
}

/// Shuts somebody out, or lets them in again.
#[derive(Clone, Debug)]
pub struct ShutOut {
    pub key: CommandKey,
    pub disabled: bool,
    pub reason: String,
}

impl ShutOut {
    pub fn decode(pairs: &Pairs, disabled: bool) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), disabled, reason: f.line("reason", 1, REASON_MAX as usize) };
        f.finish(form)
    }
}

/// Ends all sessions of somebody.
#[derive(Clone, Debug)]
pub struct EndAll {
    pub key: CommandKey,
    pub reason: String,
}

impl EndAll {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), reason: f.line("reason", 1, REASON_MAX as usize) };
        f.finish(form)
    }
}

fn handle(f: &mut Fields<'_>) -> String {
    let handle = f.line("handle", 1, 60).to_lowercase();
    if !handle.is_empty() && !f.has_problem("handle") && !is_handle(&handle) {
        f.problem("handle", Problem::NotAHandle);
    }
    handle
}

/// 3 to 30 of `a-z0-9-`, beginning with a letter, no hyphen at the end or twice in a row.
pub fn is_handle(text: &str) -> bool {
    (3..=30).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_lives_as_long_as_one_may_choose() {
        let form =
            |days: &str| CreateToken::decode(&vec![("name".into(), "laptop".into()), ("days".into(), days.to_owned())]);
        assert_eq!(form("30").unwrap().days, 30);
        for bad in ["0", "31", "-7", "never", ""] {
            assert_eq!(form(bad).unwrap_err(), AppError::field("days", Problem::NotAChoice), "{bad}");
        }
    }

    #[test]
    fn handles() {
        for good in ["ada", "ada-l", "a1b2"] {
            assert!(is_handle(good), "{good}");
        }
        for bad in ["ad", "1ada", "ada-", "a--b", "Ada", "ädä", "a b", &"a".repeat(31)] {
            assert!(!is_handle(bad), "{bad}");
        }
    }
}
