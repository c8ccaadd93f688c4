//! Reading a submitted form. Every problem is collected before anything is refused, so that a person sees all of
//! them at once; a derive-based deserialiser would stop at the first.

use std::{fmt, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{AppError, CommandKey, FieldError};

/// Names and values as the browser sent them, in order; a name may repeat.
pub type Pairs = Vec<(String, String)>;

/// What is wrong with one field. Its `Display` is the sentence under the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    Missing,
    TooShort {
        min: usize,
    },
    TooLong {
        max: usize,
    },
    NotANumber,
    OutOfRange {
        min: i64,
        max: i64,
    },
    NotAnEmail,
    NotADate,
    NotAChoice,
    NotAHandle,
    ControlCharacters,
    UnknownZone,
    EmailTaken,
    HandleTaken,
    TitleTaken,
    NoLetters,
    CommonPassword,
    PasswordIsYou,
    PasswordIsPlace,
    WrongPassword,
    NotACode,
    NotASecondCode,
    NotAnAppCode,
    EndsBeforeStart,
    Overlaps,
    NotRanges,
    OtherSeason,
    NothingToCopy,
    InThePast,
    TooFarAhead,
    TooMany {
        max: usize,
    },

    BadPath {
        path: String,
    },
    PathTooLong {
        path: String,
        max: usize,
    },
    DuplicatePath {
        path: String,
    },
    NamesMissing,
    TooManyFiles {
        max: usize,
    },
    FileTooLarge {
        path: String,
        kib: usize,
    },
    TooLargeTogether {
        kib: usize,
    },
    NotText {
        path: String,
    },
    Binary {
        path: String,
    },
    NothingToRead {
        path: String,
    },

    ZipUnreadable {
        path: String,
    },
    ZipEncrypted {
        path: String,
    },
    ZipLink {
        path: String,
    },
    ZipTooMany {
        max: usize,
    },
    ZipBomb {
        path: String,
    },
    /// What is proposed is what is there.
    Unchanged,
    /// The form broke on its way.
    CutOff,
    /// A program sent JSON of another shape.
    NotThisJson {
        because: String,
    },
}

impl fmt::Display for Problem {
    #[expect(clippy::too_many_lines, reason = "one sentence for each problem")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unchanged => f.write_str("This is how it is already. Please change something."),
            Self::NotThisJson { because } => write!(f, "This is not the JSON that is expected: {because}."),
            Self::CutOff => f.write_str("This did not arrive whole, so nothing was saved. Please send it again."),
            Self::Missing => f.write_str("Please fill this in."),
            Self::TooShort { min } => write!(f, "Please use at least {min} characters."),
            Self::TooLong { max } => write!(f, "Please use at most {max} characters."),
            Self::NotANumber => f.write_str("Please enter a number."),
            Self::OutOfRange { min, max } => write!(f, "Please choose between {min} and {max}."),
            Self::NotAnEmail => f.write_str("This does not look like an e-mail address, such as ada@example.org."),
            Self::NotADate => f.write_str("Please enter a date and time that exist."),
            Self::NotAChoice => f.write_str("Please choose one of the options."),
            Self::NotAHandle => {
                f.write_str("Use 3 to 30 small letters, digits and single hyphens, beginning with a letter.")
            }
            Self::ControlCharacters => f.write_str("This holds characters that cannot be shown. Please retype it."),
            Self::UnknownZone => f.write_str("Please choose a time zone from the list."),
            Self::EmailTaken => f.write_str("There is already an account with this address. Sign in instead?"),
            Self::HandleTaken => f.write_str("Someone has this handle already. Please choose another."),
            Self::TitleTaken => f.write_str("Another has this title already. Please choose another."),
            Self::NoLetters => f.write_str("Needs at least one letter or digit, a to z."),
            Self::CommonPassword => {
                f.write_str("This password is among the first that attackers try. A few unrelated words are better.")
            }
            Self::PasswordIsYou => f.write_str("A password should not be your name or address."),
            Self::PasswordIsPlace => f.write_str("A password should not hold the name of this place."),
            Self::WrongPassword => f.write_str("This is not the password of your account."),
            Self::NotACode => f.write_str("A code has 8 letters and digits, such as K7PM-2QXF."),
            Self::NotASecondCode => {
                f.write_str("This is neither the six digits of your app nor a recovery code of 24 letters and digits.")
            }
            Self::NotAnAppCode => f.write_str("Please type the six digits that your app shows."),
            Self::EndsBeforeStart => f.write_str("The end must come after the start."),
            Self::Overlaps => f.write_str("This overlaps with another range of the same day."),
            Self::NotRanges => f.write_str("Please write times like 09:00–12:15, with commas between several."),
            Self::OtherSeason => f.write_str("Another season holds on some of these days. Please choose others."),
            Self::NothingToCopy => f.write_str("No day of that week differs from the others: nothing to copy."),
            Self::InThePast => f.write_str("This lies in the past."),
            Self::TooFarAhead => f.write_str("This is too far ahead."),
            Self::TooMany { max } => write!(f, "Please choose at most {max}."),
            Self::BadPath { path } => {
                write!(
                    f,
                    "“{path}” cannot be the name of a file here. Use names with / between them, such as src/main.rs."
                )
            }
            Self::PathTooLong { path, max } => {
                write!(f, "The name “{path}” is too long. Please use at most {max} characters.")
            }
            Self::DuplicatePath { path } => {
                write!(f, "There are two files called “{path}”. Small and capital letters count as the same.")
            }
            Self::NamesMissing => f.write_str("Please give each file a name, such as src/main.rs."),
            Self::TooManyFiles { max } => {
                write!(f, "These are too many files. Please choose at most {max}: those that a reviewer should read.")
            }
            Self::FileTooLarge { path, kib } => {
                write!(f, "“{path}” is too large to be read by a person. A file may have up to {kib} KiB.")
            }
            Self::TooLargeTogether { kib } => {
                write!(
                    f,
                    "Together these files are too large. Up to {kib} KiB can be reviewed at a time: send the part that matters."
                )
            }
            Self::NotText { path } => {
                write!(f, "“{path}” is not in an encoding that we can read. Please save it as UTF-8 and send it again.")
            }
            Self::Binary { path } => {
                write!(f, "“{path}” looks like a binary file. Please send its source, or leave it out.")
            }
            Self::NothingToRead { path } => {
                write!(
                    f,
                    "There is nothing to read: pictures, archives and what tools have made are left out, such as “{path}”."
                )
            }
            Self::ZipUnreadable { path } => {
                write!(
                    f,
                    "“{path}” cannot be unpacked. Please pack it again as an ordinary zip, or send the files themselves."
                )
            }
            Self::ZipEncrypted { path } => {
                write!(f, "“{path}” is locked with a password. Please pack it again without one.")
            }
            Self::ZipLink { path } => {
                write!(
                    f,
                    "“{path}” is a link to another file. Please leave it out, or put the file itself in its place."
                )
            }
            Self::ZipTooMany { max } => {
                write!(
                    f,
                    "This zip holds more than {max} entries. Leave out what tools have made, such as node_modules or target."
                )
            }
            Self::ZipBomb { path } => {
                write!(f, "“{path}” would unpack to far more than it seems, so it was not opened.")
            }
        }
    }
}

/// Reads typed values out of a form and remembers what was wrong.
pub struct Fields<'a> {
    pairs: &'a Pairs,
    errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    pub fn new(pairs: &'a Pairs) -> Self {
        Self { pairs, errors: Vec::new() }
    }

    /// The first value of that name as it was sent, if any.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values of that name that are not blank.
    pub fn all(&self, name: &str) -> Vec<&'a str> {
        self.pairs
            .iter()
            .filter(|(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, v)| v.trim())
            .collect()
    }

    /// Notes a problem with a field.
    pub fn problem(&mut self, name: &str, problem: Problem) {
        self.errors.push(FieldError { field: name.into(), problem });
    }

    /// One line of text, trimmed, within `min..=max` characters; `min` 0 makes it optional.
    pub fn line(&mut self, name: &str, min: usize, max: usize) -> String {
        let text = self.raw(name).unwrap_or_default().trim().to_owned();
        self.check_text(name, &text, min, max, char::is_control);
        text
    }

    /// Text of several lines, trimmed, line ends made `\n`, within `min..=max` characters.
    pub fn text(&mut self, name: &str, min: usize, max: usize) -> String {
        let text = self.raw(name).unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
        self.check_text(name, &text, min, max, |c| c.is_control() && c != '\n' && c != '\t');
        text
    }

    /// Kept as it was typed: a password may begin with a space.
    pub fn secret(&mut self, name: &str, min: usize, max: usize) -> String {
        let text = self.raw(name).unwrap_or_default().to_owned();
        self.check_text(name, &text, min, max, |c| c == '\0');
        text
    }

    fn check_text(&mut self, name: &str, text: &str, min: usize, max: usize, banned: impl Fn(char) -> bool) {
        let length = text.chars().count();
        if text.chars().any(banned) {
            self.problem(name, Problem::ControlCharacters);
        } else if length == 0 && min > 0 {
            self.problem(name, Problem::Missing);
        } else if length < min {
            self.problem(name, Problem::TooShort { min });
        } else if length > max {
            self.problem(name, Problem::TooLong { max });
        }
    }

    /// An e-mail address, in lower case. Only its shape is checked: whether it exists, a mail will tell.
    pub fn email(&mut self, name: &str) -> String {
        let text = self.line(name, 1, 254).to_lowercase();
        if !text.is_empty() && !looks_like_email(&text) && !self.has_problem(name) {
            self.problem(name, Problem::NotAnEmail);
        }
        text
    }

    /// A whole number within `min..=max`.
    pub fn number(&mut self, name: &str, min: i64, max: i64) -> i64 {
        match self.raw(name).map(str::trim) {
            None | Some("") => self.problem(name, Problem::Missing),
            Some(text) => match text.parse::<i64>() {
                Ok(number) if (min..=max).contains(&number) => return number,
                Ok(_) => self.problem(name, Problem::OutOfRange { min, max }),
                Err(_) => self.problem(name, Problem::NotANumber),
            },
        }
        min
    }

    /// A value of a type that reads itself: an id, an enum. `None` where it is missing or not one of them.
    pub fn choice<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let value = self.raw(name).and_then(|text| text.trim().parse().ok());
        if value.is_none() {
            self.problem(name, Problem::NotAChoice);
        }
        value
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.raw(name).is_some_and(|value| !matches!(value, "" | "false" | "off"))
    }

    /// An instant in RFC 3339, as our own slot links carry it.
    pub fn instant(&mut self, name: &str) -> DateTime<Utc> {
        match self.raw(name).map(str::trim) {
            None | Some("") => self.problem(name, Problem::Missing),
            Some(text) => match DateTime::parse_from_rfc3339(text) {
                Ok(at) => return at.with_timezone(&Utc),
                Err(_) => self.problem(name, Problem::NotADate),
            },
        }
        DateTime::UNIX_EPOCH
    }

    /// A date as `<input type="date">` sends it.
    pub fn date(&mut self, name: &str) -> NaiveDate {
        match self.raw(name).map(str::trim) {
            None | Some("") => self.problem(name, Problem::Missing),
            Some(text) => match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
                Ok(date) => return date,
                Err(_) => self.problem(name, Problem::NotADate),
            },
        }
        NaiveDate::default()
    }

    /// The form's key; a form that lost it gets a fresh one, which only means that a doubled submit is not noticed.
    pub fn key(&mut self) -> CommandKey {
        self.raw("key").and_then(|text| text.parse().ok()).unwrap_or(CommandKey(Uuid::nil()))
    }

    /// Whether something is already known to be wrong with this field.
    pub fn has_problem(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name)
    }

    /// The value if nothing was wrong, else every problem.
    pub fn finish<T>(self, value: T) -> Result<T, AppError> {
        if self.errors.is_empty() { Ok(value) } else { Err(AppError::Invalid { fields: self.errors }) }
    }
}

/// The shape of an address; whether it exists, a mail will tell.
pub fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && !text.contains(char::is_whitespace)
        && local.chars().all(|c| !matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '\\' | '"' | '[' | ']' | '@'))
        && domain.contains('.')
        && domain.split('.').all(|part| {
            !part.is_empty()
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let pairs = pairs(&[("email", "nobody"), ("age", "x"), ("name", "a\u{7}b")]);
        let mut f = Fields::new(&pairs);
        f.email("email");
        f.number("age", 1, 9);
        f.line("name", 1, 10);
        f.instant("start");
        let Err(AppError::Invalid { fields }) = f.finish(()) else { panic!("must be refused") };
        let problems: Vec<_> = fields.into_iter().map(|e| e.problem).collect();
        assert_eq!(problems, [Problem::NotAnEmail, Problem::NotANumber, Problem::ControlCharacters, Problem::Missing]);
    }

    #[test]
    fn addresses() {
        for good in ["a@b.co", "ada.lovelace+x@mail.example.org", "o'neil@example.ie"] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in ["a", "a@b", "@b.co", "a b@c.de", "a@b..c", "a@-b.c", "a@b.c\n", "<a@b.co>", "a@@b.co"] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }
}
