//! Why people earn: one file a reason. What it rewards, what it is worth, what guards it, and which events it follows from;
//! the page "How XP works" is made of these.

mod code_read;
mod fix_confirmed;
mod issue_found;
mod mentoring_finished;
mod quick_help;
mod review_continued;
mod review_praised;
mod review_published;
mod review_rated;
mod revised;
mod session_attended;
mod session_praised;
mod session_rated;
mod session_taught;
mod suggestion_accepted;
mod suggestion_applied;

use contract::{UserId, ranking::Help};

use super::facts::Facts;

/// One thing that is rewarded.
#[derive(Debug)]
pub struct Reason {
    /// As it stands in the ledger.
    pub slug: &'static str,
    pub title: &'static str,
    /// What it rewards, in a sentence to whoever earns it.
    pub sentence: &'static str,
    /// What keeps it honest, in a sentence.
    pub guard: &'static str,
    /// What one is worth unless the weights say otherwise.
    pub points: i32,
    /// The largest multiple of it that one cause can be worth.
    pub most: i32,
    pub help: Help,
    /// Somebody else's click gives it; otherwise it is earned by one's own work.
    pub is_given: bool,
    /// What follows for it from an event.
    pub(super) moves: fn(&Facts) -> Vec<Move>,
}

/// What is to be written to a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Award(Award),
    Reverse(Reverse),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Award {
    pub person: UserId,
    /// What it is for: the same cause is never rewarded twice.
    pub cause: String,
    pub giver: Option<UserId>,
    /// Multiple of the reason's points.
    pub times: i32,
    /// The board of one language or subject.
    pub topic: Option<String>,
    /// Where one may read what it was for.
    pub path: String,
}

/// The cause of an award was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reverse {
    pub person: UserId,
    pub cause: String,
    /// So many parts of so many are taken back.
    pub part: (i32, i32),
}

impl Reverse {
    /// All of it.
    fn all(person: UserId, cause: String) -> Move {
        Move::Reverse(Self { person, cause, part: (1, 1) })
    }
}

/// All of them, in the order in which people read them.
pub static REASONS: [&Reason; 16] = [
    &review_published::REASON,
    &suggestion_accepted::REASON,
    &issue_found::REASON,
    &review_continued::REASON,
    &quick_help::REASON,
    &review_praised::REASON,
    &mentoring_finished::REASON,
    &session_taught::REASON,
    &session_praised::REASON,
    &session_attended::REASON,
    &session_rated::REASON,
    &code_read::REASON,
    &revised::REASON,
    &suggestion_applied::REASON,
    &fix_confirmed::REASON,
    &review_rated::REASON,
];

/// The reason of that name.
pub fn reason(slug: &str) -> Option<&'static Reason> {
    REASONS.into_iter().find(|reason| reason.slug == slug)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_reason_has_a_name_of_its_own_and_tells_what_it_is() {
        let slugs: BTreeSet<_> = REASONS.iter().map(|reason| reason.slug).collect();
        assert_eq!(slugs.len(), REASONS.len());
        for reason in REASONS {
            assert!(reason.points > 0 && reason.most > 0, "{}", reason.slug);
            assert!(reason.sentence.ends_with('.') && reason.guard.ends_with('.'), "{}", reason.slug);
        }
    }
}
