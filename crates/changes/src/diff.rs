//! What changed between two texts, line by line.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use similar::DiffOp;

use crate::{
    align::align,
    lines::{Lines, number, number_at},
    moved, slide,
};

/// After so long the rest is compared less closely.
const AT_MOST: Duration = Duration::from_millis(50);

/// What became of one line, with its number in the old and in the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The same content in both.
    Same { old: u32, new: u32 },
    /// Only in the old text; `moved_to` is where exactly it stands in the new one, if it is there beyond doubt.
    Removed { old: u32, moved_to: Option<u32> },
    /// Only in the new text.
    Added { new: u32, moved_from: Option<u32> },
}

impl Line {
    /// Its number in the old text.
    pub fn in_old(self) -> Option<u32> {
        match self {
            Self::Same { old, .. } | Self::Removed { old, .. } => Some(old),
            Self::Added { .. } => None,
        }
    }

    /// Its number in the new text.
    pub fn in_new(self) -> Option<u32> {
        match self {
            Self::Same { new, .. } | Self::Added { new, .. } => Some(new),
            Self::Removed { .. } => None,
        }
    }

    pub fn is_same(self) -> bool {
        matches!(self, Self::Same { .. })
    }
}

/// Each line of both texts once, each text in its order; what replaces other lines comes after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    pub lines: Vec<Line>,
    /// Time ran out: all that is said here is true, but more may be the same than it says.
    pub coarse: bool,
}

/// What changed from `old` to `new`. Whether the last line ends with a newline is no change; a `\r` is one.
pub fn diff(old: &str, new: &str) -> Diff {
    until(old, new, Instant::now().checked_add(AT_MOST))
}

/// The same without an eye on the clock, or with one that has struck already.
pub(crate) fn until(old: &str, new: &str, deadline: Option<Instant>) -> Diff {
    let (old, new) = (Lines::of(old), Lines::of(new));
    let (old_ids, new_ids) = identify(&old, &new);
    let mut ops = align(&old_ids, &new_ids, deadline);
    let coarse = deadline.is_some_and(|end| Instant::now() > end);
    slide::settle(&mut ops, &old, &new);
    let mut lines: Vec<Line> = ops.into_iter().flat_map(lines_of).collect();
    moved::mark(&mut lines, &old_ids, &new_ids, &old);
    Diff { lines, coarse }
}

/// The same number for the same content.
fn identify<'a>(old: &Lines<'a>, new: &Lines<'a>) -> (Vec<u32>, Vec<u32>) {
    let mut seen = HashMap::new();
    let mut id = |line| {
        let next = number(seen.len());
        *seen.entry(line).or_insert(next)
    };
    let old = old.as_slice().iter().map(|line| id(*line)).collect();
    (old, new.as_slice().iter().map(|line| id(*line)).collect())
}

fn lines_of(op: DiffOp) -> Vec<Line> {
    if let DiffOp::Equal { old_index, new_index, len } = op {
        let same = |n| Line::Same { old: number_at(old_index + n), new: number_at(new_index + n) };
        return (0..len).map(same).collect();
    }
    let removed = op.old_range().map(|index| Line::Removed { old: number_at(index), moved_to: None });
    let added = op.new_range().map(|index| Line::Added { new: number_at(index), moved_from: None });
    removed.chain(added).collect()
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
