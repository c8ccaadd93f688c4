//! Code that people of the demo ask each other about, in every state that it can be in.

mod finished;
mod lines;
mod story;
mod under_way;
mod waiting;

use chrono::{DateTime, Utc};
use contract::reviews::{Kind, Level, Rated, ThreadState, Urgency, Verdict, Visibility};

use super::{dice::Dice, people::People};
use crate::reviews::{ReviewState, State, Turn};

/// A submission with its whole life. People are places among the people of the plan; threads, rounds and iterations are
/// numbered from 1 in their order.
pub(super) struct Submission {
    pub author: usize,
    pub title: &'static str,
    pub ask: &'static str,
    pub language: &'static str,
    pub level: Level,
    pub urgency: Urgency,
    pub visibility: Visibility,
    pub anonymous: bool,
    pub seats: i16,
    pub state: State,
    pub turn: Turn,
    pub turn_since: DateTime<Utc>,
    pub queued_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub iterations: Vec<Iteration>,
    pub reviews: Vec<Review>,
    pub threads: Vec<Thread>,
    pub steps: Vec<Step>,
    /// Texts that no line has which a thread should stand on.
    pub lost: Vec<&'static str>,
}

pub(super) struct Iteration {
    pub note: String,
    pub made_at: DateTime<Utc>,
    /// Paths and texts.
    pub files: Vec<(&'static str, String)>,
}

pub(super) struct Review {
    pub reviewer: usize,
    pub seat: i16,
    pub state: ReviewState,
    pub claimed_at: DateTime<Utc>,
    pub claimed_until: DateTime<Utc>,
    pub rounds: Vec<Round>,
    pub rating: Option<Rating>,
}

pub(super) struct Round {
    pub iteration: u32,
    pub verdict: Verdict,
    pub summary: &'static str,
    pub published_at: DateTime<Utc>,
}

pub(super) struct Rating {
    pub rated: Rated,
    pub words: &'static str,
    pub thanked: bool,
    pub at: DateTime<Utc>,
}

pub(super) struct Thread {
    /// Place among the reviews; `None` for the author's own.
    pub review: Option<usize>,
    pub opened_by: usize,
    pub kind: Kind,
    pub iteration: u32,
    pub path: Option<&'static str>,
    pub lines: Option<changes::Range>,
    pub state: ThreadState,
    pub opened_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub comments: Vec<Comment>,
}

pub(super) struct Comment {
    pub author: usize,
    pub text: &'static str,
    pub written_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    pub suggestion: Option<Suggestion>,
}

pub(super) struct Suggestion {
    /// `None` deletes the lines.
    pub replacement: Option<&'static str>,
    pub applied: Option<Applied>,
}

pub(super) struct Applied {
    pub iteration: u32,
    pub at: DateTime<Utc>,
    /// The lines that it replaced, in the iteration before.
    pub lines: changes::Range,
    pub kept: u32,
    pub brought: u32,
}

/// A line of the timeline, in the words of the verbs.
pub(super) struct Step {
    pub happened: &'static str,
    pub actor: usize,
    pub note: String,
    pub at: DateTime<Utc>,
}

/// All submissions of the demo.
pub(super) fn submissions(dice: &mut Dice, now: DateTime<Utc>) -> Vec<Submission> {
    let mut cast = Cast { dice, seen: Vec::new() };
    let mut all = waiting::submissions(&mut cast, now);
    all.extend(under_way::submissions(&mut cast, now));
    all.extend(finished::submissions(&mut cast, now));
    all
}

/// Students, none of them twice.
struct Cast<'a> {
    dice: &'a mut Dice,
    seen: Vec<usize>,
}

impl Cast<'_> {
    fn next(&mut self) -> usize {
        loop {
            let student = People::some_student(self.dice);
            if !self.seen.contains(&student) {
                self.seen.push(student);
                return student;
            }
        }
    }
}
