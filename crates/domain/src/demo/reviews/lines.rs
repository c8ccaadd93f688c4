//! Lines of a story's files: where they are, and what becomes of them.

use changes::{Edit, Lines, Range, survived};

use super::{Iteration, Submission, Suggestion};

/// Of the lines that applied suggestions brought, those that the latest iteration still has.
pub(super) fn count_survivors(told: &mut Submission) {
    let Submission { threads, iterations, .. } = told;
    for thread in threads {
        let path = thread.path;
        let suggestions = thread.comments.iter_mut().filter_map(|comment| comment.suggestion.as_mut());
        for Suggestion { replacement, applied } in suggestions {
            let Some(applied) = applied else { continue };
            let before = usize::try_from(applied.iteration).unwrap_or(0).saturating_sub(2);
            let (before, last) = (text(iterations.get(before), path), text(iterations.last(), path));
            if let Ok(counted) = survived(&edit(applied.lines, *replacement), before, last) {
                (applied.kept, applied.brought) = (counted.kept, counted.of);
            }
        }
    }
}

fn text<'a>(iteration: Option<&'a Iteration>, path: Option<&str>) -> &'a str {
    let files = iteration.map(|iteration| &iteration.files);
    files.into_iter().flatten().find(|file| Some(file.0) == path).map_or("", |file| &file.1)
}

pub(super) fn edit(lines: Range, replacement: Option<&str>) -> Edit {
    match replacement {
        None => Edit::delete(lines),
        Some(text) => Edit::replace(lines, &format!("{text}\n")),
    }
}

/// From the line with `first` to the next with `last`; a whole line counts before a part of one.
pub(super) fn range(text: &str, first: &str, last: &str) -> Option<Range> {
    let lines = Lines::of(text);
    let find = |lines: &[&str], wanted: &str| {
        let whole = lines.iter().position(|line| *line == wanted);
        whole.or_else(|| lines.iter().position(|line| line.contains(wanted)))
    };
    let from = find(lines.as_slice(), first)?;
    let to = from + find(&lines.as_slice()[from..], last)?;
    Range::new(u32::try_from(from + 1).ok()?, u32::try_from(to + 1).ok()?)
}
