//! Which lines stand beside each other when both texts are shown.

use crate::diff::Line;

/// One row with the old text on the left and the new one on the right, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    pub left: Option<u32>,
    pub right: Option<u32>,
}

/// The rows of a diff, or of a hunk, in order. Inside a change the removed lines stand beside the added ones from the
/// top; a line that was moved stands alone, because its like is elsewhere.
pub fn pairs(lines: &[Line]) -> Vec<Side> {
    let mut rows = Vec::with_capacity(lines.len());
    for block in lines.chunk_by(|a, b| a.is_same() == b.is_same()) {
        if block.first().is_some_and(|line| line.is_same()) {
            rows.extend(block.iter().map(|line| Side { left: line.in_old(), right: line.in_new() }));
        } else {
            change(block, &mut rows);
        }
    }
    rows
}

fn change(block: &[Line], rows: &mut Vec<Side>) {
    let mut left = block.iter().filter(|line| line.in_old().is_some()).peekable();
    let mut right = block.iter().filter(|line| line.in_new().is_some()).peekable();
    loop {
        let row = match (left.peek(), right.peek()) {
            (None, None) => return,
            (Some(Line::Removed { moved_to: Some(_), .. }), _) => (left.next(), None),
            (_, Some(Line::Added { moved_from: Some(_), .. })) => (None, right.next()),
            _ => (left.next(), right.next()),
        };
        rows.push(Side { left: row.0.and_then(|line| line.in_old()), right: row.1.and_then(|line| line.in_new()) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff;

    fn rows(old: &str, new: &str) -> Vec<(u32, u32)> {
        let sides = pairs(&diff(old, new).lines).into_iter();
        sides.map(|side| (side.left.unwrap_or(0), side.right.unwrap_or(0))).collect()
    }

    #[test]
    fn what_replaces_stands_beside_what_it_replaces() {
        assert_eq!(rows("a\nb\nc\nd", "a\nB\nd"), [(1, 1), (2, 2), (3, 0), (4, 3)]);
        assert_eq!(rows("a\nb\nd", "a\nB\nC\nd"), [(1, 1), (2, 2), (0, 3), (3, 4)]);
        assert_eq!(rows("", "a\nb"), [(0, 1), (0, 2)]);
        assert_eq!(rows("", ""), []);
    }

    #[test]
    fn what_was_moved_stands_alone() {
        let old = "x\ny\nz\n1\n2\n3\n4";
        let new = "Z\n1\n2\n3\n4\nx\ny";
        assert_eq!(rows(old, new), [(1, 0), (2, 0), (3, 1), (4, 2), (5, 3), (6, 4), (7, 5), (0, 6), (0, 7)]);
    }
}
