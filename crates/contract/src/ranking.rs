//! Words about what people earn.

mod admin;

use crate::choice::choice;

pub use admin::{ChangeWeights, Decide, POINTS_MAX, Recalculate, points};

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
