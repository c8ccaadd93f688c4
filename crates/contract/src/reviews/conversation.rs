use super::{
    choices::{Kind, Rated, Verdict},
    rubric::MarkRound,
};
use crate::{AppError, CommandKey, CommentId, Fields, Pairs, Problem, ReviewId, ThreadId};

/// Characters of one comment.
const TEXT_MAX: usize = 8_000;
/// Characters of suggested lines.
const REPLACEMENT_MAX: usize = 20_000;

/// Where a thread stands: on lines of a file, on a file, or on the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Whole,
    File { path: String },
    Lines { path: String, from: u32, to: u32 },
}

impl Place {
    /// `path`, `path:4` or `path:4-9`; empty is the whole. Paths may hold colons, hence from the right.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Whole);
        }
        let Some((path, lines)) = text.rsplit_once(':') else { return Some(Self::File { path: text.to_owned() }) };
        let (from, to) = lines.split_once('-').unwrap_or((lines, lines));
        match (from.parse::<u32>(), to.parse::<u32>()) {
            (Ok(from), Ok(to)) if from >= 1 && from <= to && !path.is_empty() => {
                Some(Self::Lines { path: path.to_owned(), from, to })
            }
            _ => None,
        }
    }

    pub fn path(&self) -> Option<&str> {
        match self {
            Self::Whole => None,
            Self::File { path } | Self::Lines { path, .. } => Some(path),
        }
    }

    pub fn lines(&self) -> Option<(u32, u32)> {
        match self {
            Self::Lines { from, to, .. } => Some((*from, *to)),
            _ => None,
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::File { path } => f.write_str(path),
            Self::Lines { path, from, to } if from == to => write!(f, "{path}:{from}"),
            Self::Lines { path, from, to } => write!(f, "{path}:{from}-{to}"),
        }
    }
}

/// Lines proposed instead of the thread's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggested {
    Lines(String),
    Deletion,
}

/// A new thread. The iteration says which text the place counts in.
#[derive(Clone, Debug)]
pub struct OpenThread {
    pub key: CommandKey,
    pub place: Place,
    pub iteration: u32,
    pub kind: Kind,
    pub text: String,
    pub suggested: Option<Suggested>,
}

impl OpenThread {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let place = Place::parse(f.raw("place").unwrap_or_default());
        if place.is_none() {
            f.problem("place", Problem::NotAChoice);
        }
        let suggested = suggested(&mut f);
        let least = usize::from(suggested.is_none());
        let form = Self {
            key: f.key(),
            place: place.unwrap_or(Place::Whole),
            iteration: u32::try_from(f.number("iteration", 1, 100_000)).unwrap_or(1),
            kind: f.choice("kind").unwrap_or(Kind::Improvement),
            text: f.text("text", least, TEXT_MAX),
            suggested,
        };
        f.finish(form)
    }
}

/// A suggestion is sent with a box that says so: without it an empty field is no suggestion, with it a deletion.
fn suggested(f: &mut Fields<'_>) -> Option<Suggested> {
    f.raw("suggest")?;
    let text = f.raw("replacement").unwrap_or_default().replace("\r\n", "\n");
    if text.chars().count() > REPLACEMENT_MAX {
        f.problem("replacement", Problem::TooLong { max: REPLACEMENT_MAX });
    }
    if text.contains('\0') {
        f.problem("replacement", Problem::ControlCharacters);
    }
    Some(if text.is_empty() { Suggested::Deletion } else { Suggested::Lines(text) })
}

/// A word in a thread, perhaps with other lines.
#[derive(Clone, Debug)]
pub struct Comment {
    pub key: CommandKey,
    pub thread: ThreadId,
    pub text: String,
    pub suggested: Option<Suggested>,
}

impl Comment {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let suggested = suggested(&mut f);
        let least = usize::from(suggested.is_none());
        let form = Self {
            key: f.key(),
            thread: f.choice("thread").unwrap_or(ThreadId(uuid::Uuid::nil())),
            text: f.text("text", least, TEXT_MAX),
            suggested,
        };
        f.finish(form)
    }
}

/// Other words, and perhaps other lines, for a comment that is not published yet. Without a suggestion it has none.
#[derive(Clone, Debug)]
pub struct EditDraft {
    pub key: CommandKey,
    pub comment: CommentId,
    pub text: String,
    pub suggested: Option<Suggested>,
}

impl EditDraft {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let suggested = suggested(&mut f);
        let least = usize::from(suggested.is_none());
        let form = Self {
            key: f.key(),
            comment: f.choice("comment").unwrap_or(CommentId(uuid::Uuid::nil())),
            text: f.text("text", least, TEXT_MAX),
            suggested,
        };
        f.finish(form)
    }
}

/// Takes a comment back that is not published yet; the last one takes its thread along.
#[derive(Clone, Debug)]
pub struct TakeBack {
    pub key: CommandKey,
    pub comment: CommentId,
}

impl TakeBack {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), comment: f.choice("comment").unwrap_or(CommentId(uuid::Uuid::nil())) };
        f.finish(form)
    }
}

/// All of a reviewer's unpublished words, with a verdict.
#[derive(Clone, Debug)]
pub struct PublishRound {
    pub key: CommandKey,
    /// The iteration that was read; a newer one in between is told first.
    pub iteration: u32,
    pub verdict: Verdict,
    pub summary: String,
    /// By the rubric that the form offered, if the reviewer used it.
    pub marks: Option<MarkRound>,
}

impl PublishRound {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            iteration: u32::try_from(f.number("iteration", 1, 100_000)).unwrap_or(1),
            verdict: f.choice("verdict").unwrap_or(Verdict::NeedsWork),
            summary: f.text("summary", 1, TEXT_MAX),
            marks: MarkRound::read(&mut f),
        };
        f.finish(form)
    }
}

/// What is to become of a thread: `fixed`, `dropped`, `open` again.
#[derive(Clone, Debug)]
pub struct Resolve {
    pub key: CommandKey,
    pub thread: ThreadId,
    pub to: super::ThreadState,
}

impl Resolve {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            thread: f.choice("thread").unwrap_or(ThreadId(uuid::Uuid::nil())),
            to: f.choice("to").unwrap_or(super::ThreadState::Open),
        };
        f.finish(form)
    }
}

/// Makes one or several suggestions part of a new iteration.
#[derive(Clone, Debug)]
pub struct Apply {
    pub key: CommandKey,
    pub comments: Vec<CommentId>,
}

impl Apply {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let sent = pairs.iter().filter(|(name, _)| name == "comment").map(|(_, value)| value.parse());
        let comments = sent.collect::<Result<Vec<CommentId>, _>>();
        if comments.as_ref().is_ok_and(Vec::is_empty) {
            f.problem("comment", Problem::Missing);
        }
        if comments.is_err() || comments.as_ref().is_ok_and(|list| list.len() > 100) {
            f.problem("comment", Problem::NotAChoice);
        }
        let form = Self { key: f.key(), comments: comments.unwrap_or_default() };
        f.finish(form)
    }
}

/// The author takes back what the latest iteration took over.
#[derive(Clone, Debug)]
pub struct Undo {
    pub key: CommandKey,
    /// The one to undo.
    pub iteration: u32,
}

impl Undo {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), iteration: u32::try_from(f.number("iteration", 2, 100_000)).unwrap_or(2) };
        f.finish(form)
    }
}

/// The author will not take a suggestion over; the reason becomes a word in its thread.
#[derive(Clone, Debug)]
pub struct Decline {
    pub key: CommandKey,
    pub comment: CommentId,
    pub reason: String,
}

impl Decline {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            comment: f.choice("comment").unwrap_or(CommentId(uuid::Uuid::nil())),
            reason: f.text("reason", 0, TEXT_MAX),
        };
        f.finish(form)
    }
}

/// The author thinks about a suggestion again that they declined.
#[derive(Clone, Debug)]
pub struct Reconsider {
    pub key: CommandKey,
    pub comment: CommentId,
}

impl Reconsider {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), comment: f.choice("comment").unwrap_or(CommentId(uuid::Uuid::nil())) };
        f.finish(form)
    }
}

/// How the author found a review.
#[derive(Clone, Debug)]
pub struct RateReview {
    pub key: CommandKey,
    pub review: ReviewId,
    pub rated: Rated,
    pub words: String,
    pub thanks: bool,
}

impl RateReview {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            review: f.choice("review").unwrap_or(ReviewId(uuid::Uuid::nil())),
            rated: f.choice("rated").unwrap_or(Rated::Good),
            words: f.text("words", 0, 1_000),
            thanks: f.raw("thanks").is_some(),
        };
        f.finish(form)
    }
}

/// A step that needs nothing but its key and perhaps a word: publish, claim, extend, leave, finish, withdraw.
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

/// Marks a hunk as looked at, or not.
#[derive(Clone, Debug)]
pub struct Viewed {
    /// Hexadecimal.
    pub hunk: String,
    pub viewed: bool,
}

impl Viewed {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let hunk = f.line("hunk", 1, 64);
        if !hunk.chars().all(|c| c.is_ascii_hexdigit()) {
            f.problem("hunk", Problem::NotAChoice);
        }
        let form = Self { hunk, viewed: f.raw("viewed").is_some() };
        f.finish(form)
    }
}

/// What of a submission is shown: two iterations (`from` 0 is nothing: the whole of `to`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    pub from: u32,
    pub to: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for text in ["", "src/main.rs", "src/main.rs:4", "src/main.rs:4-9", "odd:name.rs:2"] {
            assert_eq!(Place::parse(text).map(|place| place.to_string()).as_deref(), Some(text));
        }
        for text in ["a.rs:0", "a.rs:9-4", "a.rs:x", ":3"] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }
}
