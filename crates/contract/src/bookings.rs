//! Forms around a session.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{AppError, CommandKey, Fields, Pairs};

#[derive(Clone, Debug)]
pub struct Book {
    pub key: CommandKey,
    pub start: DateTime<Utc>,
    /// The subject's slug.
    pub subject: String,
    pub message: String,
}

impl Book {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            start: f.instant("start"),
            subject: f.line("subject", 1, 60),
            message: f.text("message", 1, 2_000),
        };
        f.finish(form)
    }
}

/// A step with an optional word of explanation: accept, decline, cancel, mark as done.
#[derive(Clone, Debug)]
pub struct Step {
    pub key: CommandKey,
    pub note: String,
}

impl Step {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), note: f.text("note", 0, 500) };
        f.finish(form)
    }
}

#[derive(Clone, Debug)]
pub struct Rate {
    pub key: CommandKey,
    /// 1 to 5.
    pub stars: i16,
    pub words: String,
}

impl Rate {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            stars: i16::try_from(f.number("stars", 1, 5)).unwrap_or(1),
            words: f.text("words", 1, 2_000),
        };
        f.finish(form)
    }
}

#[derive(Clone, Debug)]
pub struct Reply {
    pub key: CommandKey,
    pub reply: String,
}

impl Reply {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), reply: f.text("reply", 1, 1_000) };
        f.finish(form)
    }
}

/// A free time as the slot picker shows it: worded on the server, where the zones are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotView {
    /// RFC 3339, as the form sends it back.
    pub start: String,
    /// `14:00` in the reader's zone.
    pub time: String,
    /// The tutor's own clock where it differs, such as `17:00`.
    pub theirs: Option<String>,
}

/// A day of the slot picker with its free times, perhaps none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayView {
    /// `Tue 24 Nov`.
    pub title: String,
    pub slots: Vec<SlotView>,
}

/// A week of free times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekView {
    /// The first day, `2026-11-23`.
    pub first: String,
    /// The first day of the week before, if it is not over.
    pub earlier: Option<String>,
    /// The first day of the next week, within the booking horizon.
    pub later: Option<String>,
    pub days: Vec<DayView>,
}
