//! Lines are followed to where they are, never to where they are not: against lines that know who they are.

use proptest::{prelude::*, sample::Index};

use super::*;
use crate::{
    diff::until,
    lines::{Lines, number},
    oracle::{Content, History, history, ids},
};

fn at(old: &str, new: &str, from: u32, to: u32) -> Option<(u32, u32)> {
    match follow(&crate::diff(old, new), Range { from, to }) {
        Followed::At(Range { from, to }) => Some((from, to)),
        Followed::Outdated => None,
    }
}

#[test]
fn lines_are_followed_past_what_changed_above() {
    assert_eq!(at("1\n2\n3\n", "0\n1\n2\n3\n", 2, 3), Some((3, 4)));
    assert_eq!(at("1\n2\n3\n", "2\n3\n", 2, 3), Some((1, 2)));
}

#[test]
fn what_changed_inside_is_outdated() {
    let old = "1\n2\n3\n4\n";
    assert_eq!(at(old, "1\n2\nX\n4\n", 2, 3), None);
    assert_eq!(at(old, "1\n2\nX\n3\n4\n", 2, 3), None);
    assert_eq!(at(old, "1\n3\n4\n", 1, 3), None);
}

#[test]
fn a_block_is_followed_where_it_was_moved() {
    let (old, new) = ("a\nb\nc\n1\n2\n3\n4\n", "1\n2\n3\n4\na\nb\nc\n");
    assert_eq!(at(old, new, 1, 3), Some((5, 7)));
    assert_eq!(at(old, new, 2, 2), Some((6, 6)));
    // It was torn apart.
    assert_eq!(at(old, new, 3, 4), None);
}

#[test]
fn a_range_that_is_not_there_is_outdated() {
    for (from, to) in [(0, 0), (0, 1), (2, 1), (2, 3), (9, 9), (1, u32::MAX), (u32::MAX, u32::MAX)] {
        assert_eq!(at("1\n2\n", "1\n2\n", from, to), None, "{from} to {to}");
    }
}

#[test]
fn a_range_is_followed_through_iterations() {
    let texts = ["1\n2\n3\n", "0\n1\n2\n3\n", "0\n2\n3\n", "2\n3\n0\n"];
    let diffs: Vec<_> = texts.windows(2).map(|two| crate::diff(two[0], two[1])).collect();
    assert_eq!(follow_through(&diffs, Range { from: 2, to: 3 }), Followed::At(Range { from: 1, to: 2 }));
    assert_eq!(follow_through(&diffs, Range { from: 1, to: 1 }), Followed::Outdated);
    assert_eq!(follow_through(&[], Range { from: 1, to: 1 }), Followed::At(Range { from: 1, to: 1 }));
}

/// Some range of a text that has lines.
fn range(text: &str, start: Index, length: usize) -> Option<Range> {
    let count = Lines::of(text).as_slice().len();
    let from = start.index(count.max(1)) + 1;
    let to = (from + length).min(count);
    Range::new(u32::try_from(from).ok()?, u32::try_from(to).ok()?)
}

fn through(history: &History, range: Range) -> Followed {
    let texts: Vec<_> = (0..history.0.len()).map(|n| history.text(n)).collect();
    let diffs: Vec<_> = texts.windows(2).map(|two| until(&two[0], &two[1], None)).collect();
    follow_through(&diffs, range)
}

/// Where exactly those lines stand together in the last iteration, slowly.
fn truth(history: &History, range: Range) -> Option<Range> {
    let last = history.0.last()?;
    let wanted = &history.0[0][range.from as usize - 1..range.to as usize];
    let start = last.windows(wanted.len()).position(|lines| ids(lines) == ids(wanted))?;
    Range::new(u32::try_from(start + 1).ok()?, u32::try_from(start + wanted.len()).ok()?)
}

proptest! {
    #[test]
    fn the_content_is_always_the_same(
        history in history(Content::Repeated, 5, true), start in any::<Index>(), length in 0..5usize,
    ) {
        let (first, last) = (history.text(0), history.text(4));
        if let Some(range) = range(&first, start, length)
            && let Followed::At(now) = through(&history, range)
        {
            let (first, last) = (Lines::of(&first), Lines::of(&last));
            prop_assert_eq!(first.slice(range), last.slice(now));
        }
    }

    #[test]
    fn the_lines_are_the_very_same_where_all_differ(
        history in history(Content::Unique, 5, true), start in any::<Index>(), length in 0..5usize,
    ) {
        if let Some(range) = range(&history.text(0), start, length)
            && let Followed::At(now) = through(&history, range)
        {
            prop_assert_eq!(Some(now), truth(&history, range));
        }
    }

    /// Nothing went elsewhere, so nothing is missed either.
    #[test]
    fn all_that_stayed_is_found_where_nothing_moved(
        history in history(Content::Unique, 2, false), start in any::<Index>(), length in 0..5usize,
    ) {
        if let Some(range) = range(&history.text(0), start, length) {
            let expected = truth(&history, range).map_or(Followed::Outdated, Followed::At);
            prop_assert_eq!(through(&history, range), expected);
        }
    }

    /// A block of at least two lines is found wherever it went.
    #[test]
    fn a_block_that_went_elsewhere_is_found(
        count in 2..40usize, start in any::<Index>(), length in 2..6usize, to in any::<Index>(),
    ) {
        let lines: Vec<String> = (1..=count).map(|n| format!("line {n}\n")).collect();
        let from = start.index(count - 1);
        let mut rest = lines.clone();
        let block: Vec<String> = rest.drain(from..(from + length).min(count)).collect();
        let to = to.index(rest.len() + 1);
        rest.splice(to..to, block.clone());
        let range = |start: usize| Range { from: number(start + 1), to: number(start + block.len()) };
        let diff = until(&lines.concat(), &rest.concat(), None);
        prop_assert_eq!(follow(&diff, range(from)), Followed::At(range(to)));
    }
}
