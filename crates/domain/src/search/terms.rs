//! What filters ask for, as lexemes that stand in a tutor's document beside the words: whatever is asked is one text query,
//! answered by one kind of index. `entry.rs` writes the same lexemes.

use std::collections::BTreeSet;

use contract::tutors::Search;

/// Prices are told apart by these steps, in hundredths: a limit takes all steps below its own whole, and what is in its
/// own step is compared exactly.
pub(super) const PRICE_STEPS: [i64; 24] = [
    1, 500, 800, 1_000, 1_250, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_500, 8_000, 10_000, 15_000, 20_000, 30_000,
    50_000, 80_000, 150_000, 300_000, 1_000_000, 3_000_000, 10_000_000,
];

/// The step of a price, as a tutor's document has it.
pub(super) fn price_tag(minor: i64, currency: &str) -> String {
    format!("${currency}.{}", price_step(minor))
}

fn price_step(minor: i64) -> usize {
    PRICE_STEPS.partition_point(|from| *from <= minor)
}

/// What filters ask for: of each of these lists a tutor has at least one.
pub(super) fn tags(search: &Search, hours: &BTreeSet<i64>) -> Vec<Vec<String>> {
    let mut tags = Vec::new();
    tags.extend(taught(search).map(|tag| vec![tag]));
    tags.extend(search.language.as_ref().map(|code| vec![format!("~{code}")]));
    if let Some((minor, currency)) = search.price_limit() {
        tags.push((0..=price_step(minor)).map(|step| format!("${currency}.{step}")).collect());
    }
    tags.extend(search.min_rating.map(|tenths| (tenths..=50).map(|tenths| format!("*{tenths}")).collect()));
    if !hours.is_empty() {
        tags.push(hours.iter().map(|hour| format!("#{hour}")).collect());
    }
    tags
}

/// The filters and what the words say as a `tsquery`. Empty if nothing is asked.
pub(super) fn condition(words: &str, search: &Search, hours: &BTreeSet<i64>) -> String {
    let words = (!words.is_empty()).then(|| format!("({words})"));
    let filters = tags(search, hours).into_iter().map(any);
    words.into_iter().chain(filters).collect::<Vec<_>>().join(" & ")
}

/// A subject and a level must be one specialty.
pub(super) fn taught(search: &Search) -> Option<String> {
    match (&search.subject, search.level) {
        (Some(subject), Some(level)) => Some(format!("={subject}@{level}")),
        (Some(subject), None) => Some(format!("={subject}")),
        (None, Some(level)) => Some(format!("=@{level}")),
        (None, None) => None,
    }
}

fn any(lexemes: Vec<String>) -> String {
    let quoted: Vec<_> = lexemes.iter().map(|lexeme| quoted(lexeme)).collect();
    if let [one] = quoted.as_slice() { one.clone() } else { format!("({})", quoted.join(" | ")) }
}

/// As it stands in a query.
pub(super) fn quoted(lexeme: &str) -> String {
    format!("'{}'", lexeme.replace('\\', r"\\").replace('\'', "''"))
}

/// The lexemes of a query, each once, in the order in which they come.
pub(super) fn lexemes(query: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut letters = query.chars().peekable();
    while letters.by_ref().any(|letter| letter == '\'') {
        let mut lexeme = String::new();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => lexeme.extend(letters.next()),
                '\'' if letters.peek() == Some(&'\'') => lexeme.extend(letters.next()),
                '\'' => break,
                other => lexeme.push(other),
            }
        }
        if !found.contains(&lexeme) {
            found.push(lexeme);
        }
    }
    found
}

/// A query for any of these lexemes where they have this weight.
pub(super) fn any_with_weight(lexemes: &[String], weight: char) -> String {
    lexemes.iter().map(|lexeme| format!("{}:{weight}", quoted(lexeme))).collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_lexemes() {
        let search = Search::parse("subject=algebra&level=school&language=am&price=12.50&currency=EUR&rating=4.8");
        let steps = "('$EUR.0' | '$EUR.1' | '$EUR.2' | '$EUR.3' | '$EUR.4' | '$EUR.5')";
        let asked = condition("'a' & 'b'", &search, &[7, 8].into());
        let expected =
            format!("('a' & 'b') & '=algebra@school' & '~am' & {steps} & ('*48' | '*49' | '*50') & ('#7' | '#8')");
        assert_eq!(asked, expected);
        assert_eq!(condition("", &Search::default(), &BTreeSet::new()), "");
    }

    #[test]
    fn lexemes_are_read_as_they_are_written() {
        assert_eq!(lexemes("'a''b' & !( 'c' | 'a''b':A <-> 'd\\\\' )"), ["a'b", "c", "d\\"]);
        assert_eq!(quoted(r"it's\"), r"'it''s\\'");
    }
}
