//! What has to be in a ledger for a badge: data, so that rules of the program and those that admins write are read by the
//! same query.

use serde::{Deserialize, Serialize};

use super::{Help, Picture, Rarity};
use crate::{AppError, CommandKey, Fields, Pairs, Problem, choice::choice};

choice! {
    /// Where a badge that an admin writes stands.
    BadgeState, "state of a badge" {
        /// Its writer still changes it.
        Draft = "draft", "Draft";
        /// Who has what it asks for gets it.
        Given = "given", "Given";
        /// Nobody gets it any more.
        Retired = "retired", "Retired";
    }
}

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

    /// The conditions alone, to see whom they fit.
    ///
    /// # Errors
    /// `Invalid` at each that is none.
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let rule = Self::read(&mut f);
        f.finish(rule)
    }

    fn read(f: &mut Fields<'_>) -> Self {
        let help = f.raw("help").filter(|text| !text.is_empty());
        let within = count(f, "within_days", 365);
        Self {
            reasons: f.all("reasons").into_iter().map(str::to_owned).collect(),
            help: help.and_then(|_| f.choice("help")),
            causes: count(f, "causes", 1_000),
            kinds: count(f, "kinds", 20),
            givers: count(f, "givers", 100),
            topics: count(f, "topics", 30),
            within_days: (within > 0).then_some(within),
            weeks: count(f, "weeks", 52),
            level: count(f, "level", 100),
            streak: count(f, "streak", 365),
        }
    }
}

/// What is left empty asks for nothing.
fn count(f: &mut Fields<'_>, name: &str, max: i64) -> u32 {
    let is_empty = f.raw(name).is_none_or(|text| text.trim().is_empty());
    if is_empty { 0 } else { u32::try_from(f.number(name, 0, max)).unwrap_or_default() }
}

/// A badge as an admin writes it.
#[derive(Clone, Debug)]
pub struct WriteBadge {
    pub key: CommandKey,
    pub title: String,
    /// What it rewards.
    pub sentence: String,
    pub rarity: Rarity,
    pub picture: Picture,
    pub rule: Rule,
}

impl WriteBadge {
    pub fn decode(pairs: &Pairs) -> Result<Self, AppError> {
        let mut f = Fields::new(pairs);
        let title = f.line("title", 3, 40);
        // Its address is made of them.
        if !f.has_problem("title") && !title.chars().any(|c| c.is_ascii_alphanumeric()) {
            f.problem("title", Problem::NoLetters);
        }
        let form = Self {
            key: f.key(),
            title,
            sentence: f.line("sentence", 10, 160),
            rarity: f.choice("rarity").unwrap_or(Rarity::Common),
            picture: f.choice("picture").unwrap_or(Picture::Award),
            rule: Rule::read(&mut f),
        };
        f.finish(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        list.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
    }

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
    fn what_is_left_empty_asks_for_nothing() {
        let sent =
            pairs(&[("reasons", "issue_found"), ("help", ""), ("causes", "3"), ("givers", " "), ("within_days", "0")]);
        assert_eq!(Rule::decode(&sent).unwrap(), Rule::of(&["issue_found"]).causes(3));
        for (name, value) in [("causes", "-1"), ("causes", "many"), ("help", "none"), ("within_days", "366")] {
            assert!(Rule::decode(&pairs(&[(name, value)])).is_err(), "{name} {value}");
        }
    }

    #[test]
    fn a_badge_has_a_title_of_letters_and_says_what_it_rewards() {
        let mut sent =
            pairs(&[("title", "Night owl"), ("sentence", "Helps at night."), ("rarity", "rare"), ("picture", "moon")]);
        assert_eq!(WriteBadge::decode(&sent).unwrap().picture, Picture::Moon);
        sent[0].1 = "★★★".into();
        assert!(WriteBadge::decode(&sent).is_err());
    }
}
