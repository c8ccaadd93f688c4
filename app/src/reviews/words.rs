//! How states and kinds are said.

use contract::reviews::{Kind, ThreadState, Verdict};
use domain::reviews::{ReviewView, State, SubmissionPage, Turn};

use crate::ui::Tone;

pub fn kind_tone(kind: Kind) -> Tone {
    match kind {
        Kind::Bug => Tone::Danger,
        Kind::Improvement => Tone::Ember,
        Kind::Question => Tone::Info,
        Kind::Praise => Tone::Success,
    }
}

/// A question is answered where a bug is fixed.
pub fn thread_state(kind: Kind, state: ThreadState) -> (&'static str, Tone) {
    match (state, kind) {
        (ThreadState::Open, _) => ("Open", Tone::Warning),
        (ThreadState::Verify, _) => ("To verify", Tone::Info),
        (ThreadState::Fixed, Kind::Question) => ("Answered", Tone::Success),
        (ThreadState::Fixed, _) => ("Fixed", Tone::Success),
        (ThreadState::Dropped, _) => ("Dropped", Tone::Neutral),
    }
}

/// `1 bug`, `3 bugs`.
pub fn counted(kind: Kind, count: usize) -> String {
    let word = match kind {
        Kind::Bug => "bug",
        Kind::Improvement => "improvement",
        Kind::Question => "question",
        Kind::Praise => "praise",
    };
    let plural = if count == 1 || kind == Kind::Praise { "" } else { "s" };
    format!("{count} {word}{plural}")
}

pub fn verdict_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::ShipIt => Tone::Success,
        Verdict::FixThenShip => Tone::Warning,
        Verdict::NeedsWork => Tone::Danger,
    }
}

/// Where a submission stands, and whose move it is.
pub fn standing(page: &SubmissionPage, claimed: Option<&ReviewView>) -> (&'static str, Tone, String) {
    match page.state {
        State::Draft => ("Draft", Tone::Neutral, "Nobody sees it yet. Publish it when it is ready.".into()),
        State::Finished => ("Finished", Tone::Success, String::new()),
        State::Closed => ("Closed", Tone::Neutral, String::new()),
        State::Open => match (page.turn, claimed) {
            (Turn::Author, _) if page.is_author => {
                ("Your turn", Tone::Ember, "Read the review, answer, make a new iteration or finish.".into())
            }
            (Turn::Author, _) => ("Waiting for the author", Tone::Info, String::new()),
            (Turn::Reviewer, Some(review)) if page.mine == Some(review.id) => {
                ("Your turn", Tone::Ember, "Comment on lines, then publish your review with a verdict.".into())
            }
            (Turn::Reviewer, Some(review)) => ("Being reviewed", Tone::Info, format!("by {}", review.reviewer.name)),
            (Turn::Reviewer, None) => ("Waiting for a reviewer", Tone::Warning, String::new()),
        },
    }
}

/// The verb that moves a thread there, for the one who opened it and for the author of what it is about.
pub fn step(from: ThreadState, to: ThreadState, is_opener: bool) -> &'static str {
    match (from, to) {
        (ThreadState::Verify, ThreadState::Open) => "Not yet",
        (_, ThreadState::Open) => "Open again",
        (ThreadState::Verify, ThreadState::Fixed) => "Confirm",
        (_, ThreadState::Fixed | ThreadState::Verify) if is_opener => "Settled",
        (_, ThreadState::Fixed | ThreadState::Verify) => "I have fixed this",
        (_, ThreadState::Dropped) => "Drop it",
    }
}
