//! Words about what people earn.

mod admin;
mod picture;
mod rule;

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

use crate::{AppError, CommandKey, Fields, Pairs, Problem, choice::choice};

pub use admin::{ChangeWeights, Decide, POINTS_MAX, Recalculate, points};
pub use picture::Picture;
pub use rule::{BadgeState, Rule, WriteBadge};

choice! {
    /// What kind of work something was earned by; each has boards of its own.
    Help, "kind of help" {
        Reviewing = "reviewing", "Reviewing";
        Teaching = "teaching", "Teaching";
        Learning = "learning", "Learning";
    }
}

choice! {
    /// What an entry of the ledger is.
    EntryKind, "kind of entry" {
        Award = "award", "Earned";
        Reversal = "reversal", "Undone";
        Correction = "correction", "Corrected";
    }
}

choice! {
    /// Why an award counts otherwise than it is worth.
    Why, "reason of a correction" {
        Pair = "pair", "The same two people: each time within 30 days counts less";
        Cap = "cap", "More in one day than counts";
        Untrusted = "untrusted", "Waits until whoever gave it has earned 20 by their own work";
        Held = "held", "Held while moderators look at it";
        Recalculated = "recalculated", "Counted anew";
    }
}

choice! {
    /// Over which time a board counts: rolling windows, from now backwards.
    Period, "period" {
        Day = "day", "Day";
        Week = "week", "Week";
        Month = "month", "Month";
        Year = "year", "Year";
        All = "all", "All time";
    }
}

choice! {
    /// How high a league is.
    Tier, "tier" {
        Copper = "copper", "Copper";
        Bronze = "bronze", "Bronze";
        Silver = "silver", "Silver";
        Gold = "gold", "Gold";
        Ember = "ember", "Ember";
    }
}

impl Tier {
    /// By its number, from 1; what is beyond is the nearest.
    pub fn of(number: i16) -> Self {
        let nth = usize::try_from(number - 1).unwrap_or_default();
        Self::ALL.get(nth).copied().unwrap_or(Self::Ember)
    }
}

/// A board: everything, one kind of help, one language or one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Board {
    All,
    Help(Help),
    Language(String),
    Subject(String),
}

/// As it stands in addresses and in the database: `all`, `help:reviewing`, `language:rust`, `subject:algebra`.
impl fmt::Display for Board {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Help(help) => write!(f, "help:{help}"),
            Self::Language(name) => write!(f, "language:{name}"),
            Self::Subject(slug) => write!(f, "subject:{slug}"),
        }
    }
}

impl FromStr for Board {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = |name: &str| !name.is_empty() && name.len() <= 60 && !name.chars().any(char::is_control);
        match text.split_once(':') {
            None if text == "all" => Ok(Self::All),
            Some(("help", help)) => Ok(Self::Help(help.parse()?)),
            Some(("language", name)) if fits(name) => Ok(Self::Language(name.into())),
            Some(("subject", slug)) if fits(slug) => Ok(Self::Subject(slug.into())),
            _ => Err(format!("there is no board {text:?}")),
        }
    }
}

/// What a person wants of boards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preference {
    /// Others do not see me on them.
    pub hide_me: bool,
    /// I do not want to see them.
    pub hide_boards: bool,
}

/// The form that says so.
#[derive(Clone, Copy, Debug)]
pub struct Prefer {
    pub key: CommandKey,
    pub preference: Preference,
}

impl Prefer {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let preference =
            Preference { hide_me: f.raw("hide_me").is_some(), hide_boards: f.raw("hide_boards").is_some() };
        let form = Self { key: f.key(), preference };
        f.finish(form)
    }
}

choice! {
    /// How hard a badge is to earn.
    Rarity, "rarity" {
        Common = "common", "Common";
        Rare = "rare", "Rare";
        Ultimate = "ultimate", "Ultimate";
        Legendary = "legendary", "Legendary";
    }
}

/// Says that what was earned until then has been seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub until: DateTime<Utc>,
}

impl Seen {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let until = pairs.iter().find(|(name, _)| name == "until").and_then(|(_, value)| value.parse().ok());
        until.map(|until| Self { until }).ok_or_else(|| AppError::field("until", Problem::NotADate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_is_read_as_it_is_written() {
        for text in ["all", "help:teaching", "language:c++", "subject:linear-algebra"] {
            assert_eq!(text.parse::<Board>().unwrap().to_string(), text);
        }
        for text in ["", "everything", "help:", "help:none", "language:", "subject:a\nb", "planet:mars"] {
            assert!(text.parse::<Board>().is_err(), "{text:?}");
        }
    }
}
