//! Cuts a file into what stands below each other on the page: runs of lines, threads between them, and gaps where
//! nothing changed. Knows no HTML but the lines of `ui::sheet`.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};

use changes::Line;
use domain::reviews::{Compared, ShownFile};

use super::look::Layout;
use crate::ui::sheet::{Mark, SheetFile, SheetLine, SheetPair};

/// Lines of one chunk: about two screens.
const CHUNK: usize = 100;
/// Unchanged lines around a thread that stands where nothing changed.
const AROUND: u32 = 3;

/// A part of a file on the page.
pub enum Segment {
    /// A changed place begins, known by its fingerprint.
    Hunk { fingerprint: String, title: String },
    /// Lines as HTML, and how many they are.
    Lines { html: String, lines: usize },
    /// After this line of the new side something else stands: threads, the place to write.
    After(u32),
    /// Unchanged lines that are left out.
    Gap { lines: usize },
}

/// What a file looks like. `stops` are the lines of the new side after which something else stands.
pub fn segments(file: &ShownFile, layout: Layout, sheet: &SheetFile, stops: &BTreeSet<u32>) -> Vec<Segment> {
    match (&file.compared, layout) {
        (Some(compared), Layout::Unified | Layout::Split) => changed(file, compared, layout, sheet, stops),
        _ => whole(file, sheet, stops),
    }
}

fn whole(file: &ShownFile, sheet: &SheetFile, stops: &BTreeSet<u32>) -> Vec<Segment> {
    let Some(text) = file.new.as_ref().or(file.old.as_ref()) else { return Vec::new() };
    let gone = file.new.is_none();
    let lines: Vec<SheetLine<'_>> = text
        .html
        .iter()
        .zip(1..)
        .map(|(html, n)| SheetLine {
            old: gone.then_some(n),
            new: (!gone).then_some(n),
            mark: if gone { Mark::Removed } else { Mark::Same },
            html,
        })
        .collect();
    let mut found = Vec::new();
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        let until = cut(rest.iter().map(|line| line.new), stops);
        let (now, later) = rest.split_at(until);
        let html = if gone { sheet.unified(now) } else { sheet.plain(now) };
        found.push(Segment::Lines { html, lines: now.len() });
        stop_after(&mut found, now.last().and_then(|line| line.new), stops);
        rest = later;
    }
    found
}

/// How many of these lines stand in one chunk: up to a stop.
fn cut(numbers: impl Iterator<Item = Option<u32>>, stops: &BTreeSet<u32>) -> usize {
    let mut count = 0;
    for number in numbers.take(CHUNK) {
        count += 1;
        if number.is_some_and(|n| stops.contains(&n)) {
            break;
        }
    }
    count
}

fn stop_after(found: &mut Vec<Segment>, last: Option<u32>, stops: &BTreeSet<u32>) {
    if let Some(n) = last.filter(|n| stops.contains(n)) {
        found.push(Segment::After(n));
    }
}

fn changed(
    file: &ShownFile,
    compared: &Compared,
    layout: Layout,
    sheet: &SheetFile,
    stops: &BTreeSet<u32>,
) -> Vec<Segment> {
    let mut drawing = Drawing { text: Sides::new(file, compared), layout, sheet, stops, found: Vec::new() };
    let mut hunks = compared.hunks.iter().peekable();
    let mut rest = compared.lines.as_slice();
    while !rest.is_empty() {
        if let Some(hunk) = hunks.next_if(|hunk| hunk.lines.first() == rest.first()) {
            drawing.found.push(Segment::Hunk { fingerprint: hunk.fingerprint.to_string(), title: title(hunk) });
            let (now, later) = rest.split_at(hunk.lines.len().min(rest.len()));
            drawing.rows(now);
            rest = later;
            continue;
        }
        let next = hunks.peek().and_then(|hunk| rest.iter().position(|line| Some(line) == hunk.lines.first()));
        let (now, later) = rest.split_at(next.unwrap_or(rest.len()));
        drawing.quiet(now);
        rest = later;
    }
    drawing.found
}

/// `Lines 10–24`, of the new side where there is one.
fn title(hunk: &changes::Hunk) -> String {
    match (hunk.new, hunk.old) {
        (Some(new), _) if new.from == new.to => format!("Line {}", new.from),
        (Some(new), _) => format!("Lines {}–{}", new.from, new.to),
        (None, Some(old)) => format!("Lines {}–{} are gone", old.from, old.to),
        (None, None) => String::new(),
    }
}

/// The changes of one file on their way to the page.
struct Drawing<'a> {
    text: Sides<'a>,
    layout: Layout,
    sheet: &'a SheetFile,
    stops: &'a BTreeSet<u32>,
    found: Vec<Segment>,
}

impl Drawing<'_> {
    /// Unchanged lines: left out, but for those around a thread.
    fn quiet(&mut self, lines: &[Line]) {
        let stops = self.stops;
        let near = |line: &Line| {
            let around = |n: u32| n.saturating_sub(AROUND)..=n.saturating_add(AROUND);
            line.in_new().is_some_and(|n| stops.range(around(n)).next().is_some())
        };
        for run in lines.chunk_by(|a, b| near(a) == near(b)) {
            if run.first().is_some_and(near) {
                self.rows(run);
            } else {
                self.found.push(Segment::Gap { lines: run.len() });
            }
        }
    }

    fn rows(&mut self, lines: &[Line]) {
        if self.layout == Layout::Split { self.split(lines) } else { self.unified(lines) }
    }

    fn split(&mut self, lines: &[Line]) {
        let sides = changes::pairs(lines);
        let mut rest = sides.as_slice();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(cut(rest.iter().map(|side| side.right), self.stops));
            let halves: Vec<_> =
                now.iter().map(|side| (self.text.left(side.left), self.text.right(side.right))).collect();
            let pairs: Vec<_> = halves
                .iter()
                .map(|(left, right)| SheetPair {
                    left: left.as_ref().map(|(n, html)| (*n, self.text.old_mark(*n), html.as_ref())),
                    right: right.as_ref().map(|(n, html)| (*n, self.text.new_mark(*n), html.as_ref())),
                })
                .collect();
            self.found.push(Segment::Lines { html: self.sheet.split(&pairs), lines: now.len() });
            stop_after(&mut self.found, now.last().and_then(|side| side.right), self.stops);
            rest = later;
        }
    }

    fn unified(&mut self, lines: &[Line]) {
        let mut rest = lines;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(cut(rest.iter().map(|line| line.in_new()), self.stops));
            let texts: Vec<_> = now.iter().map(|line| self.text.of(*line)).collect();
            let shown: Vec<_> = now
                .iter()
                .zip(&texts)
                .map(|(line, html)| SheetLine { old: line.in_old(), new: line.in_new(), mark: mark(*line), html })
                .collect();
            self.found.push(Segment::Lines { html: self.sheet.unified(&shown), lines: now.len() });
            stop_after(&mut self.found, now.last().and_then(|line| line.in_new()), self.stops);
            rest = later;
        }
    }
}

fn mark(line: Line) -> Mark {
    match line {
        Line::Same { .. } => Mark::Same,
        Line::Removed { moved_to: None, .. } => Mark::Removed,
        Line::Removed { .. } => Mark::MovedAway,
        Line::Added { moved_from: None, .. } => Mark::Added,
        Line::Added { .. } => Mark::MovedHere,
    }
}

/// The coloured lines of both sides, changed words emphasised.
struct Sides<'a> {
    file: &'a ShownFile,
    compared: &'a Compared,
    old_marks: HashMap<u32, Mark>,
    new_marks: HashMap<u32, Mark>,
}

impl<'a> Sides<'a> {
    fn new(file: &'a ShownFile, compared: &'a Compared) -> Self {
        let changed = || compared.lines.iter().filter(|line| !line.is_same());
        let old_marks = changed().filter_map(|line| Some((line.in_old()?, mark(*line)))).collect();
        let new_marks = changed().filter_map(|line| Some((line.in_new()?, mark(*line)))).collect();
        Self { file, compared, old_marks, new_marks }
    }

    fn of(&self, line: Line) -> Cow<'a, str> {
        match (line.in_new(), line.in_old()) {
            (Some(n), _) => self.right(Some(n)),
            (None, old) => self.left(old),
        }
        .map(|(_, html)| html)
        .unwrap_or_default()
    }

    fn left(&self, line: Option<u32>) -> Option<(u32, Cow<'a, str>)> {
        let n = line?;
        let html = self.file.old.as_ref()?.html.get(usize::try_from(n).ok()?.checked_sub(1)?)?;
        Some((n, emphasised(html, self.compared.old_words.get(&n))))
    }

    fn right(&self, line: Option<u32>) -> Option<(u32, Cow<'a, str>)> {
        let n = line?;
        let html = self.file.new.as_ref()?.html.get(usize::try_from(n).ok()?.checked_sub(1)?)?;
        Some((n, emphasised(html, self.compared.new_words.get(&n))))
    }

    fn old_mark(&self, n: u32) -> Mark {
        self.old_marks.get(&n).copied().unwrap_or(Mark::Same)
    }

    fn new_mark(&self, n: u32) -> Mark {
        self.new_marks.get(&n).copied().unwrap_or(Mark::Same)
    }
}

fn emphasised<'a>(html: &'a str, spans: Option<&Vec<changes::Span>>) -> Cow<'a, str> {
    match spans {
        Some(spans) => {
            let spans: Vec<_> = spans.iter().map(|span| (span.from, span.to)).collect();
            Cow::Owned(markup::emphasise(html, &spans))
        }
        None => Cow::Borrowed(html),
    }
}
