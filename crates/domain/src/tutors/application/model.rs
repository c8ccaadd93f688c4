use chrono::{DateTime, Utc};
use contract::{
    SubmissionId,
    tutors::{ABOUT_MIN, EVIDENCE_MIN, HEADLINE_MIN, Level, Part, STATEMENT_MIN},
};

/// A subject that somebody wants to teach, and what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The subject's slug.
    pub subject: String,
    pub name: String,
    pub level: Level,
    pub evidence: String,
}

/// What an application says, whole or half done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub headline: String,
    pub about: String,
    /// Codes.
    pub languages: Vec<String>,
    pub claims: Vec<Claimed>,
    pub statement: String,
    pub samples: Vec<SubmissionId>,
}

/// Code that somebody reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub submission: SubmissionId,
    pub title: String,
}

/// Something that happened to an application or to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub happened: String,
    /// Whoever did it is the applicant; others are moderators, or nobody.
    pub by_applicant: bool,
    pub note: String,
    pub parts: Vec<Part>,
    pub at: DateTime<Utc>,
}

impl Draft {
    /// What has to be there before it is sent, in the order of the page.
    pub fn missing(&self, address_confirmed: bool) -> Vec<Part> {
        let short = |text: &str, least: usize| text.trim().chars().count() < least;
        let unproved = self.claims.iter().any(|claim| short(&claim.evidence, EVIDENCE_MIN));
        let parts = [
            (short(&self.headline, HEADLINE_MIN), Part::Headline),
            (short(&self.about, ABOUT_MIN), Part::About),
            (self.claims.is_empty(), Part::Subjects),
            (unproved, Part::Evidence),
            (self.languages.is_empty(), Part::Languages),
            (short(&self.statement, STATEMENT_MIN), Part::Statement),
            (!address_confirmed, Part::Address),
        ];
        parts.into_iter().filter(|(missing, _)| *missing).map(|(_, part)| part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_in_the_order_of_the_page() {
        use Part as P;
        let all = [P::Headline, P::About, P::Subjects, P::Languages, P::Statement, P::Address];
        assert_eq!(Draft::default().missing(false), all);
        let claim = |evidence: &str| Claimed {
            subject: "algebra".into(),
            name: "Algebra".into(),
            level: Level::School,
            evidence: evidence.into(),
        };
        let whole = Draft {
            headline: "x".repeat(10),
            about: "x".repeat(40),
            languages: vec!["en".into()],
            claims: vec![claim("Ten years of it")],
            statement: "x".repeat(100),
            samples: Vec::new(),
        };
        assert_eq!(whole.missing(true), []);
        let unproved = Draft { claims: vec![claim("Ten years of it"), claim("Some")], ..whole };
        assert_eq!(unproved.missing(true), [P::Evidence]);
    }
}
