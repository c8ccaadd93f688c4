//! How boards and points are said.

use contract::ranking::{Board, Period};
use domain::tutors::Area;

/// The name of a board; subjects have theirs in `areas`.
pub fn board(board: &Board, areas: &[Area]) -> String {
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
pub fn over(period: Period) -> &'static str {
    match period {
        Period::Day => "of the last 24 hours",
        Period::Week => "of the last 7 days",
        Period::Month => "of the last 30 days",
        Period::Year => "of the last 365 days",
        Period::All => "of all time",
    }
}

/// `1,240`
pub fn number(of: i64) -> String {
    let digits = of.unsigned_abs().to_string();
    let mut text = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if of < 0 { format!("−{text}") } else { text }
}

/// `one person`, `1,240 people`
pub fn people(count: i64) -> String {
    if count == 1 { "one person".into() } else { format!("{} people", number(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_threes() {
        let said = [0, 7, 999, 1_000, 12_345, 1_234_567, -1_000].map(number);
        assert_eq!(said, ["0", "7", "999", "1,000", "12,345", "1,234,567", "−1,000"]);
    }
}
