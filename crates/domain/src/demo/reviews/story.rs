use changes::Range;
use chrono::{DateTime, TimeDelta, Utc};
use contract::reviews::{Kind, Level, Rated, ThreadState, Urgency, Verdict, Visibility};

use super::{
    Applied, Comment, Iteration, Rating, Review, Round, Step, Submission, Suggestion, Thread,
    lines::{count_survivors, edit, range},
};
use crate::reviews::{CLAIM, ReviewState, State, Turn, queued_at};

/// A source of the demo, by the path of its file.
macro_rules! code {
    ($story:literal, $iteration:literal, $path:literal) => {
        ($path, include_str!(concat!("../code/", $story, "/", $iteration, "/", $path)))
    };
}
pub(super) use code;

/// Tells what happened to a submission, verb by verb, each with what the real verb leaves behind.
pub(super) struct Story {
    now: DateTime<Utc>,
    at: DateTime<Utc>,
    told: Submission,
}

/// Where a thread stands in the latest iteration.
#[derive(Clone, Copy)]
pub(super) enum Spot {
    Whole,
    File(&'static str),
    /// The first line that holds this text.
    Line(&'static str, &'static str),
    /// From the first line that holds the one text to the next that is, or else holds, the other.
    Lines(&'static str, &'static str, &'static str),
}

/// How long it takes to write a word.
const WRITING: TimeDelta = TimeDelta::minutes(4);

impl Story {
    /// A draft that was saved so many days, hours and minutes ago.
    pub(super) fn new(
        now: DateTime<Utc>,
        (days, hours, minutes): (i64, i64, i64),
        author: usize,
        language: &'static str,
        texts: (&'static str, &'static str),
        files: &[(&'static str, &'static str)],
    ) -> Self {
        let at = now - TimeDelta::minutes((days * 24 + hours) * 60 + minutes);
        let files = files.iter().map(|&(path, text)| (path, text.to_owned())).collect();
        let told = Submission {
            author,
            title: texts.0,
            ask: texts.1,
            language,
            level: Level::Beginner,
            urgency: Urgency::Whenever,
            visibility: Visibility::Public,
            anonymous: false,
            seats: 1,
            state: State::Draft,
            turn: Turn::Reviewer,
            turn_since: at,
            queued_at: at,
            created_at: at,
            published_at: None,
            ended_at: None,
            iterations: vec![Iteration { note: String::new(), made_at: at, files }],
            reviews: Vec::new(),
            threads: Vec::new(),
            steps: Vec::new(),
            lost: Vec::new(),
        };
        Self { now, at, told }
    }

    pub(super) fn level(mut self, level: Level) -> Self {
        self.told.level = level;
        self
    }

    pub(super) fn urgency(mut self, urgency: Urgency) -> Self {
        self.told.urgency = urgency;
        self
    }

    pub(super) fn by_link(mut self) -> Self {
        self.told.visibility = Visibility::Link;
        self
    }

    pub(super) fn anonymous(mut self) -> Self {
        self.told.anonymous = true;
        self
    }

    pub(super) fn second_opinion(mut self) -> Self {
        self.told.seats = 2;
        self
    }

    /// What the author wants to know, about the whole.
    pub(super) fn asking(mut self, question: &'static str) -> Self {
        let author = self.told.author;
        self.open(None, author, Kind::Question, Spot::Whole, question);
        self
    }

    /// What comes next happens so much later.
    pub(super) fn after(mut self, hours: i64, minutes: i64) -> Self {
        self.at += TimeDelta::minutes(hours * 60 + minutes);
        self
    }

    pub(super) fn submitted(mut self) -> Self {
        self.at += TimeDelta::minutes(3);
        let told = &mut self.told;
        told.state = State::Open;
        told.published_at = Some(self.at);
        told.queued_at = queued_at(self.at, told.urgency);
        for thread in &mut told.threads {
            thread.published_at = Some(self.at);
            for comment in &mut thread.comments {
                comment.published_at = Some(self.at);
            }
        }
        self.turn_to(Turn::Reviewer);
        let author = self.told.author;
        self.step("submitted", author, "");
        self
    }

    /// Somebody takes a seat; what is written next is theirs.
    pub(super) fn claimed(mut self, reviewer: usize) -> Self {
        let seat = i16::try_from(self.told.reviews.len()).unwrap_or(0) + 1;
        self.told.reviews.push(Review {
            reviewer,
            seat,
            state: ReviewState::Claimed,
            claimed_at: self.at,
            claimed_until: self.at + CLAIM,
            rounds: Vec::new(),
            rating: None,
        });
        self.step("claimed", reviewer, "");
        self
    }

    /// The reviewer who came last opens a thread.
    pub(super) fn says(mut self, kind: Kind, spot: Spot, text: &'static str) -> Self {
        self.at += WRITING;
        let review = self.told.reviews.len().saturating_sub(1);
        let reviewer = self.reviewer();
        self.open(Some(review), reviewer, kind, spot, text);
        self
    }

    /// And with it says what should stand there instead; `None` for nothing.
    pub(super) fn suggesting(mut self, replacement: Option<&'static str>) -> Self {
        let last = self.told.threads.last_mut().and_then(|thread| thread.comments.last_mut());
        if let Some(comment) = last {
            comment.suggestion = Some(Suggestion { replacement, applied: None });
        }
        self
    }

    /// The reviewer who came last answers in a thread.
    pub(super) fn answers(mut self, thread: usize, text: &'static str) -> Self {
        self.at += WRITING;
        let (author, written_at) = (self.reviewer(), self.at);
        let comment = Comment { author, text, written_at, published_at: None, suggestion: None };
        self.told.threads[thread - 1].comments.push(comment);
        self
    }

    /// The reviewer who came last publishes a round.
    pub(super) fn reviewed(mut self, verdict: Verdict, summary: &'static str) -> Self {
        self.at += WRITING;
        let (at, reviewer) = (self.at, self.reviewer());
        let iteration = self.latest();
        if let Some(review) = self.told.reviews.last_mut() {
            review.state = ReviewState::Published;
            review.rounds.push(Round { iteration, verdict, summary, published_at: at });
        }
        for thread in &mut self.told.threads {
            let is_answered = thread.comments.iter().any(|c| c.author == reviewer && c.published_at.is_none());
            if is_answered && thread.opened_by == self.told.author && thread.kind == Kind::Question {
                thread.state = ThreadState::Fixed;
            }
            for comment in thread.comments.iter_mut().filter(|c| c.author == reviewer) {
                comment.published_at.get_or_insert(at);
            }
            if thread.opened_by == reviewer {
                thread.published_at.get_or_insert(at);
            }
        }
        self.turn_to(Turn::Author);
        self.step("reviewed", reviewer, verdict.as_str());
        self
    }

    /// The author answers in a thread.
    pub(super) fn replies(mut self, thread: usize, text: &'static str) -> Self {
        self.at += WRITING;
        let (author, at) = (self.told.author, self.at);
        let comment = Comment { author, text, written_at: at, published_at: Some(at), suggestion: None };
        self.told.threads[thread - 1].comments.push(comment);
        self.hand_over();
        self
    }

    /// The author says that a thread is done.
    pub(super) fn said_fixed(mut self, thread: usize) -> Self {
        let author = self.told.author;
        self.resolved(thread, ThreadState::Verify, "said_fixed", author);
        self.hand_over();
        self
    }

    /// The reviewer who came last has looked.
    pub(super) fn settled(mut self, thread: usize) -> Self {
        let reviewer = self.reviewer();
        self.resolved(thread, ThreadState::Fixed, "settled", reviewer);
        self
    }

    /// The author would rather leave it.
    pub(super) fn dropped(mut self, thread: usize) -> Self {
        let author = self.told.author;
        self.resolved(thread, ThreadState::Dropped, "dropped", author);
        self.hand_over();
        self
    }

    pub(super) fn iterated(mut self, note: &'static str, files: &[(&'static str, &'static str)]) -> Self {
        self.at += WRITING;
        let files = files.iter().map(|&(path, text)| (path, text.to_owned())).collect();
        self.told.iterations.push(Iteration { note: note.into(), made_at: self.at, files });
        if self.told.reviews.iter().any(|review| review.state == ReviewState::Published) {
            self.turn_to(Turn::Reviewer);
        }
        let author = self.told.author;
        self.step("iterated", author, note);
        self
    }

    /// The author makes a thread's suggestion part of a new iteration. It stands on lines of the latest one.
    pub(super) fn applied(mut self, thread: usize) -> Self {
        self.at += WRITING;
        let (at, number, author) = (self.at, self.latest() + 1, self.told.author);
        let mut files = self.files().to_vec();
        let thread_number = thread;
        let thread = &mut self.told.threads[thread - 1];
        thread.state = ThreadState::Fixed;
        let (path, lines) = (thread.path, thread.lines);
        let suggestion = thread.comments.iter_mut().find_map(|comment| comment.suggestion.as_mut());
        if let (Some(suggestion), Some(lines)) = (suggestion, lines) {
            let edit = edit(lines, suggestion.replacement);
            for (_, text) in files.iter_mut().filter(|file| Some(file.0) == path) {
                *text = changes::apply(text, std::slice::from_ref(&edit)).unwrap_or_default();
            }
            suggestion.applied = Some(Applied { iteration: number, at, lines, kept: 0, brought: 0 });
        }
        let note = format!("Suggestions of #{thread_number}");
        self.told.iterations.push(Iteration { note, made_at: at, files });
        self.turn_to(Turn::Reviewer);
        self.step("applied", author, &number.to_string());
        self
    }

    pub(super) fn finished(mut self, note: &'static str) -> Self {
        self.at += WRITING;
        let author = self.told.author;
        self.told.state = State::Finished;
        self.told.ended_at = Some(self.at);
        self.step("finished", author, note);
        self
    }

    pub(super) fn rated(mut self, rated: Rated, words: &'static str, thanked: bool) -> Self {
        self.at += WRITING;
        let (at, author) = (self.at, self.told.author);
        if let Some(review) = self.told.reviews.last_mut() {
            review.rating = Some(Rating { rated, words, thanked, at });
        }
        self.step("rated", author, rated.as_str());
        self
    }

    /// The submission as it stands now. What happened cannot be later than that.
    pub(super) fn told(mut self) -> Submission {
        debug_assert!(self.at <= self.now, "{} goes on after now", self.told.title);
        count_survivors(&mut self.told);
        self.told
    }

    fn open(&mut self, review: Option<usize>, by: usize, kind: Kind, spot: Spot, text: &'static str) {
        let (path, lines) = self.find(spot);
        let at = self.at;
        let state = if kind == Kind::Praise { ThreadState::Fixed } else { ThreadState::Open };
        let comment = Comment { author: by, text, written_at: at, published_at: None, suggestion: None };
        self.told.threads.push(Thread {
            review,
            opened_by: by,
            kind,
            iteration: self.latest(),
            path,
            lines,
            state,
            opened_at: at,
            published_at: None,
            comments: vec![comment],
        });
    }

    fn find(&mut self, spot: Spot) -> (Option<&'static str>, Option<Range>) {
        let (path, first, last) = match spot {
            Spot::Whole => return (None, None),
            Spot::File(path) => return (Some(path), None),
            Spot::Line(path, text) => (path, text, text),
            Spot::Lines(path, first, last) => (path, first, last),
        };
        let file = self.files().iter().find(|file| file.0 == path);
        let found = file.and_then(|(_, text)| range(text, first, last));
        if found.is_none() {
            self.told.lost.push(first);
        }
        (Some(path), found)
    }

    fn resolved(&mut self, thread: usize, state: ThreadState, happened: &'static str, by: usize) {
        self.at += TimeDelta::minutes(1);
        self.told.threads[thread - 1].state = state;
        self.step(happened, by, &thread.to_string());
    }

    /// The rule of the verb with the same name.
    fn hand_over(&mut self) {
        let author = self.told.author;
        let asks = |t: &&Thread| t.published_at.is_some() && matches!(t.state, ThreadState::Open | ThreadState::Verify);
        let last_word = |t: &Thread| t.comments.iter().rev().find(|c| c.published_at.is_some()).map(|c| c.author);
        let is_done = |t: &Thread| t.state == ThreadState::Verify || last_word(t) == Some(author);
        let mut asking = self.told.threads.iter().filter(asks).peekable();
        if self.told.turn == Turn::Author && asking.peek().is_some() && asking.all(is_done) {
            self.turn_to(Turn::Reviewer);
        }
    }

    fn turn_to(&mut self, turn: Turn) {
        self.told.turn = turn;
        self.told.turn_since = self.at;
    }

    fn step(&mut self, happened: &'static str, actor: usize, note: &str) {
        self.told.steps.push(Step { happened, actor, note: note.into(), at: self.at });
    }

    fn reviewer(&self) -> usize {
        self.told.reviews.last().map_or(self.told.author, |review| review.reviewer)
    }

    fn latest(&self) -> u32 {
        u32::try_from(self.told.iterations.len()).unwrap_or(1)
    }

    fn files(&self) -> &[(&'static str, String)] {
        self.told.iterations.last().map_or(&[], |iteration| &iteration.files)
    }
}
