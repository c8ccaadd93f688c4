//! Texts that know better: each line has an identity of its own, which edits carry along. What the crate says about two
//! texts is compared with that.

use proptest::{prelude::*, sample::Index};

/// A line and who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub id: u32,
    pub text: String,
}

/// Iterations of one text.
#[derive(Clone, Debug)]
pub(crate) struct History(pub Vec<Vec<Known>>);

/// How lines come by their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// No two lines are alike.
    Unique,
    /// From few, so that most stand there several times.
    Repeated,
}

/// Something that a person does to a text.
#[derive(Clone, Debug)]
enum Deed {
    Insert(Index, usize),
    Delete(Index, usize),
    Replace(Index, usize, usize),
    Move(Index, usize, Index),
    /// Copies lines to somewhere else. Where no two lines may be alike the copies get a content of their own.
    Copy(Index, usize, Index),
}

const FEW: [&str; 7] = ["", "}", "    return x;", "a", "b", "    let it = be(much, longer, than, others);", "\t}"];

impl History {
    pub fn text(&self, iteration: usize) -> String {
        text(&self.0[iteration])
    }
}

pub(crate) fn text(lines: &[Known]) -> String {
    lines.iter().flat_map(|line| [&line.text, "\n"]).collect()
}

/// Who they are.
pub(crate) fn ids(lines: &[Known]) -> Vec<u32> {
    lines.iter().map(|line| line.id).collect()
}

/// So many iterations, each a few deeds after the one before. With `moves` also blocks go elsewhere.
pub(crate) fn history(content: Content, iterations: usize, moves: bool) -> impl Strategy<Value = History> {
    let seeds = prop::collection::vec(any::<u32>(), 64);
    let deeds = prop::collection::vec(prop::collection::vec(deed(moves), 0..4), iterations - 1);
    (0..40usize, seeds, deeds).prop_map(move |(length, seeds, deeds)| {
        let mut writer = Writer { content, seeds, next: 0 };
        let mut iterations = vec![writer.lines(length)];
        for deeds in deeds {
            let mut lines = iterations.last().cloned().unwrap_or_default();
            for deed in deeds {
                writer.act(&mut lines, deed);
            }
            iterations.push(lines);
        }
        History(iterations)
    })
}

fn deed(moves: bool) -> impl Strategy<Value = Deed> {
    let (at, few) = (any::<Index>, || 1..5usize);
    let plain = prop_oneof![
        (at(), few()).prop_map(|(at, n)| Deed::Insert(at, n)),
        (at(), few()).prop_map(|(at, n)| Deed::Delete(at, n)),
        (at(), few(), few()).prop_map(|(at, n, m)| Deed::Replace(at, n, m)),
        (at(), few(), at()).prop_map(|(at, n, to)| Deed::Copy(at, n, to)),
    ];
    if moves {
        prop_oneof![2 => plain, 1 => (at(), few(), at()).prop_map(|(at, n, to)| Deed::Move(at, n, to))].boxed()
    } else {
        plain.boxed()
    }
}

struct Writer {
    content: Content,
    seeds: Vec<u32>,
    next: u32,
}

impl Writer {
    fn act(&mut self, lines: &mut Vec<Known>, deed: Deed) {
        match deed {
            Deed::Insert(at, n) => insert(lines, at, self.lines(n)),
            Deed::Delete(at, n) => drop(take(lines, at, n)),
            Deed::Replace(at, n, m) => {
                let (start, _) = block(lines, at, n);
                take(lines, at, n);
                lines.splice(start..start, self.lines(m));
            }
            Deed::Move(at, n, to) => {
                let block = take(lines, at, n);
                insert(lines, to, block);
            }
            Deed::Copy(at, n, to) => {
                let (start, end) = block(lines, at, n);
                let copies = lines[start..end].iter().map(|line| self.copy(line)).collect();
                insert(lines, to, copies);
            }
        }
    }

    fn lines(&mut self, count: usize) -> Vec<Known> {
        (0..count).map(|_| self.line()).collect()
    }

    fn line(&mut self) -> Known {
        let id = self.next;
        self.next += 1;
        let seed = self.seeds[id as usize % self.seeds.len()].rotate_left(id / 64) as usize;
        let text = match self.content {
            Content::Unique if seed.is_multiple_of(3) => format!("    let line = number({id}, of, many);"),
            Content::Unique => format!("line {id}"),
            Content::Repeated => FEW[seed % FEW.len()].to_owned(),
        };
        Known { id, text }
    }

    fn copy(&mut self, line: &Known) -> Known {
        let new = self.line();
        if self.content == Content::Unique { new } else { Known { text: line.text.clone(), ..new } }
    }
}

fn block(lines: &[Known], at: Index, n: usize) -> (usize, usize) {
    let start = if lines.is_empty() { 0 } else { at.index(lines.len()) };
    (start, (start + n).min(lines.len()))
}

fn take(lines: &mut Vec<Known>, at: Index, n: usize) -> Vec<Known> {
    let (start, end) = block(lines, at, n);
    lines.drain(start..end).collect()
}

fn insert(lines: &mut Vec<Known>, at: Index, new: Vec<Known>) {
    let at = at.index(lines.len() + 1);
    lines.splice(at..at, new);
}
