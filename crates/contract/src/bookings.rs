//! Forms around a session.

use chrono::{DateTime, Utc};

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

/// A calendar of one's sessions for programs, and what it tells beside the time.
#[derive(Clone, Debug)]
pub struct MakeFeed {
    pub key: CommandKey,
    /// Subject and name of the other side.
    pub with_title: bool,
    /// What the student wrote.
    pub with_notes: bool,
}

impl MakeFeed {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), with_title: f.ticked("with_title"), with_notes: f.ticked("with_notes") };
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
