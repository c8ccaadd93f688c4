//! Forms around a session.

use chrono::{DateTime, Utc};

use crate::{AppError, CommandKey, Fields, OfferingId, Pairs, Problem, choice::choice};

choice! {
    /// How much of the price comes back when a student cancels. The tutor's offering says which.
    Policy, "policy" {
        Flexible = "flexible", "Flexible";
        Moderate = "moderate", "Moderate";
        Strict = "strict", "Strict";
    }
}

#[derive(Clone, Debug)]
pub struct Book {
    pub key: CommandKey,
    pub start: DateTime<Utc>,
    /// What of the tutor's offerings; `None`: the one that comes first.
    pub choice: Option<OfferingChoice>,
    /// The subject's slug.
    pub subject: String,
    pub message: String,
}

/// One of a tutor's offerings in one of its lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferingChoice {
    pub offering: OfferingId,
    pub minutes: i16,
}

impl OfferingChoice {
    /// From the fields `offering` and `minutes`, which go together.
    fn decode(f: &mut Fields<'_>) -> Option<Self> {
        let named = |name| f.raw(name).is_some_and(|text: &str| !text.trim().is_empty());
        if !named("offering") {
            return None;
        }
        let offering = f.choice("offering")?;
        let Ok(minutes) = i16::try_from(f.number("minutes", 1, 1_440)) else {
            f.problem("minutes", Problem::NotAChoice);
            return None;
        };
        Some(Self { offering, minutes })
    }
}

impl Book {
    /// A time that is only held: the words come later.
    pub fn decode_hold(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            start: f.instant("start"),
            choice: OfferingChoice::decode(&mut f),
            subject: f.line("subject", 1, 60),
            message: f.text("message", 0, 2_000),
        };
        f.finish(form)
    }

    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            start: f.instant("start"),
            choice: OfferingChoice::decode(&mut f),
            subject: f.line("subject", 1, 60),
            message: f.text("message", 1, 2_000),
        };
        f.finish(form)
    }
}

/// So many sessions of one series at most.
pub const SERIES_MAX: i64 = 12;

/// Several sessions asked for in one go.
#[derive(Clone, Debug)]
pub struct BookSeries {
    pub key: CommandKey,
    pub choice: OfferingChoice,
    /// At least one, each once. The fields are `at_1` to `at_12`; an empty one is a date that is left out.
    pub starts: Vec<DateTime<Utc>>,
    /// The subject's slug.
    pub subject: String,
    pub message: String,
}

impl BookSeries {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let mut starts = Vec::new();
        for name in (1..=SERIES_MAX).map(|nth| format!("at_{nth}")) {
            if f.raw(&name).is_some_and(|text| !text.trim().is_empty()) {
                starts.push(f.instant(&name));
            }
        }
        starts.sort();
        starts.dedup();
        if starts.is_empty() {
            f.problem("at_1", Problem::NoDate);
        }
        let choice = OfferingChoice::decode(&mut f);
        let (key, subject, message) = (f.key(), f.line("subject", 1, 60), f.text("message", 1, 2_000));
        match choice {
            Some(choice) => f.finish(Self { key, choice, starts, subject, message }),
            None => Err(AppError::field("offering", Problem::NotAChoice)),
        }
    }
}

/// A step with an optional word of explanation.
#[derive(Clone, Debug)]
pub struct Step {
    pub key: CommandKey,
    pub note: String,
}

impl Step {
    /// Where a word of explanation is needed.
    pub fn decode_reason(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), note: f.text("note", 1, 500) };
        f.finish(form)
    }

    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), note: f.text("note", 0, 500) };
        f.finish(form)
    }
}

/// So many minutes late somebody can say that they are.
pub const LATE_MINUTES: [i16; 3] = [5, 10, 15];

/// Says that they come late. Fields: `minutes`, one of [`LATE_MINUTES`].
#[derive(Clone, Debug)]
pub struct SayLate {
    pub key: CommandKey,
    pub minutes: i16,
}

impl SayLate {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, minutes) = (f.key(), f.choice("minutes").unwrap_or_default());
        if !LATE_MINUTES.contains(&minutes) && !f.has_problem("minutes") {
            f.problem("minutes", Problem::NotAChoice);
        }
        f.finish(Self { key, minutes })
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

/// Asks for a time that was held.
#[derive(Clone, Debug)]
pub struct Ask {
    pub key: CommandKey,
    pub message: String,
}

impl Ask {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), message: f.text("message", 1, 2_000) };
        f.finish(form)
    }
}

#[derive(Clone, Debug)]
pub struct Decline {
    pub key: CommandKey,
    pub note: String,
    /// Up to two other times.
    pub instead: Vec<DateTime<Utc>>,
}

impl Decline {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let mut instead = Vec::new();
        for name in ["instead_1", "instead_2"] {
            if f.raw(name).is_some_and(|text| !text.trim().is_empty()) {
                instead.push(f.instant(name));
            }
        }
        instead.dedup();
        let form = Self { key: f.key(), note: f.text("note", 0, 500), instead };
        f.finish(form)
    }
}

/// Takes one of the times that were offered instead.
#[derive(Clone, Debug)]
pub struct Take {
    pub key: CommandKey,
    pub start: DateTime<Utc>,
}

impl Take {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), start: f.instant("start") };
        f.finish(form)
    }
}

/// Proposes another time for a session that is settled.
#[derive(Clone, Debug)]
pub struct Propose {
    pub key: CommandKey,
    pub start: DateTime<Utc>,
    pub reason: String,
}

impl Propose {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), start: f.instant("start"), reason: f.text("reason", 1, 500) };
        f.finish(form)
    }
}

#[derive(Clone, Debug)]
pub struct Agree {
    pub key: CommandKey,
    /// They know that it was moved often.
    pub consent: bool,
}

impl Agree {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), consent: f.ticked("consent") };
        f.finish(form)
    }
}

#[derive(Clone, Debug)]
pub struct Cancel {
    pub key: CommandKey,
    pub note: String,
    /// What the student read that they get back, in minor units; `None` for everything.
    pub back_minor: Option<i64>,
}

impl Cancel {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let said = f.raw("back").is_some_and(|text| !text.trim().is_empty());
        let form = Self {
            key: f.key(),
            note: f.text("note", 0, 500),
            back_minor: said.then(|| f.number("back", 0, i64::MAX)),
        };
        f.finish(form)
    }
}

#[derive(Clone, Debug)]
pub struct Rate {
    pub key: CommandKey,
    /// 1 to 5.
    pub stars: i16,
    pub words: String,
    /// For those who look after the place, and for nobody else.
    pub note: String,
}

impl Rate {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self {
            key: f.key(),
            stars: i16::try_from(f.number("stars", 1, 5)).unwrap_or(1),
            words: f.text("words", 1, 2_000),
            note: f.text("note", 0, 1_000),
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
