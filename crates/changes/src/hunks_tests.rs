//! Hunks hold each change once, and are known again.

use proptest::prelude::*;

use super::*;
use crate::{
    diff,
    oracle::{Content, History, history},
};

fn of(old: &str, new: &str, context: u32) -> Vec<Hunk> {
    hunks(&diff(old, new), old, new, context)
}

fn range(from: u32, to: u32) -> Option<Range> {
    Range::new(from, to)
}

#[test]
fn a_hunk_shows_the_lines_around_it() {
    let (old, new) = ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n");
    let found: Vec<_> = of(old, new, 3).iter().map(|hunk| (hunk.old, hunk.new, hunk.lines.len())).collect();
    assert_eq!(found, [(range(2, 8), range(2, 8), 8)]);
    let found: Vec<_> = of(old, new, 0).iter().map(|hunk| (hunk.old, hunk.new, hunk.lines.len())).collect();
    assert_eq!(found, [(range(5, 5), range(5, 5), 2)]);
    assert_eq!(of(old, new, u32::MAX).len(), 1);
}

#[test]
fn what_only_adds_has_no_old_lines() {
    let hunks = of("1\n2\n", "1\nX\n2\n", 0);
    assert_eq!((hunks[0].old, hunks[0].new), (None, range(2, 2)));
    assert_eq!(of("same", "same\n", 3), []);
}

#[test]
fn changes_that_are_close_are_one_hunk() {
    let (old, new) = ("1\n2\n3\n4\n5\n6\n", "X\n2\n3\n4\n5\nX\n");
    assert_eq!(of(old, new, 2).len(), 1);
    assert_eq!(of(old, new, 1).len(), 2);
}

#[test]
fn the_same_change_elsewhere_has_the_same_fingerprint() {
    let one = of("1\n2\n3\n", "1\nX\n3\n", 1)[0].fingerprint;
    let other = of("a\nb\nc\nd\n2\nz\n", "a\nb\nc\nd\nX\nz\n", 1)[0].fingerprint;
    assert_eq!(one, other);
    assert_ne!(one, of("1\nX\n3\n", "1\n2\n3\n", 1)[0].fingerprint);
    assert_ne!(one, of("1\n2\n3\n", "1\nX\n\n3\n", 1)[0].fingerprint);
    // It is kept, so it may not become another.
    assert_eq!(one.to_string(), "e422252c9bd561169240345df3178041");
}

#[test]
fn a_fingerprint_is_read_as_it_is_written() {
    let one = of("1\n", "2\n", 1)[0].fingerprint;
    assert_eq!(one.to_string().parse(), Ok(one));
    for text in ["", "00", "+0000000000000000000000000000000", "zz000000000000000000000000000000"] {
        assert_eq!(text.parse::<Fingerprint>(), Err(NotAFingerprint));
    }
}

fn any_history() -> impl Strategy<Value = History> {
    prop_oneof![history(Content::Repeated, 2, true), history(Content::Unique, 2, true)]
}

proptest! {
    #[test]
    fn each_change_is_in_one_hunk(history in any_history(), context in 0..6u32) {
        let (old, new) = (history.text(0), history.text(1));
        let diff = diff(&old, &new);
        let hunks = hunks(&diff, &old, &new, context);
        let changes = |lines: &[Line]| lines.iter().filter(|line| !line.is_same()).copied().collect::<Vec<_>>();
        prop_assert_eq!(hunks.iter().flat_map(|hunk| changes(&hunk.lines)).collect::<Vec<_>>(), changes(&diff.lines));
        for hunk in &hunks {
            prop_assert!(diff.lines.windows(hunk.lines.len()).any(|lines| lines == hunk.lines));
        }
        for two in hunks.windows(2) {
            prop_assert!(two[0].lines.last() != two[1].lines.first());
            prop_assert!(two[0].new.map_or(0, |range| range.to) < two[1].new.map_or(u32::MAX, |range| range.from));
        }
    }

    /// Somebody writes something else far above: below, every change is known again.
    #[test]
    fn changes_above_leave_the_fingerprints(history in any_history(), above in prop::collection::vec("[x-z]", 0..30)) {
        let (old, new) = (history.text(0), history.text(1));
        let between = (0..8).map(|n| format!("between {n}\n")).collect::<Vec<_>>().concat();
        let above: String = above.iter().flat_map(|line| [line, "\n"]).collect();
        let (higher_old, higher_new) = (format!("{between}{old}"), format!("top\n{above}{between}{new}"));
        let fingerprints = |hunks: Vec<Hunk>| hunks.iter().map(|hunk| hunk.fingerprint).collect::<Vec<_>>();
        let alone = fingerprints(of(&format!("{between}{old}"), &format!("{between}{new}"), 3));
        let with = fingerprints(of(&higher_old, &higher_new, 3));
        prop_assert_eq!(&with[1..], &alone[..]);
    }
}
