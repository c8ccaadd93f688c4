//! A diff in pieces that one reads at once, each known again by what it changes.

use std::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use crate::{
    diff::{Diff, Line},
    lines::{Lines, Range},
};

/// Changes that are close together, with the lines around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    pub lines: Vec<Line>,
    /// What of the old text is shown.
    pub old: Option<Range>,
    /// What of the new text is shown.
    pub new: Option<Range>,
    pub fingerprint: Fingerprint,
}

/// Sixteen bytes that are the same for the same change, wherever it stands and in whichever iteration: the first half of
/// a SHA-256 over the changed lines with their signs. Two hunks of a file have the same if they change the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 16]);

/// All changes in order, each once; those with at most twice `context` lines between them are one hunk. `old` and `new`
/// are the texts that were compared.
pub fn hunks(diff: &Diff, old: &str, new: &str, context: u32) -> Vec<Hunk> {
    let (old, new) = (Lines::of(old), Lines::of(new));
    let context = usize::try_from(context).unwrap_or(usize::MAX);
    let pieces = pieces(&diff.lines, context).into_iter();
    pieces.map(|(from, to)| hunk(&diff.lines[from..to], &old, &new)).collect()
}

/// Where each hunk begins and ends among `lines`.
fn pieces(lines: &[Line], context: usize) -> Vec<(usize, usize)> {
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| !line.is_same()) {
        let (from, to) = (at.saturating_sub(context), at.saturating_add(context).saturating_add(1).min(lines.len()));
        match pieces.last_mut() {
            Some((_, end)) if from <= *end => *end = to,
            _ => pieces.push((from, to)),
        }
    }
    pieces
}

fn hunk(lines: &[Line], old: &Lines, new: &Lines) -> Hunk {
    Hunk {
        lines: lines.to_vec(),
        old: span(lines.iter().filter_map(|line| line.in_old())),
        new: span(lines.iter().filter_map(|line| line.in_new())),
        fingerprint: fingerprint(lines, old, new),
    }
}

fn span(mut numbers: impl Iterator<Item = u32>) -> Option<Range> {
    let from = numbers.next()?;
    Some(Range { from, to: numbers.last().unwrap_or(from) })
}

fn fingerprint(lines: &[Line], old: &Lines, new: &Lines) -> Fingerprint {
    let mut hash = Sha256::new();
    for line in lines {
        let (sign, text) = match *line {
            Line::Same { .. } => continue,
            Line::Removed { old: n, .. } => (b'-', old.get(n)),
            Line::Added { new: n, .. } => (b'+', new.get(n)),
        };
        hash.update([sign]);
        hash.update(text.unwrap_or_default());
        // No line holds one, so that two lines are never taken for one.
        hash.update(b"\n");
    }
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize()[..16]);
    Fingerprint(half)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// It was not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 32 hexadecimal digits")]
pub struct NotAFingerprint;

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, NotAFingerprint> {
        if text.len() != 32 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NotAFingerprint);
        }
        u128::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| NotAFingerprint)
    }
}

#[cfg(test)]
#[path = "hunks_tests.rs"]
mod tests;
