//! What some people of the demo did in the hundred days before: so that levels, streaks and badges are lived in too.

use chrono::{DateTime, TimeDelta, Utc};
use contract::UserId;

use super::dice::Dice;
use crate::ranking::Earlier;

const SEED: u64 = 0x6869_7374;
const DAYS: i64 = 100;
const LANGUAGES: [&str; 6] = ["rust", "python", "typescript", "go", "sql", "java"];

/// Somebody of whom there is more to tell.
pub(super) struct Busy {
    pub person: UserId,
    /// Teaches, and reviews less.
    pub teaches: bool,
    /// Days of a hundred on which they do something.
    pub diligence: usize,
    /// So many days up to today without a gap.
    pub lately: i64,
}

/// All of it, the oldest first.
pub(super) fn history(people: &[Busy], subjects: &[String], now: DateTime<Utc>) -> Vec<Earlier> {
    let mut dice = Dice::new(SEED);
    let mut all = Vec::new();
    for back in (1..DAYS).rev() {
        for (n, busy) in people.iter().enumerate() {
            if back > busy.lately && !dice.percent(busy.diligence) {
                continue;
            }
            let at = now - TimeDelta::days(back) + TimeDelta::minutes(dice.between(-200, 200));
            let other = people[(n + 1 + dice.below(people.len() - 1)) % people.len()].person;
            let mut add = |reason, giver: bool, times: i32, topic: Option<String>, minutes: i64| {
                all.push(Earlier {
                    person: busy.person,
                    giver: giver.then_some(other),
                    reason,
                    cause: format!("before:{reason}:{back}"),
                    times,
                    path: if topic.as_ref().is_some_and(|topic| topic.starts_with("subject")) {
                        "/bookings"
                    } else {
                        "/reviews"
                    },
                    topic,
                    at: at + TimeDelta::minutes(minutes),
                });
            };
            let subject =
                (!subjects.is_empty()).then(|| format!("subject:{}", subjects[dice.below(subjects.len().min(4))]));
            let language = Some(format!("language:{}", LANGUAGES[dice.below(LANGUAGES.len())]));
            if busy.teaches {
                add("session_taught", true, 1, subject.clone(), 0);
                add("session_attended", false, 1, subject.clone(), 5);
                if dice.percent(55) {
                    add("session_praised", true, 1, subject, 60);
                }
            } else {
                let size = [1, 1, 2, 2, 5][dice.below(5)];
                add("review_published", false, size, language.clone(), 0);
                for (reason, chance, given) in [
                    ("quick_help", 40, false),
                    ("suggestion_accepted", 35, true),
                    ("issue_found", 30, true),
                    ("review_praised", 25, true),
                    ("review_continued", 20, false),
                    ("code_read", 12, true),
                    ("fix_confirmed", 10, true),
                    ("review_rated", 10, false),
                ] {
                    if dice.percent(chance) {
                        add(reason, given, 1, language.clone(), 90);
                    }
                }
            }
        }
    }
    all.sort_by_key(|one| one.at);
    all
}

/// Four who take over each other's suggestions, and nobody else's, every other day: something for moderators to look at.
pub(super) fn circle(people: &[UserId], now: DateTime<Utc>) -> Vec<Earlier> {
    let pairs = || people.iter().flat_map(|giver| people.iter().map(move |person| (*giver, *person)));
    let day = |back: i64| {
        pairs().filter(|(giver, person)| giver != person).map(move |(giver, person)| Earlier {
            person,
            giver: Some(giver),
            reason: "suggestion_accepted",
            cause: format!("circle:{giver}:{back}"),
            times: 1,
            topic: Some("language:go".into()),
            path: "/reviews",
            at: now - TimeDelta::days(back),
        })
    };
    (2..20).rev().step_by(2).flat_map(day).collect()
}
