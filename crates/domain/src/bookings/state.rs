//! What a booking can be, and what can be done to it. Which of it may be done when, and where it leads, is one table:
//! [`super::rules`].

use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// The student thinks it over; nobody else has heard of it.
    Held,
    Requested,
    Accepted,
    /// Both are there.
    InSession,
    /// One of them says that the other did not come.
    NoShowClaimed,
    /// The other one says that it was not so; a moderator decides.
    Disputed,
    Declined,
    Expired,
    Cancelled,
    Completed,
}

impl State {
    pub const ALL: [Self; 10] = [
        Self::Held,
        Self::Requested,
        Self::Accepted,
        Self::InSession,
        Self::NoShowClaimed,
        Self::Disputed,
        Self::Declined,
        Self::Expired,
        Self::Cancelled,
        Self::Completed,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Requested => "requested",
            Self::Accepted => "accepted",
            Self::InSession => "in_session",
            Self::NoShowClaimed => "no_show_claimed",
            Self::Disputed => "disputed",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Completed => "completed",
        }
    }

    /// Whether the booking's time is taken for both.
    pub fn blocks(self) -> bool {
        matches!(self, Self::Held | Self::Requested | Self::Accepted | Self::InSession)
    }
}

impl FromStr for State {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| format!("there is no state {text:?}"))
    }
}

/// On which side of a booking somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Student,
    Tutor,
}

/// Who acts on a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    Side(Side),
    Moderator,
    /// Time, or what follows from a step of another booking.
    System,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Ask,
    LetGo,
    Accept,
    Decline,
    Take,
    CheckIn,
    /// They come, but not in time.
    SayLate,
    Complete,
    ClaimNoShow,
    Dispute,
    Rate,
    Reply,
    Report,
    Propose,
    Agree,
    Reject,
    Cancel,
    /// The moderator says that it took place.
    Uphold,
    /// The moderator says that it did not.
    Annul,
    /// Another request for the same time was accepted.
    Close,
    /// Its group does not take place.
    CallOff,
    /// Its time has come.
    Lapse,
}

impl Action {
    /// In the order in which a page offers them.
    pub const ALL: [Self; 22] = [
        Self::Ask,
        Self::LetGo,
        Self::Accept,
        Self::Decline,
        Self::Take,
        Self::CheckIn,
        Self::SayLate,
        Self::Complete,
        Self::ClaimNoShow,
        Self::Dispute,
        Self::Rate,
        Self::Reply,
        Self::Report,
        Self::Propose,
        Self::Agree,
        Self::Reject,
        Self::Cancel,
        Self::Uphold,
        Self::Annul,
        Self::Close,
        Self::CallOff,
        Self::Lapse,
    ];

    /// The value of the form field `action`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::LetGo => "let_go",
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Take => "take",
            Self::CheckIn => "check_in",
            Self::SayLate => "say_late",
            Self::Complete => "complete",
            Self::ClaimNoShow => "claim_no_show",
            Self::Dispute => "dispute",
            Self::Rate => "rate",
            Self::Reply => "reply",
            Self::Report => "report",
            Self::Propose => "propose",
            Self::Agree => "agree",
            Self::Reject => "reject",
            Self::Cancel => "cancel",
            Self::Uphold => "uphold",
            Self::Annul => "annul",
            Self::Close => "close",
            Self::CallOff => "call_off",
            Self::Lapse => "lapse",
        }
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|a| a.as_str() == text).ok_or_else(|| format!("there is no action {text:?}"))
    }
}
