//! Where lines go from one iteration to the next.

use std::{collections::HashMap, sync::Arc};

use changes::{Diff, Followed, Range, diff, follow};

use super::texts::Texts;

/// Iterations through which lines are followed; what is older is shown where it was written.
pub(super) const STEPS_MAX: u32 = 30;

/// Follows lines through texts. Two texts are compared once, however many ranges are followed through them.
pub(super) struct Following<'a> {
    texts: &'a Texts,
    diffs: HashMap<(&'a str, u32, u32), Diff>,
}

/// The last iteration in which the lines are there as they were, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Last {
    pub iteration: u32,
    pub range: Range,
}

impl<'a> Following<'a> {
    pub fn through(texts: &'a Texts) -> Self {
        Self { texts, diffs: HashMap::new() }
    }

    /// Step by step, not from the first to the last at once: among lines that are alike, only the small steps say which is
    /// which. Where a later text is the very one in which they were last seen, as after something was undone, they are where
    /// they were.
    pub fn follow(&mut self, path: &'a str, from: u32, range: Range, to: u32) -> Last {
        let mut last = Last { iteration: from, range };
        while last.iteration < to && to - from <= STEPS_MAX {
            let step = self.step(path, last).map(|range| Last { iteration: last.iteration + 1, range });
            let Some(next) = step.or_else(|| self.back_again(path, last, to)) else { break };
            last = next;
        }
        last
    }

    fn step(&mut self, path: &'a str, Last { iteration, range }: Last) -> Option<Range> {
        let (old, new) = (self.texts.get(iteration, path)?, self.texts.get(iteration + 1, path)?);
        if Arc::ptr_eq(old, new) {
            return Some(range);
        }
        let diff = self.diffs.entry((path, iteration, iteration + 1)).or_insert_with(|| diff(old, new));
        match follow(diff, range) {
            Followed::At(range) => Some(range),
            Followed::Outdated => None,
        }
    }

    fn back_again(&self, path: &str, last: Last, to: u32) -> Option<Last> {
        let text = self.texts.get(last.iteration, path)?;
        let is_same = |iteration: &u32| self.texts.get(*iteration, path).is_some_and(|other| Arc::ptr_eq(text, other));
        Some(Last { iteration: (last.iteration + 1..=to).find(is_same)?, ..last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANGE: Range = Range { from: 2, to: 2 };

    #[test]
    fn lines_are_found_where_they_went() {
        let texts =
            Texts::of(&[(1, "a", "1\n2\n3\n"), (2, "a", "0\n1\n2\n3\n"), (3, "a", "0\n1\n2\n3\n"), (4, "a", "2\n3\n")]);
        let mut following = Following::through(&texts);
        let last = |iteration, line| Last { iteration, range: Range { from: line, to: line } };
        assert_eq!(following.follow("a", 1, RANGE, 1), last(1, 2));
        assert_eq!(following.follow("a", 1, RANGE, 3), last(3, 3));
        assert_eq!(following.follow("a", 1, RANGE, 4), last(4, 1));
        assert_eq!(following.diffs.len(), 2);
    }

    #[test]
    fn what_changed_or_went_was_last_seen_before() {
        let texts = Texts::of(&[(1, "a", "1\n2\n"), (2, "a", "0\n1\n2\n"), (3, "a", "0\n1\n9\n"), (4, "b", "1\n2\n")]);
        let mut following = Following::through(&texts);
        assert_eq!(following.follow("a", 1, RANGE, 4), Last { iteration: 2, range: Range { from: 3, to: 3 } });
        assert_eq!(following.follow("a", 3, RANGE, 4), Last { iteration: 3, range: RANGE });
    }

    #[test]
    fn what_was_undone_is_where_it_was() {
        let texts =
            Texts::of(&[(1, "a", "1\n2\n3\n"), (2, "a", "1\n9\n3\n"), (3, "a", "1\n2\n3\n"), (4, "a", "1\n2\n")]);
        let mut following = Following::through(&texts);
        assert_eq!(following.follow("a", 1, RANGE, 2), Last { iteration: 1, range: RANGE });
        assert_eq!(following.follow("a", 1, RANGE, 4), Last { iteration: 4, range: RANGE });
    }

    #[test]
    fn nothing_is_followed_for_ever() {
        let files: Vec<_> = (1..=40).map(|iteration| (iteration, "a", "1\n2\n")).collect();
        let texts = Texts::of(&files);
        let mut following = Following::through(&texts);
        assert_eq!(following.follow("a", 10, RANGE, 40).iteration, 40);
        assert_eq!(following.follow("a", 9, RANGE, 40).iteration, 9);
    }
}
