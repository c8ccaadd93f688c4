//! Forms of what two people write to each other.

use uuid::Uuid;

use crate::{AppError, CommandKey, Fields, Pairs, ReportId};

/// The longest message, in characters.
pub const MESSAGE_MAX: usize = 4_000;
/// The longest reason of a report.
pub const REPORT_MAX: usize = 500;

#[derive(Clone, Debug)]
pub struct WriteMessage {
    pub key: CommandKey,
    /// Markdown.
    pub text: String,
}

impl WriteMessage {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), text: f.text("text", 1, MESSAGE_MAX) };
        f.finish(form)
    }
}

/// Asks moderators to look at a message of the other side.
#[derive(Clone, Debug)]
pub struct ReportMessage {
    pub number: i32,
    pub reason: String,
}

impl ReportMessage {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let number = i32::try_from(f.number("number", 1, i32::MAX.into())).unwrap_or(1);
        let form = Self { number, reason: f.text("reason", 1, REPORT_MAX) };
        f.finish(form)
    }
}

/// A moderator has looked at a report.
#[derive(Clone, Debug)]
pub struct DecideReport {
    pub report: ReportId,
    /// What was done, for the next who looks.
    pub note: String,
}

impl DecideReport {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let report = f.choice("report").unwrap_or(ReportId(Uuid::nil()));
        let form = Self { report, note: f.text("note", 1, REPORT_MAX) };
        f.finish(form)
    }
}
