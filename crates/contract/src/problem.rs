//! What is wrong with a field, and the sentence under it.

use std::fmt;

use serde::{Deserialize, Serialize};

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
    StolenPassword,
    PasswordIsYou,
    PasswordIsPlace,
    WrongPassword,
    NotACode,
    NotASecondCode,
    NotAnAppCode,
    EndsBeforeStart,
    Overlaps,
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
    /// The same stands above.
    Twice,
    NotRanges,
    OtherSeason,
    NothingToCopy,
    NotALink,
    NoLength,
    NoDate,
    LessThanADay,
    FewerThanNeeded,
    /// What is proposed is what is there.
    Unchanged,
    /// The form broke on its way.
    CutOff,
    /// A program sent JSON of another shape.
    NotThisJson {
        because: String,
    },
}

impl Problem {
    /// The sentence where it is always the same.
    fn sentence(&self) -> Option<&'static str> {
        Some(match self {
            Self::Unchanged => "This is how it is already. Please change something.",
            Self::CutOff => "This did not arrive whole, so nothing was saved. Please send it again.",
            Self::Twice => "This stands here already. Please choose another, or leave it empty.",
            Self::NotRanges => "Please write times like 09:00–12:15, with commas between several.",
            Self::OtherSeason => "Another season holds on some of these days. Please choose others.",
            Self::NothingToCopy => "No day of that week differs from the others: nothing to copy.",
            Self::NotALink => "Please enter a link that begins with https://.",
            Self::NoDate => "Please keep at least one of the dates.",
            Self::NoLength => "Please give the price of at least one length. 0 is free.",
            Self::LessThanADay => "A week cannot hold fewer than a day of it.",
            Self::FewerThanNeeded => "There must be at least as many seats as have to be taken.",
            Self::Missing => "Please fill this in.",
            Self::NotANumber => "Please enter a number.",
            Self::NotAnEmail => "This does not look like an e-mail address, such as ada@example.org.",
            Self::NotADate => "Please enter a date and time that exist.",
            Self::NotAChoice => "Please choose one of the options.",
            Self::NotAHandle => "Use 3 to 30 small letters, digits and single hyphens, beginning with a letter.",
            Self::ControlCharacters => "This holds characters that cannot be shown. Please retype it.",
            Self::UnknownZone => "Please choose a time zone from the list.",
            Self::EmailTaken => "There is already an account with this address. Sign in instead?",
            Self::HandleTaken => "Someone has this handle already. Please choose another.",
            Self::TitleTaken => "Another has this title already. Please choose another.",
            Self::NoLetters => "Needs at least one letter or digit, a to z.",
            Self::CommonPassword => {
                "This password is among the first that attackers try. A few unrelated words are better."
            }
            Self::StolenPassword => {
                "This password stands in lists that were stolen elsewhere, so attackers try it. Please choose another."
            }
            Self::PasswordIsYou => "A password should not be your name or address.",
            Self::PasswordIsPlace => "A password should not hold the name of this place.",
            Self::WrongPassword => "This is not the password of your account.",
            Self::NotACode => "A code has 8 letters and digits, such as K7PM-2QXF.",
            Self::NotASecondCode => {
                "This is neither the six digits of your app nor a recovery code of 24 letters and digits."
            }
            Self::NotAnAppCode => "Please type the six digits that your app shows.",
            Self::EndsBeforeStart => "The end must come after the start.",
            Self::Overlaps => "This overlaps with another range of the same day.",
            Self::InThePast => "This lies in the past.",
            Self::TooFarAhead => "This is too far ahead.",
            Self::NamesMissing => "Please give each file a name, such as src/main.rs.",
            Self::NotThisJson { .. }
            | Self::TooShort { .. }
            | Self::TooLong { .. }
            | Self::OutOfRange { .. }
            | Self::TooMany { .. }
            | Self::BadPath { .. }
            | Self::PathTooLong { .. }
            | Self::DuplicatePath { .. }
            | Self::TooManyFiles { .. }
            | Self::FileTooLarge { .. }
            | Self::TooLargeTogether { .. }
            | Self::NotText { .. }
            | Self::Binary { .. }
            | Self::NothingToRead { .. }
            | Self::ZipUnreadable { .. }
            | Self::ZipEncrypted { .. }
            | Self::ZipLink { .. }
            | Self::ZipTooMany { .. }
            | Self::ZipBomb { .. } => return None,
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotThisJson { because } => write!(f, "This is not the JSON that is expected: {because}."),
            Self::TooShort { min } => write!(f, "Please use at least {min} characters."),
            Self::TooLong { max } => write!(f, "Please use at most {max} characters."),
            Self::OutOfRange { min, max } => write!(f, "Please choose between {min} and {max}."),
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
            _ => f.write_str(self.sentence().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_something() {
        for problem in [Problem::Missing, Problem::NoLength, Problem::CutOff, Problem::TooMany { max: 3 }] {
            assert!(problem.to_string().ends_with('.'), "{problem:?}");
        }
    }
}
