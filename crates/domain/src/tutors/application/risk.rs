//! What of a change to an approved page somebody looks at before others see it. The list is short on purpose: most of what a
//! tutor changes is nobody else's business.

use std::collections::BTreeSet;

/// Why a change waits for a moderator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// An address of the web that was not there before.
    Link,
    Email,
    Phone,
    /// A name at another place: `@somebody`, or the place itself.
    Messenger,
}

/// Places where people are led to, away from here.
const MESSENGERS: [&str; 7] = ["whatsapp", "telegram", "discord", "skype", "wechat", "viber", "snapchat"];
/// Ends of addresses that people write without `https://`. Not all there are: names of programs such as Node.js are no links.
const ENDS: [&str; 24] = [
    "com", "net", "org", "io", "de", "me", "app", "dev", "info", "co", "uk", "et", "ke", "eu", "ch", "fr", "es",
    "link", "site", "online", "tv", "ly", "be", "ai",
];
/// So many digits in a row, with what people put between them, are a number to call: years of a career are fewer.
const DIGITS: usize = 9;
/// With a plus before them fewer will do.
const DIGITS_AFTER_PLUS: usize = 7;

/// What is risky in the new words and was not in the old ones.
pub(super) fn risks(was: &str, becomes: &str) -> BTreeSet<Risk> {
    let known = found(was);
    found(becomes).into_iter().filter(|one| !known.contains(one)).map(|(risk, _)| risk).collect()
}

/// All of it, each with its own text.
fn found(text: &str) -> BTreeSet<(Risk, String)> {
    let words = text.split_whitespace().map(bare).filter_map(|word| Some((of_word(&word)?, word)));
    words.chain(numbers(text).into_iter().map(|number| (Risk::Phone, number))).collect()
}

/// In small letters, without what stands around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@').to_lowercase()
}

fn of_word(word: &str) -> Option<Risk> {
    let (before, after) = word.split_once('@').unwrap_or((word, ""));
    match () {
        () if word.contains("://") || word.starts_with("www.") => Some(Risk::Link),
        () if !before.is_empty() && after.contains('.') => Some(Risk::Email),
        () if before.is_empty() && after.chars().count() > 2 => Some(Risk::Messenger),
        () if MESSENGERS.iter().any(|place| word.contains(place)) => Some(Risk::Messenger),
        () if is_address(word) => Some(Risk::Link),
        () => None,
    }
}

/// `example.org`, `example.org/me`; not `Node.js` and not `e.g.`.
fn is_address(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(name, end)| name.chars().count() > 1 && ENDS.contains(&end))
}

/// Numbers to call, digits alone.
fn numbers(text: &str) -> Vec<String> {
    let between = |c: char| matches!(c, ' ' | '-' | '/' | '.' | '(' | ')' | '\u{a0}');
    text.split(|c: char| !c.is_ascii_digit() && c != '+' && !between(c))
        .filter_map(|run| {
            let digits: String = run.chars().filter(char::is_ascii_digit).collect();
            let least = if run.contains('+') { DIGITS_AFTER_PLUS } else { DIGITS };
            (digits.len() >= least).then_some(digits)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(becomes: &str) -> Vec<Risk> {
        risks("Algebra with patience, see example.org", becomes).into_iter().collect()
    }

    #[test]
    fn what_is_looked_at() {
        for (words, risk) in [
            ("Book at https://cheaper.example/me", Risk::Link),
            ("My site: www.cheaper.example.", Risk::Link),
            ("More on (cheaper.com/algebra)", Risk::Link),
            ("Write to ada@cheaper.example!", Risk::Email),
            ("Call +251 91 123-4567", Risk::Phone),
            ("Call 0911 123 456", Risk::Phone),
            ("I am @ada_teaches there", Risk::Messenger),
            ("Find me on WhatsApp", Risk::Messenger),
        ] {
            assert_eq!(new(words), [risk], "{words}");
        }
    }

    #[test]
    fn what_is_nobody_elses_business() {
        for words in [
            "Algebra with even more patience, see example.org",
            "Node.js, ASP, e.g. with C++ and Vue.js",
            "Teaching since 2009-2024, 1,200 hours, grades 5-13",
            "On Mondays 14:00-16:30, 35.50 an hour",
            "Me @ work. We begin.Then we go on.",
            "",
        ] {
            assert_eq!(new(words), [], "{words}");
        }
    }

    #[test]
    fn all_of_it_is_named_and_what_was_there_is_not() {
        assert_eq!(
            new("See EXAMPLE.org, cheaper.com, ada@cheaper.com or 0911 123 456"),
            [Risk::Link, Risk::Email, Risk::Phone]
        );
        assert_eq!(risks("Call 0911 123 456", "Do call: 0911-123456."), BTreeSet::new(), "written otherwise");
    }
}
