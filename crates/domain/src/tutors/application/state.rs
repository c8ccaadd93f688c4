//! What an application can be, and what can be done to it. Which of it may be done when, and where it leads, is one table:
//! [`super::rules`].

use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Draft,
    /// It waits for a moderator.
    Submitted,
    /// A moderator wants something else; it is with the applicant.
    ChangesWanted,
    Approved,
    Declined,
    Withdrawn,
    /// Approved once, and closed by a moderator.
    Suspended,
}

impl State {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Submitted,
        Self::ChangesWanted,
        Self::Approved,
        Self::Declined,
        Self::Withdrawn,
        Self::Suspended,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::ChangesWanted => "changes_wanted",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Suspended => "suspended",
        }
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("there is no state {text:?}"))
    }
}

/// Who acts on an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    Applicant,
    Moderator {
        /// It is their own.
        own: bool,
    },
    /// What follows by itself.
    System,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Action {
    Submit,
    Withdraw,
    Approve,
    AskChanges,
    Decline,
    /// Nobody has to apply here.
    Admit,
    Suspend,
    Lift,
}

impl Action {
    #[cfg(test)]
    pub(super) const ALL: [Self; 8] = [
        Self::Submit,
        Self::Withdraw,
        Self::Approve,
        Self::AskChanges,
        Self::Decline,
        Self::Admit,
        Self::Suspend,
        Self::Lift,
    ];

    /// What a step says that happened.
    pub(super) fn happened(self) -> &'static str {
        match self {
            Self::Submit => "submitted",
            Self::Withdraw => "withdrawn",
            Self::Approve => "approved",
            Self::AskChanges => "changes_asked",
            Self::Decline => "declined",
            Self::Admit => "admitted",
            Self::Suspend => "suspended",
            Self::Lift => "lifted",
        }
    }
}
