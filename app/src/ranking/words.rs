//! Numbers and names of what was earned, in words.

use chrono::NaiveDate;
use contract::ranking::{Board, Period};
use domain::tutors::Area;

/// The name of a board; subjects have theirs in `areas`.
pub(super) fn board(board: &Board, areas: &[Area]) -> String {
    match board {
        Board::All => "Overall".into(),
        Board::Help(help) => help.title().into(),
        Board::Language(id) => markup::language(id).map_or_else(|| id.clone(), |language| language.name.to_owned()),
        Board::Subject(slug) => {
            let subject = areas.iter().flat_map(|area| &area.subjects).find(|subject| subject.slug == *slug);
            subject.map_or_else(|| slug.clone(), |subject| subject.name.clone())
        }
    }
}

/// `of the last 7 days`.
pub(super) fn over(period: Period) -> &'static str {
    match period {
        Period::Day => "of the last 24 hours",
        Period::Week => "of the last 7 days",
        Period::Month => "of the last 30 days",
        Period::Year => "of the last 365 days",
        Period::All => "of all time",
    }
}

/// `+6`, `−6`, `0`.
pub(super) fn signed(value: i64) -> String {
    match value {
        0 => "0".into(),
        1.. => format!("+{}", grouped(value)),
        _ => format!("−{}", grouped(-value)),
    }
}

/// `1,234`.
pub(super) fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let first = digits.len() % 3;
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && n % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0 { format!("−{text}") } else { text }
}

/// `language:rust` is Rust, `subject:linear-algebra` is Linear algebra.
pub(super) fn topic(topic: &str) -> String {
    match topic.split_once(':') {
        Some(("language", id)) => {
            markup::language(id).map_or_else(|| id.to_owned(), |language| language.name.to_owned())
        }
        Some((_, slug)) => capital(&slug.replace('-', " ")),
        None => topic.to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `9 Nov 2026`.
pub(super) fn date(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// `1 day`, `12 days`.
pub(super) fn counted(count: i64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(count)) }
}

/// `one person`, `1,240 people`
pub(crate) fn people(count: i64) -> String {
    if count == 1 { "one person".into() } else { format!("{} people", grouped(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        assert_eq!([signed(6), signed(-6), signed(0)], ["+6", "−6", "0"]);
        assert_eq!([grouped(999), grouped(1_000), grouped(-1_234_567)], ["999", "1,000", "−1,234,567"]);
        assert_eq!(topic("subject:linear-algebra"), "Linear algebra");
        assert_eq!(topic("language:rust"), "Rust");
        assert_eq!([counted(1, "day", "days"), counted(0, "day", "days")], ["1 day", "0 days"]);
    }
}
