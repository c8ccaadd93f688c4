//! Sets off parts of a line that is HTML already, as the words that changed in it.

use crate::{html::unescaped, invisible::SHOWN};

/// Puts `<em>` around parts of a line from [`crate::highlight`]. `spans` are where a part begins and ends, in bytes of the line's
/// text as it was before it became HTML; what lies outside of the line is left out.
pub fn emphasise(line_html: &str, spans: &[(usize, usize)]) -> String {
    let mut line = Line { out: String::with_capacity(line_html.len() + spans.len() * 9), is_open: false };
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut spans = spans.into_iter().peekable();
    let mut html = line_html;
    let mut at = 0;
    while !html.is_empty() {
        let piece = Piece::first_of(html);
        while spans.next_if(|(_, to)| *to <= at).is_some() {}
        let is_inside = spans.peek().is_some_and(|(from, _)| *from < at + piece.stands_for);
        line.set(is_inside && piece.stands_for > 0);
        let (written, rest) = html.split_at(piece.written);
        line.out.push_str(written);
        at += piece.stands_for;
        html = rest;
    }
    line.set(false);
    line.out
}

struct Line {
    out: String,
    is_open: bool,
}

impl Line {
    fn set(&mut self, open: bool) {
        if open != self.is_open {
            self.out.push_str(if open { "<em>" } else { "</em>" });
            self.is_open = open;
        }
    }
}

/// A tag, or what is written for one character. Both in bytes.
struct Piece {
    written: usize,
    /// 0 for a tag.
    stands_for: usize,
}

impl Piece {
    fn first_of(html: &str) -> Self {
        if html.starts_with(SHOWN) {
            return Self::shown(html);
        }
        if html.starts_with('<') {
            return Self { written: html.find('>').map_or(html.len(), |end| end + 1), stands_for: 0 };
        }
        if let Some((c, written)) = unescaped(html) {
            return Self { written, stands_for: c.len_utf8() };
        }
        let length = html.chars().next().map_or(html.len(), char::len_utf8);
        Self { written: length, stands_for: length }
    }

    /// A whole element that stands for a character that is not seen.
    fn shown(html: &str) -> Self {
        let end = "</span>";
        let written = html.find(end).map_or(html.len(), |at| at + end.len());
        let number = html[..written].trim_end_matches(end).rsplit("U+").next().unwrap_or_default();
        let c = u32::from_str_radix(number, 16).ok().and_then(char::from_u32);
        Self { written, stands_for: c.map_or(0, char::len_utf8) }
    }
}

#[cfg(test)]
#[path = "emphasise_tests.rs"]
mod tests;
