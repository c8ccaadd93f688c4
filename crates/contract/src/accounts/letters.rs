//! Forms of what is done by mail: confirming an address, changing it, and coming in again without the password.

use super::{PASSWORD_MAX, PASSWORD_MIN};
use crate::{AppError, CommandKey, Fields, LetterId, Pairs, Problem};

/// Signs of a code: capitals and digits of which none is taken for another.
pub const CODE_ALPHABET: &str = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
pub const CODE_LENGTH: usize = 8;

/// Shows that mail to an address arrives: with the letter of a link, or as whoever is signed in.
#[derive(Clone, Debug)]
pub struct ConfirmAddress {
    pub key: CommandKey,
    pub letter: Option<LetterId>,
    /// In capitals and without what was typed between them.
    pub code: String,
}

impl ConfirmAddress {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), letter: letter(&f), code: code(&mut f) };
        f.finish(form)
    }
}

/// Asks for the mail with the code once more.
#[derive(Clone, Debug)]
pub struct SendAgain {
    pub key: CommandKey,
}

impl SendAgain {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key() };
        f.finish(form)
    }
}

/// Asks for another address of one's account.
#[derive(Clone)]
pub struct ChangeEmail {
    pub key: CommandKey,
    pub email: String,
    /// Empty for somebody who has none: they show in another way that it is them.
    pub current_password: String,
}

impl ChangeEmail {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            email: f.email("email"),
            current_password: f.secret("current_password", 0, PASSWORD_MAX),
        };
        f.finish(form)
    }
}

/// Replaces the password, or gives somebody one who has none.
#[derive(Clone)]
pub struct ChangePassword {
    pub key: CommandKey,
    /// Empty for somebody who has none.
    pub current_password: String,
    pub password: String,
}

impl ChangePassword {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            current_password: f.secret("current_password", 0, PASSWORD_MAX),
            password: f.secret("password", PASSWORD_MIN, PASSWORD_MAX),
        };
        f.finish(form)
    }
}

/// Asks for a mail by which a forgotten password is replaced.
#[derive(Clone, Debug)]
pub struct AskReset {
    pub key: CommandKey,
    pub email: String,
}

impl AskReset {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), email: f.email("email") };
        f.finish(form)
    }
}

/// A new password in exchange for a code. Whose, is said by the letter of a link, or by the address.
#[derive(Clone)]
pub struct ResetPassword {
    pub key: CommandKey,
    pub letter: Option<LetterId>,
    /// Empty if there is a letter.
    pub email: String,
    pub code: String,
    pub password: String,
}

impl ResetPassword {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let letter = letter(&f);
        let form = Self {
            key: f.key(),
            letter,
            email: if letter.is_some() { String::new() } else { f.email("email") },
            code: code(&mut f),
            password: f.secret("password", PASSWORD_MIN, PASSWORD_MAX),
        };
        f.finish(form)
    }
}

/// A link that was cut off is like none: then it is asked what the letter would have told.
fn letter(f: &Fields<'_>) -> Option<LetterId> {
    f.raw("letter").and_then(|text| text.trim().parse().ok())
}

fn code(f: &mut Fields<'_>) -> String {
    let typed = f.line("code", 1, 60);
    let signs = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let code: String = signs.map(|c| c.to_ascii_uppercase()).collect();
    let is_code = code.chars().count() == CODE_LENGTH && code.chars().all(|c| CODE_ALPHABET.contains(c));
    if !is_code && !f.has_problem("code") {
        f.problem("code", Problem::NotACode);
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confirm(code: &str, letter: &str) -> Result<ConfirmAddress, AppError> {
        ConfirmAddress::decode(&vec![("code".into(), code.into()), ("letter".into(), letter.into())])
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["K7PM2QXF", "k7pm-2qxf", " K7PM 2QXF ", "k7 pm 2q xf"] {
            assert_eq!(confirm(typed, "").unwrap().code, "K7PM2QXF", "{typed}");
        }
        for wrong in ["K7PM2QX", "K7PM2QXFF", "K7PM2QX0", "K7PM2QXÄ", "--------"] {
            assert_eq!(confirm(wrong, "").unwrap_err(), AppError::field("code", Problem::NotACode), "{wrong}");
        }
        assert_eq!(confirm("", "").unwrap_err(), AppError::field("code", Problem::Missing));
    }

    #[test]
    fn what_is_no_letter_is_none() {
        assert_eq!(confirm("K7PM2QXF", "nonsense").unwrap().letter, None);
        assert!(confirm("K7PM2QXF", "01890a5d-ac96-774b-bcce-b302099a8057").unwrap().letter.is_some());
    }

    #[test]
    fn a_reset_without_a_letter_says_whose_it_is() {
        let Err(AppError::Invalid { fields }) = ResetPassword::decode(&Pairs::new()) else { panic!() };
        let names: Vec<_> = fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["email", "code", "password"]);
    }

    #[test]
    fn no_two_signs_look_alike() {
        assert_eq!(CODE_ALPHABET.len(), 31);
        assert!(!CODE_ALPHABET.contains(['0', 'O', '1', 'I', 'L']));
    }
}
