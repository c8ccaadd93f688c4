//! Lines that were added between equal ones can be shown at several places: after `a b`, adding `x b` is also adding
//! `b x`. This chooses the place where a person would have typed: between paragraphs, or else where the indentation is
//! least. The texts are the same either way.

use std::ops::Range;

use similar::DiffOp;

use crate::lines::{Lines, is_blank};

/// Further than so many lines nobody looks for a better place.
const FURTHEST: usize = 100;

/// What a tab is worth in spaces.
const TAB: usize = 4;

/// Moves each addition and each removal to its best place, and of equally good ones to the lowest.
pub(crate) fn settle(ops: &mut Vec<DiffOp>, old: &Lines, new: &Lines) {
    let is_equal = |op: Option<&DiffOp>| matches!(op, Some(DiffOp::Equal { .. }));
    if !is_equal(ops.first()) {
        ops.insert(0, DiffOp::Equal { old_index: 0, new_index: 0, len: 0 });
    }
    if !is_equal(ops.last()) {
        let (old_index, new_index) = (old.as_slice().len(), new.as_slice().len());
        ops.push(DiffOp::Equal { old_index, new_index, len: 0 });
    }
    for at in 1..ops.len() - 1 {
        let (text, range) = match ops[at] {
            DiffOp::Insert { .. } => (new.as_slice(), ops[at].new_range()),
            DiffOp::Delete { .. } => (old.as_slice(), ops[at].old_range()),
            DiffOp::Equal { .. } | DiffOp::Replace { .. } => continue,
        };
        let start = best(text, range.clone(), room(ops, at - 1), room(ops, at + 1));
        shift(ops, at, range.start, start);
    }
}

/// How far one may go into the equal lines at `at`. Those between two changes keep one, so that the changes stay two.
fn room(ops: &[DiffOp], at: usize) -> usize {
    let DiffOp::Equal { len, .. } = ops[at] else { return 0 };
    let is_between = at > 0 && at + 1 < ops.len();
    len.saturating_sub(usize::from(is_between)).min(FURTHEST)
}

/// Where the lines of `range` best begin, at most so far `above` or `below`.
fn best(text: &[&str], range: Range<usize>, above: usize, below: usize) -> usize {
    let Range { start, end } = range;
    let up = (1..=above).take_while(|n| text[start - n] == text[end - n]).count();
    let down = (0..below).take_while(|n| text[start + n] == text[end + n]).count();
    let cost = |from: &usize| border(text, *from) + border(text, from + end - start);
    (start - up..=start + down).rev().min_by_key(cost).unwrap_or(start)
}

/// How odd it looks when something begins or ends above the line at `index`.
fn border(text: &[&str], index: usize) -> usize {
    if index == 0 || index >= text.len() || is_blank(text[index - 1]) {
        return 0;
    }
    if is_blank(text[index]) { 1 } else { 2 + indent(text[index]) }
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { TAB } else { 1 }).sum()
}

/// What the change leaves above it is taken from the equal lines below, and the other way round.
fn shift(ops: &mut [DiffOp], at: usize, from: usize, to: usize) {
    let [
        DiffOp::Equal { len: above, .. },
        DiffOp::Insert { old_index, new_index, .. } | DiffOp::Delete { old_index, new_index, .. },
        DiffOp::Equal { old_index: old_below, new_index: new_below, len: below },
    ] = &mut ops[at - 1..=at + 1]
    else {
        return;
    };
    for number in [above, old_index, new_index, old_below, new_below] {
        *number = *number + to - from;
    }
    *below = *below + from - to;
}

#[cfg(test)]
mod tests {
    use crate::{Line, Range, diff};

    fn added(old: &str, new: &str) -> Option<Range> {
        let added = diff(old, new).lines.into_iter().filter(|line| matches!(line, Line::Added { .. }));
        let added: Vec<u32> = added.filter_map(Line::in_new).collect();
        Range::new(*added.first()?, *added.last()?)
    }

    #[test]
    fn a_function_comes_with_its_own_comment() {
        let old = "/// Does it.\nfn c() {}\n";
        let new = "/// Does it.\nfn b() {}\n\n/// Does it.\nfn c() {}\n";
        assert_eq!(added(old, new), Range::new(1, 3));
    }

    #[test]
    fn a_function_comes_with_its_own_brace() {
        let old = "fn a() {\n  x\n}\n\nfn c() {\n  x\n}\n";
        let new = "fn a() {\n  x\n}\n\nfn b() {\n  x\n}\n\nfn c() {\n  x\n}\n";
        assert_eq!(added(old, new), Range::new(5, 8));
    }

    #[test]
    fn a_branch_without_blank_lines_begins_with_its_condition() {
        let old = "for x {\n  if a {\n    return\n  }\n}\n";
        let new = "for x {\n  if a {\n    return\n  }\n  if b {\n    return\n  }\n}\n";
        assert_eq!(added(old, new), Range::new(5, 7));
    }

    #[test]
    fn what_is_added_at_the_end_begins_after_the_end() {
        let old = "a {\n}\n";
        let new = "a {\n}\n\nb {\n}\n";
        assert_eq!(added(old, new), Range::new(3, 5));
    }
}
