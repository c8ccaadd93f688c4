//! A suggestion finds its lines again or says what stands there now; never twice, never in the wrong place.

use proptest::{prelude::*, sample::Index};

use super::*;
use crate::{
    apply,
    oracle::{Content, History, Known, history, text},
};

fn line(n: u32) -> Range {
    Range { from: n, to: n }
}

/// The latest text with the suggestion.
fn made(edit: &Edit, base: &str, latest: &str) -> Result<String, Conflict> {
    rebase(edit, base, latest).map(|edit| apply(latest, &[edit]).unwrap())
}

fn changed(base: &[&str], latest_lines: &[&str], latest: Place, suggested: &[&str]) -> Conflict {
    let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    Conflict::Changed {
        base_lines: owned(base),
        latest_lines: owned(latest_lines),
        latest,
        suggested: owned(suggested),
    }
}

#[test]
fn it_finds_its_lines_again() {
    let edit = Edit::replace(line(2), "B\n");
    assert_eq!(made(&edit, "a\nb\nc\n", "0\na\nb\nc\n").unwrap(), "0\na\nB\nc\n");
    assert_eq!(made(&edit, "a\nb\nc\n", "A\nb\nC\n").unwrap(), "A\nB\nC\n");
    let moved = Edit::replace(line(2), "Y\n");
    assert_eq!(made(&moved, "x\ny\n1\n2\n3\n", "1\n2\n3\nx\ny\n").unwrap(), "1\n2\n3\nx\nY\n");
}

#[test]
fn it_shows_what_stands_there_now() {
    let edit = Edit::replace(line(2), "B\n");
    let conflict = changed(&["b"], &["x", "y"], Place::Lines(Range { from: 2, to: 3 }), &["B"]);
    assert_eq!(rebase(&edit, "a\nb\nc\n", "a\nx\ny\nc\n"), Err(conflict));
    let conflict = changed(&["b"], &[], Place::After(1), &["B"]);
    assert_eq!(rebase(&edit, "a\nb\nc\n", "a\nc\n"), Err(conflict));
    let conflict = changed(&["b"], &["z"], Place::Lines(line(1)), &["B"]);
    assert_eq!(rebase(&edit, "a\nb\nc\n", "z"), Err(conflict));
}

#[test]
fn an_insertion_needs_both_its_neighbours() {
    let edit = Edit::insert(1, "x");
    assert_eq!(made(&edit, "a\nb\n", "0\na\nb\n").unwrap(), "0\na\nx\nb\n");
    let conflict = changed(&[], &["c"], Place::Lines(line(2)), &["x"]);
    assert_eq!(rebase(&edit, "a\nb\n", "a\nc\nb\n"), Err(conflict));
    assert!(rebase(&edit, "a\nb\n", "a\nB\n").is_err());
}

#[test]
fn an_insertion_at_an_end_stays_there() {
    let (top, bottom) = (Edit::insert(0, "x"), Edit::insert(2, "x"));
    assert_eq!(made(&top, "a\nb\n", "a\nb\nc\n").unwrap(), "x\na\nb\nc\n");
    assert!(rebase(&top, "a\nb\n", "0\na\nb\n").is_err());
    assert_eq!(made(&bottom, "a\nb\n", "0\na\nb\n").unwrap(), "0\na\nb\nx\n");
    assert!(rebase(&bottom, "a\nb\n", "a\nb\nc\n").is_err());
    assert_eq!(made(&top, "", "").unwrap(), "x\n");
    assert!(rebase(&top, "", "a\n").is_err());
}

#[test]
fn what_is_there_already_is_not_made_again() {
    let there = Err(Conflict::AlreadyThere);
    let replacement = Edit::replace(line(2), "B\nC\n");
    assert_eq!(rebase(&replacement, "a\nb\nd\n", "a\nB\nC\nd\n"), there);
    assert_eq!(rebase(&replacement, "a\nb\nd\n", "0\na\nB\r\nC\r\nd\n"), there);
    assert_eq!(rebase(&Edit::delete(line(2)), "a\nb\nc\n", "a\nc\n"), there);
    assert_eq!(rebase(&Edit::insert(1, "x"), "a\nb\n", "a\nx\nb\n"), there);
    assert_eq!(rebase(&Edit::replace(line(1), "a"), "a\nb\n", "a\nb\n"), there);
}

#[test]
fn among_equal_lines_it_is_seen_too() {
    let there = Err(Conflict::AlreadyThere);
    for n in 0..=3 {
        assert_eq!(rebase(&Edit::insert(n, "a"), "a\na\na\nb\n", "a\na\na\na\nb\n"), there, "after {n}");
    }
    for n in 1..=3 {
        assert_eq!(rebase(&Edit::delete(line(n)), "a\na\na\nb\n", "a\na\nb\n"), there, "without {n}");
    }
}

#[test]
fn a_block_that_went_elsewhere_is_still_to_be_deleted() {
    let (base, latest) = ("x\ny\n1\n2\n3\n", "1\n2\n3\nx\ny\n");
    assert_eq!(made(&Edit::delete(Range { from: 1, to: 2 }), base, latest).unwrap(), "1\n2\n3\n");
}

#[test]
fn lines_that_never_were_are_refused() {
    for edit in [Edit::delete(line(3)), Edit::delete(line(0)), Edit::insert(3, "x")] {
        assert_eq!(rebase(&edit, "a\nb\n", "a\nb\n"), Err(Conflict::OutOfRange));
    }
}

/// What is suggested for the first iteration; its line is like no other.
fn suggestion(history: &History, start: Index, length: usize, insert: bool, lines: usize) -> Edit {
    let count = history.0[0].len();
    let new = "suggested\n".repeat(lines);
    let from = u32::try_from(start.index(count.max(1)) + 1).unwrap();
    let to = u32::try_from((from as usize + length).min(count)).unwrap();
    if insert || count == 0 { Edit::insert(from.min(to), &new) } else { Edit::replace(Range { from, to }, &new) }
}

/// The last iteration with the suggestion beside the very lines that it was written for, by who they are.
fn truth(history: &History, edit: &Edit) -> Option<String> {
    let (base, latest) = (&history.0[0], &history.0[1]);
    let (start, end) = edit.place.span(base.len())?;
    let at = |id: u32| latest.iter().position(|line| line.id == id);
    let begin = match (start < end, start) {
        (true, _) => at(base[start].id)?,
        (false, 0) => 0,
        (false, _) => at(base[start - 1].id)? + 1,
    };
    let new = edit.lines.iter().map(|text| Known { id: u32::MAX, text: text.clone() });
    let lines: Vec<_> =
        latest[..begin].iter().cloned().chain(new).chain(latest[begin + end - start..].iter().cloned()).collect();
    Some(text(&lines))
}

proptest! {
    /// Where no two lines are alike: what is said to be possible is exactly what was meant.
    #[test]
    fn it_is_made_beside_the_very_same_lines(
        history in history(Content::Unique, 2, true), start in any::<Index>(), length in 0..4usize,
        insert in any::<bool>(), lines in 0..3usize,
    ) {
        let edit = suggestion(&history, start, length, insert, lines);
        let (base, latest) = (history.text(0), history.text(1));
        match made(&edit, &base, &latest) {
            Ok(made) => prop_assert_eq!(Some(made), truth(&history, &edit)),
            Err(Conflict::OutOfRange) => prop_assert!(false, "{:?}", edit),
            Err(_) => {}
        }
    }

    /// Where only other lines changed, making it first and changing them then is the same.
    #[test]
    fn what_is_far_from_changes_is_made(
        history in history(Content::Unique, 2, false), below in prop::collection::vec("[a-z]", 0..5), lines in 1..3usize,
    ) {
        let (first, second) = (history.text(0), history.text(1));
        let own = "fixed 1\nfixed 2\nfixed 3\n";
        let below = below.iter().map(|line| format!("below {line}\n")).collect::<Vec<_>>().concat();
        let (base, latest) = (format!("{first}{own}"), format!("{second}{own}{below}"));
        let n = u32::try_from(history.0[0].len()).unwrap() + 2;
        let new = "suggested\n".repeat(lines);
        let expected = format!("{second}fixed 1\n{new}fixed 3\n{below}");
        prop_assert_eq!(made(&Edit::replace(line(n), &new), &base, &latest), Ok(expected));
    }

    /// Whatever repeats: the lines that are replaced are those that were meant, word for word.
    #[test]
    fn what_is_replaced_reads_as_it_did(
        history in history(Content::Repeated, 2, true), start in any::<Index>(), length in 0..4usize, lines in 0..3usize,
    ) {
        let edit = suggestion(&history, start, length, false, lines);
        let (base, latest) = (history.text(0), history.text(1));
        if let (Place::Lines(was), Ok(Edit { place: Place::Lines(is), .. })) = (edit.place, rebase(&edit, &base, &latest)) {
            let (base, latest) = (Lines::of(&base), Lines::of(&latest));
            prop_assert_eq!(base.slice(was), latest.slice(is));
        }
    }

    /// Whatever repeats: right after it was made, it is there.
    #[test]
    fn it_is_never_made_twice(
        history in history(Content::Repeated, 1, false), start in any::<Index>(), length in 0..4usize,
        insert in any::<bool>(), copy in any::<Index>(),
    ) {
        let base = history.text(0);
        let mut edit = suggestion(&history, start, length, insert, 1);
        if let Some(line) = history.0[0].get(copy.index(history.0[0].len().max(1))) {
            edit.lines = vec![line.text.clone()];
        }
        let latest = apply(&base, std::slice::from_ref(&edit)).unwrap();
        prop_assert_eq!(rebase(&edit, &base, &latest), Err(Conflict::AlreadyThere));
    }
}
