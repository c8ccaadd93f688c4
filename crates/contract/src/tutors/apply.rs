//! Asking to teach, and answering somebody who asks.

use uuid::Uuid;

use super::{LANGUAGES_MAX, Level, profile::languages};
use crate::{AppError, CommandKey, Fields, Pairs, Problem, SubmissionId, choice::choice};

pub const HEADLINE_MIN: usize = 10;
pub const HEADLINE_MAX: usize = 90;
pub const ABOUT_MIN: usize = 40;
pub const ABOUT_MAX: usize = 4_000;
pub const STATEMENT_MIN: usize = 100;
pub const STATEMENT_MAX: usize = 2_000;
pub const EVIDENCE_MIN: usize = 10;
pub const EVIDENCE_MAX: usize = 200;
/// Subjects that somebody can apply with; more come later.
pub const CLAIMS_MAX: usize = 6;
/// Reviews that somebody can point at.
pub const SAMPLES_MAX: usize = 2;
/// The longest words of a moderator to an applicant.
pub const ANSWER_MAX: usize = 1_000;

choice! {
    /// A part of an application: it may be missing, or a moderator may want it to be changed.
    Part, "part" {
        Headline = "headline", "Headline";
        About = "about", "About you";
        Subjects = "subjects", "Subjects";
        Evidence = "evidence", "Evidence";
        Languages = "languages", "Languages";
        Statement = "statement", "Why and how you teach";
        Address = "address", "Confirmed address";
    }
}

/// A subject that somebody wants to teach at one level, and what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The subject's slug.
    pub subject: String,
    pub level: Level,
    /// A degree, years, a link.
    pub evidence: String,
}

/// An application, whole or half done.
#[derive(Clone, Debug)]
pub struct Apply {
    pub key: CommandKey,
    pub headline: String,
    pub about: String,
    pub languages: Vec<String>,
    /// The fields `subject_1`, `level_1`, `evidence_1` and so on; a line without a subject and without evidence is no claim.
    pub claims: Vec<Claim>,
    pub statement: String,
    /// The fields `sample_1` and `sample_2`: submissions that they reviewed.
    pub samples: Vec<SubmissionId>,
}

impl Apply {
    /// As far as it has come: nothing has to be there, and nothing may be too long.
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        Self::read(pairs, |_| 0)
    }

    /// To be sent: everything has to be there.
    pub fn decode_whole(pairs: &Pairs) -> Result<Self, AppError> {
        Self::read(pairs, |least| least)
    }

    fn read(pairs: &Pairs, least: impl Fn(usize) -> usize) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let key = f.key();
        let headline = f.line("headline", least(HEADLINE_MIN), HEADLINE_MAX);
        let about = f.text("about", least(ABOUT_MIN), ABOUT_MAX);
        let claims = claims(&mut f, least(1), least(EVIDENCE_MIN));
        let languages = languages(&mut f, least(1), LANGUAGES_MAX);
        let statement = f.text("statement", least(STATEMENT_MIN), STATEMENT_MAX);
        let samples = samples(&mut f);
        f.finish(Self { key, headline, about, languages, claims, statement, samples })
    }
}

/// The name of a field of the nth claim: `evidence_2`.
pub fn claim_field(what: &str, nth: usize) -> String {
    format!("{what}_{nth}")
}

fn claims(f: &mut Fields<'_>, least: usize, evidence_min: usize) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for nth in 1..=CLAIMS_MAX {
        let [subject_field, level_field, evidence_field] =
            ["subject", "level", "evidence"].map(|what| claim_field(what, nth));
        let subject = f.line(&subject_field, 0, 60);
        let is_claim = !subject.is_empty();
        let evidence = f.line(&evidence_field, if is_claim { evidence_min } else { 0 }, EVIDENCE_MAX);
        if !is_claim {
            if !evidence.is_empty() {
                f.problem(&subject_field, Problem::Missing);
            }
            continue;
        }
        let level = f.choice(&level_field).unwrap_or(Level::School);
        if claims.iter().any(|claim| claim.subject == subject && claim.level == level) {
            f.problem(&subject_field, Problem::Twice);
        }
        claims.push(Claim { subject, level, evidence });
    }
    if claims.len() < least && !f.has_problem("subject_1") {
        f.problem("subject_1", Problem::Missing);
    }
    claims
}

fn samples(f: &mut Fields<'_>) -> Vec<SubmissionId> {
    let mut samples = Vec::new();
    for nth in 1..=SAMPLES_MAX {
        let name = claim_field("sample", nth);
        if f.raw(&name).is_none_or(|text| text.trim().is_empty()) {
            continue;
        }
        if let Some(id) = f.choice(&name).filter(|id| !samples.contains(id)) {
            samples.push(id);
        }
    }
    samples
}

/// Takes an application back.
#[derive(Clone, Debug)]
pub struct Withdraw {
    pub key: CommandKey,
}

impl Withdraw {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key() };
        f.finish(form)
    }
}

/// The languages of an application that waits.
#[derive(Clone, Debug)]
pub struct SpeakLanguages {
    pub key: CommandKey,
    pub languages: Vec<String>,
}

impl SpeakLanguages {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), languages: languages(&mut f, 1, LANGUAGES_MAX) };
        f.finish(form)
    }
}

/// What a moderator says to an application, or to a change of a page.
#[derive(Clone, Debug)]
pub struct Answer {
    pub key: CommandKey,
    /// The version that the moderator has seen.
    pub seen: Uuid,
    /// Parts that are to be changed.
    pub parts: Vec<Part>,
    pub note: String,
}

impl Answer {
    /// A yes needs no words.
    pub fn decode_yes(pairs: &Pairs) -> Result<Self, AppError> {
        Self::read(pairs, 0, 0)
    }

    /// A no says why.
    pub fn decode_no(pairs: &Pairs) -> Result<Self, AppError> {
        Self::read(pairs, 10, 0)
    }

    /// So does a wish, and it says what.
    pub fn decode_wish(pairs: &Pairs) -> Result<Self, AppError> {
        Self::read(pairs, 10, 1)
    }

    fn read(pairs: &Pairs, note_min: usize, parts_min: usize) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let (key, seen) = (f.key(), f.choice("seen").unwrap_or_default());
        let parts: Vec<Part> = f.all("parts").into_iter().filter_map(|part| part.parse().ok()).collect();
        if parts.len() < parts_min {
            f.problem("parts", Problem::Missing);
        }
        let note = f.text("note", note_min, ANSWER_MAX);
        f.finish(Self { key, seen, parts, note })
    }
}

/// Closes a tutor's page, or lets it be opened again; the reason is read by the tutor.
#[derive(Clone, Debug)]
pub struct Suspend {
    pub key: CommandKey,
    pub reason: String,
}

impl Suspend {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let form = Self { key: f.key(), reason: f.text("reason", 10, ANSWER_MAX) };
        f.finish(form)
    }
}

#[cfg(test)]
#[path = "apply_tests.rs"]
mod tests;
