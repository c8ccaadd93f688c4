//! What has to be in a ledger for a badge: data, so that rules of the program and those that are written later are read by
//! the same query.

use contract::ranking::Help;
use serde::{Deserialize, Serialize};

use crate::ranking::reason;

/// All of it has to hold. What is 0, empty or `None` asks for nothing. Only causes that count something are looked at: what was
/// undone, is held, or came from somebody whose word does not count yet is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// The reasons whose causes are looked at; empty: all.
    pub reasons: Vec<String>,
    pub help: Option<Help>,
    /// At least so many causes,
    pub causes: u32,
    /// of so many reasons,
    pub kinds: u32,
    /// given by so many people,
    pub givers: u32,
    /// in so many languages and subjects,
    pub topics: u32,
    /// all of them within so many days.
    pub within_days: Option<u32>,
    /// A cause in each of so many weeks in a row (from Monday, UTC).
    pub weeks: u32,
    pub level: u32,
    /// So many days in a row at some time.
    pub streak: u32,
}

impl Rule {
    /// One cause of one of these reasons.
    pub fn of(reasons: &[&str]) -> Self {
        Self { reasons: reasons.iter().map(|&slug| slug.to_owned()).collect(), causes: 1, ..Self::default() }
    }

    #[must_use]
    pub fn causes(self, causes: u32) -> Self {
        Self { causes, ..self }
    }

    #[must_use]
    pub fn kinds(self, kinds: u32) -> Self {
        Self { kinds, ..self }
    }

    #[must_use]
    pub fn givers(self, givers: u32) -> Self {
        Self { givers, ..self }
    }

    #[must_use]
    pub fn topics(self, topics: u32) -> Self {
        Self { topics, ..self }
    }

    #[must_use]
    pub fn weeks(self, weeks: u32) -> Self {
        Self { weeks, ..self }
    }

    #[must_use]
    pub fn within(self, days: u32) -> Self {
        Self { within_days: Some(days), ..self }
    }

    #[must_use]
    pub fn level(self, level: u32) -> Self {
        Self { level, ..self }
    }

    #[must_use]
    pub fn streak(self, streak: u32) -> Self {
        Self { streak, ..self }
    }

    /// How it is earned, a line a condition.
    pub fn words(&self) -> Vec<String> {
        let (of, some) = (self.of_what(), |n: u32, one: &str, many: &str| match n {
            1 => format!("one {one}"),
            n => format!("{n} {many}"),
        });
        let mut words = Vec::new();
        if self.causes > 0 {
            words.push(format!(
                "{} {of}",
                if self.causes == 1 { "Once:".into() } else { format!("{} times:", self.causes) }
            ));
        }
        if self.kinds > 1 {
            words.push(format!("Of {}", some(self.kinds, "kind", "different kinds")));
        }
        if self.givers > 0 {
            words.push(format!("Given by {}", some(self.givers, "person", "different people")));
        }
        if self.topics > 0 {
            words.push(format!("In {}", some(self.topics, "language or subject", "languages or subjects")));
        }
        if let Some(days) = self.within_days {
            words.push(format!("All within {}", some(days, "day", "days")));
        }
        if self.weeks > 0 {
            words.push(format!("In {}", some(self.weeks, "week", "weeks in a row")));
        }
        if self.level > 1 {
            words.push(format!("From level {} on", self.level));
        }
        if self.streak > 0 {
            words.push(format!("A streak of {}", some(self.streak, "day", "days")));
        }
        words
    }

    fn of_what(&self) -> String {
        let titles: Vec<_> =
            self.reasons.iter().map(|slug| reason(slug).map_or(slug.as_str(), |one| one.title)).collect();
        match (titles.split_last(), self.help) {
            (None, None) => "anything that counts".into(),
            (None, Some(help)) => help.title().to_lowercase(),
            (Some((one, [])), _) => one.to_lowercase(),
            (Some((last, others)), _) => format!("{} or {}", others.join(", ").to_lowercase(), last.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_kept_as_what_it_asks_for() {
        let rule = Rule::of(&["suggestion_accepted"]).causes(5).givers(3);
        let kept = serde_json::to_value(&rule).unwrap();
        assert_eq!(serde_json::from_value::<Rule>(kept).unwrap(), rule);
        let little = serde_json::json!({ "reasons": ["suggestion_accepted"], "causes": 5, "givers": 3 });
        assert_eq!(serde_json::from_value::<Rule>(little).unwrap(), rule);
        assert!(serde_json::from_value::<Rule>(serde_json::json!({ "cause": 5 })).is_err());
    }

    #[test]
    fn a_rule_says_in_words_what_it_asks_for() {
        let rule = Rule::of(&["suggestion_accepted", "issue_found"]).causes(5).givers(3).within(30);
        let words = rule.words();
        assert!(words[0].starts_with("5 times: suggestion accepted or "), "{words:?}");
        assert_eq!(words[1..], ["Given by 3 different people", "All within 30 days"]);
    }
}
