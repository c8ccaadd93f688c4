//! Words about what people earn.

use chrono::{DateTime, Utc};

use crate::{AppError, Pairs, Problem, choice::choice};

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
