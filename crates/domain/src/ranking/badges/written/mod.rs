//! Badges that admins write: a draft is tried on what has happened so far, then given, and one day retired.

mod give;
mod read;
mod write;

use chrono::{DateTime, Utc};
use contract::ranking::{BadgeState, Rule};
use sqlx::types::Json;

use super::Badge;

pub use give::{give, retire};
pub(super) use read::named;
pub use read::{Found, find, given, written, written_badges};
pub use write::{delete_draft, write};

/// A written badge, for admins.
#[derive(Clone, Debug)]
pub struct Written {
    pub badge: Badge,
    pub state: BadgeState,
    /// Who changed it last; none once their account is gone.
    pub by: Option<String>,
    pub changed_at: DateTime<Utc>,
    pub holders: i64,
}

/// The columns of a badge.
struct Row {
    slug: String,
    title: String,
    sentence: String,
    rarity: String,
    picture: String,
    rule: Json<Rule>,
}

impl Row {
    /// None if it was written by a newer program that knows more than this one.
    fn badge(self) -> Option<Badge> {
        Some(Badge {
            slug: self.slug,
            title: self.title,
            sentence: self.sentence,
            rarity: self.rarity.parse().ok()?,
            picture: self.picture.parse().ok()?,
            rule: self.rule.0,
        })
    }
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
