//! A suggested edit, and how several are made at once. The text keeps its own way of ending lines.

use crate::lines::{Lines, Range, index};

/// What an edit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// These lines are replaced.
    Lines(Range),
    /// Nothing is replaced: the edit comes after this line, or after 0 before the first.
    After(u32),
}

/// Lines that are to stand somewhere instead of what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub place: Place,
    /// Without their newlines. None of them: what is there is deleted.
    pub lines: Vec<String>,
}

impl Edit {
    /// The lines of `text` instead of those of `range`; an empty text deletes them, `"\n"` leaves a blank line.
    pub fn replace(range: Range, text: &str) -> Self {
        Self::new(Place::Lines(range), text)
    }

    pub fn delete(range: Range) -> Self {
        Self { place: Place::Lines(range), lines: Vec::new() }
    }

    /// The lines of `text` after `line`; 0 is before the first.
    pub fn insert(line: u32, text: &str) -> Self {
        Self::new(Place::After(line), text)
    }

    fn new(place: Place, text: &str) -> Self {
        Self { place, lines: Lines::of(text).as_slice().iter().map(|line| bare(line).to_owned()).collect() }
    }

    /// The new lines as they are written: what a form sends ends its lines in `\r\n`, which is not content.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().flat_map(|line| line.split('\n')).map(bare)
    }
}

impl Place {
    /// Which of `count` lines go, from 0 and without the end; none if the text has no such place.
    pub(crate) fn span(self, count: usize) -> Option<(usize, usize)> {
        let (start, end) = match self {
            Self::Lines(range) if range.from <= range.to => (index(range.from)?, index(range.to)? + 1),
            Self::Lines(_) => return None,
            Self::After(line) => (usize::try_from(line).ok()?, usize::try_from(line).ok()?),
        };
        (end <= count).then_some((start, end))
    }
}

/// Why edits cannot be made. The numbers are positions in what was passed, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Both want the same lines, or to stand at the same place.
    #[error("the edits {first} and {second} overlap")]
    Overlap { first: usize, second: usize },
    #[error("the text has no such lines as edit {0} names")]
    OutOfRange(usize),
}

/// `text` with all of `edits`, whose numbers are all those of `text`, in any order. New lines end as most lines of the
/// text do. What did not end with a newline does not either, unless its last line would be lost by that; the empty text
/// counts as one that did.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, Refused> {
    let lines: Vec<Written> = text.split_inclusive('\n').map(written).collect();
    let style = style(text);
    let mut result = Vec::with_capacity(lines.len());
    let mut at = 0;
    for (start, end, edit) in in_order(edits, lines.len())? {
        result.extend_from_slice(&lines[at..start]);
        result.extend(edit.contents().map(|line| (line, style)));
        at = end;
    }
    result.extend_from_slice(&lines[at..]);
    Ok(write(&result, style, text.is_empty() || text.ends_with('\n')))
}

/// A line and what ends it.
type Written<'a> = (&'a str, &'a str);

fn written(line: &str) -> Written<'_> {
    let content = line.strip_suffix('\n').map_or(line, bare);
    line.split_at(content.len())
}

pub(crate) fn bare(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

fn style(text: &str) -> &'static str {
    let windows = text.matches("\r\n").count();
    if windows > text.matches('\n').count() - windows { "\r\n" } else { "\n" }
}

/// Start, end and edit from the top to the bottom.
fn in_order(edits: &[Edit], count: usize) -> Result<Vec<(usize, usize, &Edit)>, Refused> {
    let mut order = Vec::with_capacity(edits.len());
    for (number, edit) in edits.iter().enumerate() {
        let (start, end) = edit.place.span(count).ok_or(Refused::OutOfRange(number))?;
        order.push((start, end, number));
    }
    order.sort_unstable();
    for two in order.windows(2) {
        let ((start, end, one), (next_start, next_end, other)) = (two[0], two[1]);
        if end > next_start || (start, end) == (next_start, next_end) {
            return Err(Refused::Overlap { first: one.min(other), second: one.max(other) });
        }
    }
    Ok(order.into_iter().map(|(start, end, number)| (start, end, &edits[number])).collect())
}

fn write(lines: &[Written], style: &str, newline: bool) -> String {
    let mut text = String::with_capacity(lines.iter().map(|(line, end)| line.len() + end.len().max(2)).sum());
    for (number, (line, end)) in lines.iter().enumerate() {
        text.push_str(line);
        let is_last = number + 1 == lines.len();
        if !is_last || newline || line.is_empty() {
            text.push_str(if end.is_empty() { style } else { end });
        }
    }
    text
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
