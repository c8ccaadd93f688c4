//! A suggestion that was written against an older text, brought to the latest one, or shown to be in conflict with it.
//! Never put in place of lines that are not exactly those it was written for, and never a second time.

use std::iter::successors;

use crate::{
    diff::{Diff, Line, diff},
    edit::{Edit, Place, bare},
    follow::{Followed, follow},
    lines::{Lines, Range, index, number},
};

/// Why a suggestion cannot be brought to the latest text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The latest text reads there as suggested.
    AlreadyThere,
    /// The lines it is about are not as they were. What the three sides have there, lines without their `\n`:
    Changed {
        /// what the suggestion replaces,
        base_lines: Vec<String>,
        /// what stands there now, from the nearest line above that is as it was to the nearest below,
        latest_lines: Vec<String>,
        /// and where in the latest text that is;
        latest: Place,
        /// what is suggested.
        suggested: Vec<String>,
    },
    /// The text it was written against has no such lines.
    OutOfRange,
}

/// The same edit for `latest`, where its own numbers are those of `base`. All the lines that it replaces must be there
/// untouched and together, perhaps elsewhere; an insertion needs the two lines around it as they were.
pub fn rebase(edit: &Edit, base: &str, latest: &str) -> Result<Edit, Conflict> {
    let diff = diff(base, latest);
    let (base, latest) = (Lines::of(base), Lines::of(latest));
    let Some(span) = edit.place.span(base.as_slice().len()) else { return Err(Conflict::OutOfRange) };
    let sides = Sides { diff: &diff, base: &base, latest: &latest, edit, span };
    let place = sides.followed();
    if sides.reads_as_suggested(place) {
        return Err(Conflict::AlreadyThere);
    }
    place.map(|place| Edit { place, lines: edit.lines.clone() }).ok_or_else(|| sides.conflict())
}

struct Sides<'a> {
    diff: &'a Diff,
    base: &'a Lines<'a>,
    latest: &'a Lines<'a>,
    edit: &'a Edit,
    /// The base lines that go, from 0 and without the end.
    span: (usize, usize),
}

/// The place itself, and with one or two changes next to it.
const NEAREST: usize = 3;

/// Some lines of the diff, without the end.
type Window = (usize, usize);

impl Sides<'_> {
    /// Where the edit's place is in the latest text, if it is untouched.
    fn followed(&self) -> Option<Place> {
        let line = match self.edit.place {
            Place::Lines(range) => return self.range(range.from, range.to).map(Place::Lines),
            Place::After(line) => line,
        };
        let after = match (line == 0, line == self.base.len()) {
            (true, true) => self.latest.is_empty().then_some(0),
            (true, false) => self.range(1, 1).filter(|now| now.from == 1).map(|_| 0),
            (false, true) => self.range(line, line).map(|now| now.to).filter(|now| *now == self.latest.len()),
            (false, false) => self.range(line, line + 1).map(|now| now.from),
        };
        after.map(Place::After)
    }

    fn range(&self, from: u32, to: u32) -> Option<Range> {
        match follow(self.diff, Range { from, to }) {
            Followed::At(range) => Some(range),
            Followed::Outdated => None,
        }
    }

    /// Among equal lines a change can be seen above or below of where it was made, even in two parts, so the nearest
    /// changes above and below count as well. Where lines stood that are elsewhere now, nothing tells what was suggested.
    fn reads_as_suggested(&self, place: Option<Place>) -> bool {
        if place.is_some() && self.is_elsewhere() {
            return false;
        }
        let here = self.here();
        let replaced = place.is_none() && self.latest_in(here).map(bare).eq(self.edit.contents());
        let higher = successors(Some(here), |window| Some(self.up(*window))).take(NEAREST);
        let mut windows =
            higher.flat_map(|window| successors(Some(window), |window| Some(self.down(*window))).take(NEAREST));
        replaced || windows.any(|window| self.is_made_in(window))
    }

    fn is_elsewhere(&self) -> bool {
        let first = match self.edit.place {
            Place::Lines(range) => range.from,
            Place::After(line) => line.max(1),
        };
        self.diff.lines.iter().any(|line| matches!(line, Line::Removed { old, .. } if *old == first))
    }

    /// The place and the changes that touch it.
    fn here(&self) -> Window {
        let lines = &self.diff.lines;
        let reaches = |line: &Line, end: usize| line.in_old().and_then(index).is_some_and(|old| old >= end);
        let above = lines.iter().rposition(|line| line.in_old().and_then(index).is_some_and(|old| old < self.span.0));
        let below = lines.iter().position(|line| reaches(line, self.span.1)).unwrap_or(lines.len());
        self.with_changes((above.map_or(0, |above| above + 1), below))
    }

    fn with_changes(&self, (from, to): Window) -> Window {
        let above = self.diff.lines[..from].iter().rev().take_while(|line| !line.is_same()).count();
        let below = self.diff.lines[to..].iter().take_while(|line| !line.is_same()).count();
        (from - above, to + below)
    }

    /// The window with the nearest change above it.
    fn up(&self, (from, to): Window) -> Window {
        let same = self.diff.lines[..from].iter().rev().take_while(|line| line.is_same()).count();
        self.with_changes((from - same, to))
    }

    fn down(&self, (from, to): Window) -> Window {
        let same = self.diff.lines[to..].iter().take_while(|line| line.is_same()).count();
        self.with_changes((from, to + same))
    }

    /// Whether the base lines of the window with the edit made are the latest ones. How they end does not matter.
    fn is_made_in(&self, window: Window) -> bool {
        let old = || self.diff.lines[window.0..window.1].iter().filter_map(|line| index(line.in_old()?));
        let text = |index: usize| self.base.as_slice()[index];
        let above = old().filter(|index| *index < self.span.0).map(text);
        let below = old().filter(|index| *index >= self.span.1).map(text);
        above.map(bare).chain(self.edit.contents()).chain(below.map(bare)).eq(self.latest_in(window).map(bare))
    }

    fn latest_in(&self, (from, to): Window) -> impl Iterator<Item = &str> {
        self.diff.lines[from..to].iter().filter_map(|line| self.latest.get(line.in_new()?))
    }

    fn conflict(&self) -> Conflict {
        let here = self.here();
        let owned = |line: &str| line.to_owned();
        Conflict::Changed {
            base_lines: self.base.as_slice()[self.span.0..self.span.1].iter().map(|line| owned(line)).collect(),
            latest_lines: self.latest_in(here).map(owned).collect(),
            latest: self.latest_place(here),
            suggested: self.edit.contents().map(owned).collect(),
        }
    }

    fn latest_place(&self, (from, to): Window) -> Place {
        let before = self.diff.lines[..from].iter().filter(|line| line.in_new().is_some()).count();
        let inside = self.diff.lines[from..to].iter().filter(|line| line.in_new().is_some()).count();
        let (before, inside) = (number(before), number(inside));
        if inside == 0 { Place::After(before) } else { Place::Lines(Range { from: before + 1, to: before + inside }) }
    }
}

#[cfg(test)]
#[path = "rebase_tests.rs"]
mod tests;
