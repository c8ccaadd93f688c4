//! What changed inside a line that replaces another.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffOp, DiffableStr, capture_diff_slices_deadline};

/// A line of more bytes is not read word by word.
const LONGEST: usize = 2_000;

/// After so long the rest of a line is compared less closely.
const AT_MOST: Duration = Duration::from_millis(5);

/// Part of a line, in bytes from its beginning: `from` is inside, `to` is not. Both lie between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: usize,
    pub to: usize,
}

/// What to emphasise in the old line and in the new one, in order and without overlap. Both are empty when the lines are
/// equal, when they share less than a third, because all of it would be emphasised, and when one is longer than 2,000
/// bytes.
pub fn words(old: &str, new: &str) -> (Vec<Span>, Vec<Span>) {
    if old == new || old.len() > LONGEST || new.len() > LONGEST {
        return (Vec::new(), Vec::new());
    }
    let (left, right) = (tokens(old), tokens(new));
    let deadline = Instant::now().checked_add(AT_MOST);
    let ops = capture_diff_slices_deadline(Algorithm::Histogram, &left, &right, deadline);
    let (mut left_changed, mut right_changed) = (vec![true; left.len()], vec![true; right.len()]);
    for op in ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. })) {
        left_changed[op.old_range()].fill(false);
        right_changed[op.new_range()].fill(false);
    }
    if !share_enough((&left, &left_changed), &right) {
        return (Vec::new(), Vec::new());
    }
    (spans(&left, left_changed), spans(&right, right_changed))
}

/// Words as Unicode has them, except that `a.b` is three and `a_b` is one, as in code.
fn tokens(line: &str) -> Vec<&str> {
    line.tokenize_unicode_words().into_iter().flat_map(split_at_marks).collect()
}

fn split_at_marks(word: &str) -> Vec<&str> {
    let is_mark = |c: char| c.is_ascii_punctuation() && c != '_';
    if !word.contains(is_mark) {
        return vec![word];
    }
    let mut parts = Vec::new();
    for piece in word.split_inclusive(is_mark) {
        let mark = piece.char_indices().next_back().filter(|(_, c)| is_mark(*c)).map_or(piece.len(), |(at, _)| at);
        parts.extend([&piece[..mark], &piece[mark..]].into_iter().filter(|part| !part.is_empty()));
    }
    parts
}

/// Whether a third of what one sees is the same; spaces are not seen.
fn share_enough((left, changed): (&[&str], &[bool]), right: &[&str]) -> bool {
    let seen = |token: &str| token.chars().filter(|c| !c.is_whitespace()).count();
    let same: usize = left.iter().zip(changed).filter(|(_, changed)| !**changed).map(|(token, _)| seen(token)).sum();
    let all: usize = left.iter().chain(right).map(|token| seen(token)).sum();
    3 * 2 * same >= all
}

fn spans(tokens: &[&str], mut changed: Vec<bool>) -> Vec<Span> {
    bridge(tokens, &mut changed);
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    for (token, changed) in tokens.iter().zip(changed) {
        let (from, to) = (at, at + token.len());
        at = to;
        match spans.last_mut() {
            _ if !changed => {}
            Some(last) if last.to == from => last.to = to,
            _ => spans.push(Span { from, to }),
        }
    }
    spans
}

/// Spaces between two words that changed are part of the change.
fn bridge(tokens: &[&str], changed: &mut [bool]) {
    let mut last = None;
    for at in 0..tokens.len() {
        if !changed[at] {
            if !tokens[at].trim().is_empty() {
                last = None;
            }
            continue;
        }
        if let Some(last) = last {
            changed[last..at].fill(true);
        }
        last = Some(at);
    }
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
