use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// For whom a subject is taught.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    School,
    University,
    Professional,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::School, Self::University, Self::Professional];

    /// As it stands in URLs and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::University => "university",
            Self::Professional => "professional",
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Self::School => "School",
            Self::University => "University",
            Self::Professional => "Professional",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|level| level.as_str() == text).ok_or_else(|| format!("there is no level {text:?}"))
    }
}

/// How long a session may be.
pub const SESSION_MINUTES: [i16; 5] = [30, 45, 60, 90, 120];

/// ISO 4217 codes and names; all of them have hundredths.
pub const CURRENCIES: &[(&str, &str)] = &[
    ("EUR", "Euro"),
    ("USD", "US dollar"),
    ("GBP", "Pound sterling"),
    ("ETB", "Ethiopian birr"),
    ("KES", "Kenyan shilling"),
    ("INR", "Indian rupee"),
    ("CHF", "Swiss franc"),
];

/// Languages of teaching: ISO 639 codes and English names, by name.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("zh", "Chinese"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("nl", "Dutch"),
    ("en", "English"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("de", "German"),
    ("el", "Greek"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("no", "Norwegian"),
    ("om", "Oromo"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("so", "Somali"),
    ("es", "Spanish"),
    ("sw", "Swahili"),
    ("sv", "Swedish"),
    ("ti", "Tigrinya"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
];

/// The English name of a language by its code.
pub fn language_name(code: &str) -> Option<&'static str> {
    name_of(LANGUAGES, code)
}

/// The English name of a currency by its code.
pub fn currency_name(code: &str) -> Option<&'static str> {
    name_of(CURRENCIES, code)
}

fn name_of(list: &'static [(&str, &str)], code: &str) -> Option<&'static str> {
    list.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}
