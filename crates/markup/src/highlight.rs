//! Code as HTML, line by line, in classes of our own. Each line stands for itself: what is opened in it is closed in it. What is
//! too long, or takes too long, comes out without colours; no line is ever lost or changed.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use crate::{
    invisible::push_shown,
    languages::{self, Language},
    scopes::Classes,
};

/// How long a text may take; what remains then has no colours.
pub const BUDGET: Duration = Duration::from_millis(300);

/// In bytes.
const LARGEST: usize = 512 * 1024;
const MOST_LINES: usize = 10_000;

/// Loading takes about 4 ms. Each grammar is unpacked when it is first used, and its first line takes up to 30 ms.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// One piece of safe HTML for each line, with the classes that `style/code.css` colours. Of a line's end, neither `\n` nor a
/// `\r` before it is part of the line.
pub fn highlight(language: &str, text: &str) -> Vec<String> {
    highlight_within(language, text, &mut BUDGET.clone())
}

/// The same, for several texts on one page: what it took is taken from `left`.
pub fn highlight_within(language: &str, text: &str, left: &mut Duration) -> Vec<String> {
    let began = Instant::now();
    let lines = paint(languages::named(language), text, *left);
    *left = left.saturating_sub(began.elapsed());
    lines
}

fn paint(language: &Language, text: &str, time: Duration) -> Vec<String> {
    let began = Instant::now();
    let mut painter = Painter::new(language, text);
    let lines = text.split_inclusive('\n').enumerate().map(|(n, line)| {
        if began.elapsed() > time {
            painter = None;
        }
        // A mark at the beginning of a file says nothing to those who read it, and is not seen there either.
        let mark = if n == 0 && line.starts_with('\u{FEFF}') { "\u{FEFF}" } else { "" };
        mark.to_owned() + &paint_line(&mut painter, &line[mark.len()..])
    });
    lines.collect()
}

fn paint_line(painter: &mut Option<Painter>, line: &str) -> String {
    if let Some(painting) = painter.as_mut().filter(|painter| line.len() <= painter.longest_line) {
        match painting.paint(line) {
            Some(html) => return html,
            // The grammar is at fault, and of no use for the lines after.
            None => *painter = None,
        }
    }
    let mut html = String::with_capacity(line.len());
    push_shown(&mut html, without_end(line));
    html
}

/// Reads a text line by line and remembers where it is in it.
struct Painter {
    longest_line: usize,
    state: ParseState,
    scopes: ScopeStack,
    classes: Classes,
}

impl Painter {
    /// None for what has no colours.
    fn new(language: &Language, text: &str) -> Option<Self> {
        let grammar = grammar(language, text)?;
        let lines = text.bytes().filter(|byte| *byte == b'\n').count();
        if text.len() > LARGEST || lines > MOST_LINES {
            return None;
        }
        Some(Self {
            longest_line: language.longest_line,
            state: ParseState::new(grammar),
            scopes: ScopeStack::new(),
            classes: Classes::default(),
        })
    }

    /// None when the grammar is at fault.
    fn paint(&mut self, line: &str) -> Option<String> {
        let shown = without_end(line);
        let mut html = Line::default();
        let mut done = 0;
        for (at, op) in self.state.parse_line(line, &SYNTAXES).ok()? {
            let at = shown.floor_char_boundary(at.max(done));
            html.push(&shown[done..at], self.classes.current());
            done = at;
            self.scopes.apply_with_hook(&op, |op, _| self.classes.apply(op)).ok()?;
        }
        html.push(&shown[done..], self.classes.current());
        Some(html.end())
    }
}

/// A piece of PHP without its tag is meant to be PHP all the same.
fn grammar(language: &Language, text: &str) -> Option<&'static SyntaxReference> {
    match language.grammar? {
        "PHP" if !text.contains("<?") => SYNTAXES.find_syntax_by_name("PHP Source"),
        grammar => SYNTAXES.find_syntax_by_name(grammar),
    }
}

fn without_end(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// A line that is being written.
#[derive(Default)]
struct Line {
    html: String,
    open: Option<char>,
    /// Blanks after what was written. Between two words of one class they belong to both.
    blanks: String,
}

impl Line {
    fn push(&mut self, text: &str, class: Option<char>) {
        if text.trim_start().is_empty() {
            self.blanks.push_str(text);
            return;
        }
        // Many grammars take words like `and` for operators.
        let is_word = class == Some('o') && text.starts_with(|c: char| c.is_ascii_alphabetic());
        let class = if is_word { Some('k') } else { class };
        if class == self.open {
            self.push_blanks();
        } else {
            self.close();
            self.push_blanks();
            self.begin(class);
        }
        push_shown(&mut self.html, text);
    }

    fn push_blanks(&mut self) {
        push_shown(&mut self.html, &self.blanks);
        self.blanks.clear();
    }

    fn begin(&mut self, class: Option<char>) {
        self.open = class;
        if let Some(class) = class {
            self.html.push_str("<span class=\"");
            self.html.push(class);
            self.html.push_str("\">");
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn end(mut self) -> String {
        self.close();
        self.push_blanks();
        self.html
    }
}

#[cfg(test)]
#[path = "highlight_tests.rs"]
pub(crate) mod tests;
