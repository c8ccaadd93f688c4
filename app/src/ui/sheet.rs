//! Code line by line: numbers, signs, coloured text. Written as one string for each chunk, because a page may show ten
//! thousand lines; the coloured text comes from `markup`, which alone makes HTML of what people wrote.

use std::fmt::Write;

use leptos::prelude::*;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Same,
    Added,
    Removed,
    /// It came from elsewhere in the same file.
    MovedHere,
    /// It went elsewhere in the same file.
    MovedAway,
}

impl Mark {
    fn class(self) -> &'static str {
        match self {
            Self::Same => "tf-l",
            Self::Added => "tf-l tf-l-add",
            Self::Removed => "tf-l tf-l-del",
            Self::MovedHere => "tf-l tf-l-add tf-l-moved",
            Self::MovedAway => "tf-l tf-l-del tf-l-moved",
        }
    }
}

/// One line as it is read from top to bottom.
pub struct SheetLine<'a> {
    pub old: Option<u32>,
    pub new: Option<u32>,
    pub mark: Mark,
    /// Safe HTML.
    pub html: &'a str,
}

/// One line of the two that stand side by side.
pub struct SheetPair<'a> {
    pub left: Option<(u32, Mark, &'a str)>,
    pub right: Option<(u32, Mark, &'a str)>,
}

/// What all lines of a file share.
pub struct SheetFile {
    /// Begins the ids of lines: `f2` makes `f2n10`.
    pub id: String,
    /// Where a click on a new line's number leads, up to the number; `None` where nothing can be said about it.
    pub at: Option<String>,
    /// Lines of the new side that are meant right now.
    pub marked: Option<(u32, u32)>,
}

impl SheetFile {
    fn is_marked(&self, line: Option<u32>) -> bool {
        matches!((self.marked, line), (Some((from, to)), Some(line)) if (from..=to).contains(&line))
    }

    fn number(&self, html: &mut String, new: Option<u32>) {
        let done = match (new, &self.at) {
            (Some(n), Some(at)) => write!(html, "<a class=\"tf-n\" data-line=\"{n}\" href=\"{at}{n}#at\">{n}</a>"),
            (Some(n), None) => {
                write!(html, "<a class=\"tf-n\" data-line=\"{n}\" href=\"#{id}n{n}\">{n}</a>", id = self.id)
            }
            (None, _) => write!(html, "<span class=\"tf-n\"></span>"),
        };
        // Writing to a string does not fail.
        debug_assert!(done.is_ok());
    }

    fn open(&self, html: &mut String, mark: Mark, new: Option<u32>) {
        html.push_str("<div class=\"");
        html.push_str(mark.class());
        if self.is_marked(new) {
            html.push_str(" tf-l-at");
        }
        html.push('"');
        if let Some(n) = new {
            let done = write!(html, " id=\"{}n{n}\"", self.id);
            debug_assert!(done.is_ok());
        }
        html.push('>');
    }

    /// Lines one below the other, with the old and the new number.
    pub fn unified(&self, lines: &[SheetLine<'_>]) -> String {
        let mut html = String::with_capacity(lines.iter().map(|line| line.html.len() + 160).sum());
        for line in lines {
            self.open(&mut html, line.mark, line.new);
            old_number(&mut html, line.old);
            self.number(&mut html, line.new);
            code(&mut html, line.html);
            html.push_str("</div>");
        }
        html
    }

    /// The same where there is only one text: one number.
    pub fn plain(&self, lines: &[SheetLine<'_>]) -> String {
        let mut html = String::with_capacity(lines.iter().map(|line| line.html.len() + 130).sum());
        for line in lines {
            self.open(&mut html, Mark::Same, line.new);
            self.number(&mut html, line.new);
            code(&mut html, line.html);
            html.push_str("</div>");
        }
        html
    }

    /// Old at the left, new at the right.
    pub fn split(&self, pairs: &[SheetPair<'_>]) -> String {
        let mut html = String::new();
        for pair in pairs {
            let new = pair.right.map(|(n, ..)| n);
            self.open(&mut html, Mark::Same, new);
            half(&mut html, pair.left.map(|(n, mark, text)| (Some(n), mark, text)), old_number);
            half(&mut html, pair.right.map(|(n, mark, text)| (Some(n), mark, text)), |html, n| self.number(html, n));
            html.push_str("</div>");
        }
        html
    }
}

fn half(html: &mut String, side: Option<(Option<u32>, Mark, &str)>, number: impl Fn(&mut String, Option<u32>)) {
    let (n, mark, text) = side.unwrap_or((None, Mark::Same, ""));
    let class = match (side.is_some(), mark) {
        (false, _) => "tf-half tf-half-none",
        (true, Mark::Same) => "tf-half",
        (true, Mark::Added | Mark::MovedHere) => "tf-half tf-l-add",
        (true, Mark::Removed | Mark::MovedAway) => "tf-half tf-l-del",
    };
    html.push_str("<div class=\"");
    html.push_str(class);
    html.push_str("\">");
    number(html, n);
    code(html, text);
    html.push_str("</div>");
}

fn old_number(html: &mut String, old: Option<u32>) {
    html.push_str("<span class=\"tf-o\">");
    if let Some(n) = old {
        let done = write!(html, "{n}");
        debug_assert!(done.is_ok());
    }
    html.push_str("</span>");
}

fn code(html: &mut String, text: &str) {
    html.push_str("<code>");
    html.push_str(text);
    html.push_str("</code>");
}

/// Lines from which on it pays to leave a chunk out while it is out of sight.
const LONG: usize = 50;

/// A run of lines. Long ones that are out of sight cost the browser no layout and no paint, and are still found by its
/// search; short ones are laid out, so that the page is as long as it says.
#[component]
pub fn Chunk(html: String, lines: usize) -> impl IntoView {
    let class = if lines < LONG { "tf-chunk" } else { "tf-chunk tf-chunk-long" };
    view! { <div class=class inner_html=html></div> }
}

/// Words of a person that `markup` made into safe HTML.
#[component]
pub fn Marked(#[prop(into)] html: markup::Html) -> impl IntoView {
    view! { <div class="tf-marked" inner_html=html.into_string()></div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(at: Option<&str>) -> SheetFile {
        SheetFile { id: "f1".into(), at: at.map(str::to_owned), marked: Some((2, 3)) }
    }

    #[test]
    fn a_line_has_its_numbers_its_sign_and_a_place_to_link_to() {
        let line = SheetLine { old: None, new: Some(2), mark: Mark::Added, html: "<i>x</i>" };
        let html = file(Some("?at=a.rs:")).unified(&[line]);
        assert_eq!(
            html,
            "<div class=\"tf-l tf-l-add tf-l-at\" id=\"f1n2\"><span class=\"tf-o\"></span>\
             <a class=\"tf-n\" data-line=\"2\" href=\"?at=a.rs:2#at\">2</a><code><i>x</i></code></div>"
        );
    }

    #[test]
    fn a_removed_line_has_no_place_of_its_own() {
        let html = file(None).unified(&[SheetLine { old: Some(4), new: None, mark: Mark::Removed, html: "x" }]);
        assert!(!html.contains("id=") && html.contains("tf-l-del") && html.contains(">4</span>"), "{html}");
    }
}
