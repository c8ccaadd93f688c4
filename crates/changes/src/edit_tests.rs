//! Edits are made all at once, in any order, and leave everything else as it was.

use proptest::{prelude::*, sample::Index};

use super::*;

fn range(from: u32, to: u32) -> Range {
    Range { from, to }
}

fn made(text: &str, edits: &[Edit]) -> String {
    apply(text, edits).unwrap()
}

#[test]
fn lines_are_replaced_inserted_and_deleted() {
    let text = "1\n2\n3\n";
    assert_eq!(made(text, &[Edit::replace(range(2, 2), "a\nb\n")]), "1\na\nb\n3\n");
    assert_eq!(made(text, &[Edit::replace(range(1, 3), "a")]), "a\n");
    assert_eq!(made(text, &[Edit::delete(range(1, 2))]), "3\n");
    assert_eq!(made(text, &[Edit::delete(range(1, 3))]), "");
    assert_eq!(made(text, &[Edit::insert(0, "a")]), "a\n1\n2\n3\n");
    assert_eq!(made(text, &[Edit::insert(3, "a\n\n")]), "1\n2\n3\na\n\n");
    assert_eq!(made("", &[Edit::insert(0, "a\nb")]), "a\nb\n");
    assert_eq!(made(text, &[]), text);
}

#[test]
fn an_empty_text_deletes_and_a_newline_is_a_blank_line() {
    assert_eq!(made("1\n2\n", &[Edit::replace(range(1, 1), "")]), "2\n");
    assert_eq!(made("1\n2\n", &[Edit::replace(range(1, 1), "\n")]), "\n2\n");
}

#[test]
fn several_are_made_in_any_order() {
    let edits = [
        Edit::insert(1, "after 1"),
        Edit::delete(range(4, 4)),
        Edit::replace(range(2, 3), "2 and 3"),
        Edit::insert(3, "after 3"),
    ];
    let expected = "1\nafter 1\n2 and 3\nafter 3\n";
    assert_eq!(made("1\n2\n3\n4\n", &edits), expected);
    let backwards: Vec<_> = edits.into_iter().rev().collect();
    assert_eq!(made("1\n2\n3\n4\n", &backwards), expected);
}

#[test]
fn edits_that_overlap_are_refused() {
    let text = "1\n2\n3\n4\n";
    let refused = |one, other| apply(text, &[one, Edit::delete(range(4, 4)), other]);
    let overlap = Err(Refused::Overlap { first: 0, second: 2 });
    assert_eq!(refused(Edit::delete(range(1, 2)), Edit::replace(range(2, 3), "x")), overlap);
    assert_eq!(refused(Edit::replace(range(2, 3), "x"), Edit::delete(range(1, 2))), overlap);
    assert_eq!(refused(Edit::delete(range(1, 3)), Edit::delete(range(2, 2))), overlap);
    assert_eq!(refused(Edit::delete(range(1, 2)), Edit::insert(1, "x")), overlap);
    assert_eq!(refused(Edit::insert(1, "x"), Edit::insert(1, "y")), overlap);
}

#[test]
fn edits_of_lines_that_are_not_there_are_refused() {
    for edit in [
        Edit::delete(range(0, 1)),
        Edit::delete(range(2, 1)),
        Edit::delete(range(1, 0)),
        Edit::delete(range(2, 3)),
        Edit::delete(range(1, u32::MAX)),
        Edit::insert(3, "x"),
        Edit::insert(u32::MAX, "x"),
    ] {
        assert_eq!(apply("1\n2\n", &[Edit::insert(0, "fine"), edit.clone()]), Err(Refused::OutOfRange(1)), "{edit:?}");
    }
}

#[test]
fn lines_end_as_they_did() {
    let edits = [Edit::replace(range(2, 2), "a\r\nb\r\n")];
    assert_eq!(made("1\r\n2\r\n3\r\n", &edits), "1\r\na\r\nb\r\n3\r\n");
    assert_eq!(made("1\n2\n3\n", &edits), "1\na\nb\n3\n");
    assert_eq!(made("1\n2\r\n3\r\n", &edits), "1\na\r\nb\r\n3\r\n");
    assert_eq!(made("1\r\n2", &[Edit::insert(2, "3")]), "1\r\n2\r\n3");
}

#[test]
fn the_last_line_ends_as_it_did() {
    assert_eq!(made("1\n2", &[Edit::insert(2, "3\n")]), "1\n2\n3");
    assert_eq!(made("1\n2", &[Edit::delete(range(2, 2))]), "1");
    assert_eq!(made("1\n2\n", &[Edit::replace(range(2, 2), "x")]), "1\nx\n");
    // Without its newline it would not be a line.
    assert_eq!(made("1\n2", &[Edit::replace(range(2, 2), "\n")]), "1\n\n");
}

proptest! {
    /// Against making them one by one from the bottom, on lines instead of text.
    #[test]
    fn all_at_once_is_one_by_one(
        text in "([ab]{0,2}(\n|\r\n)){0,12}[ab]{0,2}",
        raw in prop::collection::vec((any::<Index>(), 0..4usize, any::<bool>(), "(x{0,2}\n){0,3}"), 0..5),
        mix in any::<Index>(),
    ) {
        let mut lines: Vec<&str> = Lines::of(&text).as_slice().iter().map(|line| bare(line)).collect();
        let mut edits: Vec<Edit> = raw.iter().map(|(at, length, insert, new)| {
            let from = u32::try_from(at.index(lines.len() + 1)).unwrap();
            let length = u32::try_from(*length).unwrap();
            if *insert { Edit::insert(from, new) } else { Edit::replace(Range { from, to: from + length }, new) }
        }).collect();
        let result = apply(&text, &edits);
        if !edits.is_empty() {
            let by = mix.index(edits.len());
            edits.rotate_left(by);
        }
        match (&result, apply(&text, &edits)) {
            (Ok(result), Ok(again)) => prop_assert_eq!(result, &again),
            (result, again) => prop_assert!(result.is_err() && again.is_err()),
        }
        if let Ok(result) = result {
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span(lines.len())));
            for edit in &edits {
                let (start, end) = edit.place.span(lines.len()).unwrap();
                lines.splice(start..end, edit.contents());
            }
            let got: Vec<&str> = Lines::of(&result).as_slice().iter().map(|line| bare(line)).collect();
            prop_assert_eq!(got, lines);
            if edits.is_empty() {
                prop_assert_eq!(result, text);
            }
        }
    }
}
