//! Where a range of lines went. Never to a wrong place: whoever is told a place finds there, line by line, the content
//! that the range had.

use crate::{
    diff::{Diff, Line},
    lines::Range,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// Every line is there unchanged, in order, with nothing between them.
    At(Range),
    /// Something in it changed, or it cannot be said where it went.
    Outdated,
}

/// Where the old text's `range` is in the new text. A range that the old text does not have is outdated.
pub fn follow(diff: &Diff, range: Range) -> Followed {
    let mut found: Option<Range> = None;
    for new in diff.lines.iter().filter(|line| line.in_old().is_some_and(|old| range.contains(old))).map(now) {
        found = match (new, found) {
            (Some(new), None) => Some(Range { from: new, to: new }),
            (Some(new), Some(Range { from, to })) if new == to + 1 => Some(Range { from, to: new }),
            _ => return Followed::Outdated,
        };
    }
    match found {
        Some(found) if range.from > 0 && found.count() == range.count() => Followed::At(found),
        _ => Followed::Outdated,
    }
}

/// The same through several iterations, of which each diff begins with the text that the one before ends with.
pub fn follow_through<'a>(diffs: impl IntoIterator<Item = &'a Diff>, range: Range) -> Followed {
    let mut at = Followed::At(range);
    for diff in diffs {
        let Followed::At(range) = at else { break };
        at = follow(diff, range);
    }
    at
}

fn now(line: &Line) -> Option<u32> {
    match *line {
        Line::Same { new, .. } => Some(new),
        Line::Removed { moved_to, .. } => moved_to,
        Line::Added { .. } => None,
    }
}

#[cfg(test)]
#[path = "follow_tests.rs"]
mod tests;
