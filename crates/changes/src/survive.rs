//! How much of a suggestion is left in the end.

use crate::{
    diff::{Diff, Line, diff},
    edit::{Edit, Refused, apply},
    lines::{Lines, is_blank, number},
};

/// Lines that a suggestion brought; blank ones do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survived {
    /// So many are still there, exactly as they came.
    pub kept: u32,
    pub of: u32,
}

/// How many of the lines that `edit` brought to the text `before` are still in the text `last`. Lines that it repeated
/// were not brought by it; lines that were moved later are still there.
pub fn survived(edit: &Edit, before: &str, last: &str) -> Result<Survived, Refused> {
    let applied = apply(before, std::slice::from_ref(edit))?;
    let lines = Lines::of(&applied);
    let brought = brought(&diff(before, &applied), &lines);
    let later = diff(&applied, last);
    let kept =
        later.lines.iter().filter(|line| stayed(**line).is_some_and(|old| brought.binary_search(&old).is_ok())).count();
    Ok(Survived { kept: number(kept), of: number(brought.len()) })
}

/// In order, by their numbers in the text with the edit.
fn brought(diff: &Diff, lines: &Lines) -> Vec<u32> {
    let added = diff.lines.iter().filter_map(|line| match *line {
        Line::Added { new, .. } => Some(new),
        _ => None,
    });
    added.filter(|new| lines.get(*new).is_some_and(|line| !is_blank(line))).collect()
}

fn stayed(line: Line) -> Option<u32> {
    match line {
        Line::Same { old, .. } | Line::Removed { old, moved_to: Some(_) } => Some(old),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Range;

    const BEFORE: &str = "fn a() {\n    x\n}\n";

    fn suggestion() -> Edit {
        Edit::replace(Range { from: 2, to: 2 }, "    let y = x;\n\n    x\n    println!()\n")
    }

    fn of(last: &str) -> (u32, u32) {
        let survived = survived(&suggestion(), BEFORE, last).unwrap();
        (survived.kept, survived.of)
    }

    #[test]
    fn all_of_it_is_there_right_after() {
        assert_eq!(of("fn a() {\n    let y = x;\n\n    x\n    println!()\n}\n"), (2, 2));
    }

    #[test]
    fn what_was_there_before_or_is_blank_does_not_count() {
        assert_eq!(of(BEFORE), (0, 2));
        assert_eq!(of("fn a() {\n\n    x\n}\n"), (0, 2));
        assert_eq!(of(""), (0, 2));
    }

    #[test]
    fn a_line_that_was_written_over_is_gone() {
        assert_eq!(of("fn a() {\n    let z = x;\n    x\n    println!()\n}\n"), (1, 2));
    }

    #[test]
    fn a_deletion_brings_nothing() {
        let deletion = Edit::delete(Range { from: 2, to: 2 });
        assert_eq!(survived(&deletion, BEFORE, BEFORE), Ok(Survived { kept: 0, of: 0 }));
        assert_eq!(survived(&Edit::delete(Range { from: 9, to: 9 }), BEFORE, BEFORE), Err(Refused::OutOfRange(0)));
    }
}
