//! One file for each kind of mail: its subject line and its words.

mod accepted;
mod cancelled;
mod completed;
mod declined;
mod expired;
mod rated;
mod receipt;
mod replied;
mod request;
mod welcome;

use serde::{Deserialize, Serialize};

use super::{
    facts::{Recipient, Session},
    letter::Letter,
};

/// Which mail it is. The names stand in jobs and keys and do not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Welcome,
    /// To the tutor who is asked.
    Request,
    /// To the student who asked.
    Receipt,
    Accepted,
    Declined,
    Expired,
    Cancelled,
    Completed,
    Rated,
    Replied,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Request => "request",
            Self::Receipt => "receipt",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
            Self::Rated => "rated",
            Self::Replied => "replied",
        }
    }

    /// `None` if this kind is not about an account.
    pub(super) fn about_account(self, reader: &Recipient) -> Option<Letter> {
        (self == Self::Welcome).then(|| welcome::letter(reader))
    }

    /// `None` if this kind is not about a session.
    pub(super) fn about_session(self, session: &Session, reader: &Recipient) -> Option<Letter> {
        Some(match self {
            Self::Welcome => return None,
            Self::Request => request::letter(session, reader),
            Self::Receipt => receipt::letter(session, reader),
            Self::Accepted => accepted::letter(session, reader),
            Self::Declined => declined::letter(session, reader),
            Self::Expired => expired::letter(session, reader),
            Self::Cancelled => cancelled::letter(session, reader),
            Self::Completed => completed::letter(session, reader),
            Self::Rated => rated::letter(session, reader),
            Self::Replied => replied::letter(session, reader),
        })
    }
}
