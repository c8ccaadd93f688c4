//! The changed words of lines that replace each other, as far as there is time for them: a pair of lines may take
//! milliseconds, and a page may have tens of thousands. Lines beyond the budget are shown as changed as a whole.

use std::collections::HashMap;

use changes::{Line, Lines, Span};

/// What finding changed words may cost. The work for a pair grows with the product of its lengths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    pairs: usize,
    /// Bytes of one line by bytes of the other.
    area: usize,
}

impl Budget {
    /// For one file: 25 pairs of the longest lines that are looked at, or a thousand of ordinary ones.
    pub const FILE: Self = Self { pairs: 1_000, area: 100_000_000 };
    /// For all files of a page.
    pub const PAGE: Self = Self { pairs: 4_000, area: 400_000_000 };

    /// Takes the cost of a pair out of the budget, if that much is left.
    fn takes(&mut self, area: usize) -> bool {
        match (self.pairs.checked_sub(1), self.area.checked_sub(area)) {
            (Some(pairs), Some(area)) => {
                *self = Self { pairs, area };
                true
            }
            _ => false,
        }
    }
}

type Marks = HashMap<u32, Vec<Span>>;

/// By the line's number on its side.
#[derive(Default)]
pub(super) struct Words {
    pub old: Marks,
    pub new: Marks,
    /// Other files of the page had used up its budget.
    pub cut_short: bool,
}

/// The changed words of a file, from its beginning on until its budget or that of its page is used up.
pub(super) fn words(lines: &[Line], old: &str, new: &str, page: &mut Budget) -> Words {
    let (old, new) = (Lines::of(old), Lines::of(new));
    let mut file = Budget::FILE;
    let mut found = Words::default();
    for side in changes::pairs(lines) {
        let (Some(from), Some(to)) = (side.left, side.right) else { continue };
        let (Some(before), Some(after)) = (old.get(from), new.get(to)) else { continue };
        if before == after {
            continue;
        }
        let area = before.len().saturating_mul(after.len());
        if !file.takes(area) {
            break;
        }
        if !page.takes(area) {
            found.cut_short = true;
            break;
        }
        let (went, came) = changes::words(before, after);
        if !went.is_empty() {
            found.old.insert(from, went);
        }
        if !came.is_empty() {
            found.new.insert(to, came);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many lines of which one word each is another.
    fn texts(lines: usize, long: &str) -> (String, String) {
        let line = |word: &str, n: usize| format!("let {word}_{n} = {n} + {n}{long};\n");
        let text = |word: &str| (0..lines).map(|n| line(word, n)).collect::<Vec<_>>().concat();
        (text("old"), text("new"))
    }

    fn marked(lines: usize, long: &str, page: &mut Budget) -> (usize, bool) {
        let (old, new) = texts(lines, long);
        let found = words(&changes::diff(&old, &new).lines, &old, &new, page);
        assert_eq!(found.old.len(), found.new.len());
        (found.new.len(), found.cut_short)
    }

    #[test]
    fn ordinary_files_are_marked_whole() {
        assert_eq!(marked(900, "", &mut { Budget::PAGE }), (900, false));
    }

    #[test]
    fn a_file_with_more_changed_lines_is_marked_at_its_beginning() {
        assert_eq!(marked(1_500, "", &mut { Budget::PAGE }), (1_000, false));
    }

    #[test]
    fn long_lines_use_it_up_sooner() {
        let (found, cut_short) = marked(100, &" + 1".repeat(400), &mut { Budget::PAGE });
        assert!((25..60).contains(&found) && !cut_short, "{found}");
    }

    #[test]
    fn files_share_what_their_page_has() {
        let mut page = Budget { pairs: 250, ..Budget::PAGE };
        let files = [100, 100, 100, 100].map(|lines| marked(lines, "", &mut page));
        assert_eq!(files, [(100, false), (100, false), (50, true), (0, true)]);
    }

    #[test]
    fn what_did_not_change_costs_nothing() {
        let mut page = Budget { pairs: 1, area: 1_000 };
        let same = "same\n".repeat(5_000);
        let (old, new) = (format!("{same}let a = 1;\n"), format!("{same}let b = 1;\n"));
        let found = words(&changes::diff(&old, &new).lines, &old, &new, &mut page);
        assert_eq!((found.new.len(), found.cut_short), (1, false));
    }
}
