//! Which removed lines stand elsewhere now. A block counts as moved only beyond doubt: around a line whose content was
//! removed once and added once, as far as its neighbours went with it, and only if it is worth saying.

use crate::{
    diff::Line,
    lines::{Lines, index, is_blank, number_at},
};

/// One line alone is worth saying from so many characters that are not spaces.
const LONG: usize = 20;

/// Where the other half of a line may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    /// Nowhere: the line is the same, or nothing was found yet.
    None,
    One(usize),
    /// Two blocks say that it is theirs.
    Doubtful,
}

impl Other {
    fn claim(&mut self, other: usize) {
        *self = match *self {
            Self::None => Self::One(other),
            Self::One(known) if known == other => Self::One(known),
            Self::One(_) | Self::Doubtful => Self::Doubtful,
        };
    }
}

/// One side of the comparison, each line by its index.
struct Half<'a> {
    ids: &'a [u32],
    changed: Vec<bool>,
    other: Vec<Other>,
}

impl<'a> Half<'a> {
    fn new(ids: &'a [u32], changed: impl Iterator<Item = u32>) -> Self {
        let mut half = Self { ids, changed: vec![false; ids.len()], other: vec![Other::None; ids.len()] };
        changed.filter_map(index).for_each(|index| half.changed[index] = true);
        half
    }

    /// For each content where it changed, if that was once.
    fn once(&self) -> Vec<Other> {
        let mut places = vec![Other::None; self.ids.iter().max().map_or(0, |most| *most as usize + 1)];
        for (index, id) in self.ids.iter().enumerate().filter(|(index, _)| self.changed[*index]) {
            places[*id as usize].claim(index);
        }
        places
    }
}

/// Fills in `moved_to` and `moved_from`. `old_ids` and `new_ids` have the same number for the same content.
pub(crate) fn mark(lines: &mut [Line], old_ids: &[u32], new_ids: &[u32], text: &Lines) {
    let mut old = Half::new(old_ids, lines.iter().filter(|line| !line.is_same()).filter_map(|line| line.in_old()));
    let mut new = Half::new(new_ids, lines.iter().filter(|line| !line.is_same()).filter_map(|line| line.in_new()));
    let mut anchors: Vec<_> = old.once().into_iter().zip(new.once()).filter_map(both).collect();
    anchors.sort_unstable();
    for &(from, to) in &anchors {
        if old.other[from] == Other::None {
            claim_block(&mut old, &mut new, from, to);
        }
    }
    let mut sure = vec![None; old_ids.len()];
    let mut end = 0;
    for &(from, to) in &anchors {
        // A block is looked at once, however many anchors it has.
        if from >= end {
            end = settle_block(&old, &new, from, to, text, &mut sure);
        }
    }
    write(lines, &sure, new_ids.len());
}

fn both(places: (Other, Other)) -> Option<(usize, usize)> {
    match places {
        (Other::One(from), Other::One(to)) => Some((from, to)),
        _ => None,
    }
}

/// Claims the line at `from` and its neighbours for as long as they are equal to those at `to`. A line is claimed at
/// most twice, from above and from below, because no block reaches past the anchor of another.
fn claim_block(old: &mut Half, new: &mut Half, from: usize, to: usize) {
    let (above, below) = around(from, to, old.ids.len(), new.ids.len(), |a, b| {
        old.changed[a] && new.changed[b] && old.ids[a] == new.ids[b]
    });
    for (a, b) in (from - above..=from + below).zip(to - above..=to + below) {
        old.other[a].claim(b);
        new.other[b].claim(a);
    }
}

/// Keeps what nobody else claimed, if it is worth it. Returns where the block ends in the old text.
fn settle_block(old: &Half, new: &Half, from: usize, to: usize, text: &Lines, sure: &mut [Option<usize>]) -> usize {
    let (above, below) = around(from, to, old.ids.len(), new.ids.len(), |a, b| {
        old.other[a] == Other::One(b) && new.other[b] == Other::One(a)
    });
    let block = from - above..=from + below;
    if is_worth_saying(&text.as_slice()[block.clone()]) {
        block.zip(to - above..=to + below).for_each(|(a, b)| sure[a] = Some(b));
    }
    from + below + 1
}

/// How many lines above and below the pair `from` and `to` hold together.
fn around(from: usize, to: usize, old: usize, new: usize, together: impl Fn(usize, usize) -> bool) -> (usize, usize) {
    let above = (1..=from.min(to)).take_while(|n| together(from - n, to - n)).count();
    let below = (1..(old - from).min(new - to)).take_while(|n| together(from + n, to + n)).count();
    (above, below)
}

fn is_worth_saying(block: &[&str]) -> bool {
    block.windows(2).any(|two| !two.iter().any(|line| is_blank(line)))
        || block.iter().any(|line| line.chars().filter(|c| !c.is_whitespace()).count() >= LONG)
}

fn write(lines: &mut [Line], sure: &[Option<usize>], new: usize) {
    let mut back = vec![None; new];
    for (from, to) in sure.iter().enumerate().filter_map(|(from, to)| Some((from, (*to)?))) {
        back[to] = Some(number_at(from));
    }
    for line in lines {
        match line {
            Line::Same { .. } => {}
            Line::Removed { old, moved_to } => *moved_to = index(*old).and_then(|at| sure[at]).map(number_at),
            Line::Added { new, moved_from } => *moved_from = index(*new).and_then(|at| back[at]),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Line, diff};

    /// Old and new number of each moved line, seen from both sides.
    fn moved(old: &[&str], new: &[&str]) -> Vec<(u32, u32)> {
        let diff = diff(&old.join("\n"), &new.join("\n"));
        let there = diff.lines.iter().filter_map(|line| match *line {
            Line::Removed { old, moved_to } => Some((old, moved_to?)),
            _ => None,
        });
        let mut back: Vec<_> = diff
            .lines
            .iter()
            .filter_map(|line| match *line {
                Line::Added { new, moved_from } => Some((moved_from?, new)),
                _ => None,
            })
            .collect();
        back.sort_unstable();
        let there: Vec<_> = there.collect();
        assert_eq!(there, back);
        there
    }

    const LONG: &str = "let answer = compute_it(everything);";

    #[test]
    fn two_lines_that_went_elsewhere_are_moved() {
        assert_eq!(moved(&["x", "y", "1", "2", "3"], &["1", "2", "3", "x", "y"]), [(1, 4), (2, 5)]);
    }

    #[test]
    fn one_line_is_moved_if_it_is_long() {
        assert_eq!(moved(&[LONG, "1", "2"], &["1", "2", LONG]), [(1, 3)]);
        assert_eq!(moved(&["short", "1", "2"], &["1", "2", "short"]), []);
    }

    #[test]
    fn what_is_there_twice_is_not_moved() {
        assert_eq!(moved(&[LONG, "1", "2", "3"], &["1", LONG, "2", LONG, "3"]), []);
        assert_eq!(moved(&[LONG, "1", LONG, "2", "3"], &["1", "2", "3", LONG]), []);
    }

    #[test]
    fn a_block_takes_its_plain_lines_with_it() {
        let (old, new) = (["if a {", "", "}", "1", "2", "3", "4", "}"], ["1", "2", "3", "4", "}", "if a {", "", "}"]);
        assert_eq!(moved(&old, &new), []);
        let (old, new) = (["if a {", "x", "}", "1", "2", "3", "4"], ["1", "2", "3", "4", "if a {", "x", "}"]);
        assert_eq!(moved(&old, &new), [(1, 5), (2, 6), (3, 7)]);
    }

    #[test]
    fn a_line_between_two_blocks_that_parted_is_neithers() {
        let old = ["a", "b", "}", "c", "d", "1", "2", "3", "4", "5", "6", "7"];
        let new = ["1", "2", "3", "4", "5", "6", "7", "a", "b", "}", "x", "}", "c", "d"];
        assert_eq!(moved(&old, &new), [(1, 8), (2, 9), (4, 13), (5, 14)]);
        let there = [(1, 8), (2, 9), (6, 11), (7, 12)];
        let old = ["a", "b", "}", "x", "}", "c", "d", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let new = ["1", "2", "3", "4", "5", "6", "7", "a", "b", "}", "c", "d", "8", "9"];
        assert_eq!(moved(&old, &new), there);
    }
}
