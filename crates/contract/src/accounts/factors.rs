//! Forms of the second step: what is typed besides a password, and how it is set up.

use super::letters::CODE_ALPHABET;
use crate::{AppError, CommandKey, Fields, Pairs, Problem};

/// Digits that an authenticator app shows.
pub const APP_CODE: usize = 6;
/// Signs of a recovery code: 118 bits.
pub const RECOVERY_CODE: usize = 24;
/// Codes of one sheet.
pub const RECOVERY_CODES: usize = 10;

/// What somebody typed who was asked for a code.
#[derive(Clone, PartialEq, Eq)]
pub enum TypedCode {
    /// Six digits.
    App(String),
    /// In capitals and without what was typed between them.
    Recovery(String),
}

impl TypedCode {
    /// `None` for what is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let signs = text.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_uppercase);
        let signs: String = signs.take(RECOVERY_CODE + 1).collect();
        if signs.len() == APP_CODE && signs.chars().all(|c| c.is_ascii_digit()) {
            Some(Self::App(signs))
        } else if signs.len() == RECOVERY_CODE && signs.chars().all(|c| CODE_ALPHABET.contains(c)) {
            Some(Self::Recovery(signs))
        } else {
            None
        }
    }

    fn read(f: &mut Fields<'_>, name: &str) -> Self {
        let text = f.line(name, 1, 60);
        let code = Self::parse(&text);
        if code.is_none() && !f.has_problem(name) {
            f.problem(name, Problem::NotASecondCode);
        }
        code.unwrap_or(Self::App(String::new()))
    }
}

/// Takes the second step of signing in.
#[derive(Clone)]
pub struct SecondStep {
    pub code: TypedCode,
}

impl SecondStep {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { code: TypedCode::read(&mut f, "second_code") };
        f.finish(form)
    }
}

/// Shows that the app has understood.
#[derive(Clone)]
pub struct ConfirmApp {
    pub key: CommandKey,
    /// Six digits.
    pub code: String,
}

impl ConfirmApp {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let code = match TypedCode::read(&mut f, "second_code") {
            TypedCode::App(code) => code,
            TypedCode::Recovery(_) => {
                f.problem("second_code", Problem::NotAnAppCode);
                String::new()
            }
        };
        let form = Self { key: f.key(), code };
        f.finish(form)
    }
}

/// Begins to set an app up, takes it away, or makes recovery codes anew.
#[derive(Clone, Debug)]
pub struct ChangeFactors {
    pub key: CommandKey,
}

impl ChangeFactors {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key() };
        f.finish(form)
    }
}

/// Says whose role asks for a second step.
#[derive(Clone, Debug)]
pub struct RequireSecondStep {
    pub key: CommandKey,
    /// `nobody`, `admin`, or `moderator` for both roles.
    pub of: String,
}

impl RequireSecondStep {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), of: f.line("role", 1, 20) };
        f.finish(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_copied() {
        for text in ["287082", "287 082", " 287-082 "] {
            assert!(TypedCode::parse(text) == Some(TypedCode::App("287082".into())), "{text}");
        }
        for text in ["ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2", "abcd efgh jkmn pqrs tuvw xyz2", "AbCdEfGhJkMnPqRsTuVwXyZ2"] {
            assert!(TypedCode::parse(text) == Some(TypedCode::Recovery("ABCDEFGHJKMNPQRSTUVWXYZ2".into())), "{text}");
        }
        for text in
            ["", "28708", "2870821", "28708a", "ABCD-EFGH-JKMN-PQRS", "ABCD-EFGH-JKMN-PQRS-TUVW-XYZO", "２８７０８２"]
        {
            assert!(TypedCode::parse(text).is_none(), "{text}");
        }
        assert!(TypedCode::parse(&"ß".repeat(10_000)).is_none());
    }

    #[test]
    fn what_is_no_code_is_told_so() {
        let problem = |code: &str, app: bool| {
            let pairs = vec![("second_code".into(), code.into())];
            let told = if app { ConfirmApp::decode(&pairs).err() } else { SecondStep::decode(&pairs).err() };
            told.map(|error| error.to_string())
        };
        assert_eq!(problem("287082", true), None);
        assert_eq!(problem("ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2", false), None);
        for (code, app, expected) in [
            ("", false, Problem::Missing),
            ("12", false, Problem::NotASecondCode),
            ("ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2", true, Problem::NotAnAppCode),
        ] {
            let told = AppError::field("second_code", expected).to_string();
            assert_eq!(problem(code, app), Some(told), "{code}");
        }
    }
}
