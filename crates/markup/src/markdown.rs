//! Markdown of people as HTML: headings from the third level on, lists, tables, quotes, code in colours, links. Their HTML stays
//! the text that it is, their images become links. Whatever they nest, it takes time in proportion to what they wrote.

use std::{fmt::Write, time::Duration};

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use crate::{
    clean::clean,
    highlight::highlight_within,
    html::{Html, escape, push_escaped},
    invisible::push_shown,
    languages, links,
};

/// In bytes. What is longer comes out as it was written.
const LONGEST: usize = 64 * 1024;
/// What is nested deeper is told flat.
const DEEPEST: usize = 24;
/// Elements of one text, for a table of many empty cells is written in few letters.
const MOST: usize = 16 * 1024;
/// How long the colours of all code blocks together may take.
const COLOURS: Duration = Duration::from_millis(100);

pub fn markdown(text: &str) -> Html {
    if text.len() > LONGEST {
        // Too much to take apart once more; escaped text needs no second wall.
        return Html::trusted(format!("<p>{}</p>", escape(text).replace('\n', "<br>")));
    }
    clean(&render(text))
}

/// What a text says. HTML is text like any other.
pub(crate) fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    TextMergeStream::new(Parser::new_ext(text, options).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        other => other,
    }))
}

/// The first wall: writes only what stands in this file.
fn render(text: &str) -> String {
    let mut page = Page { left: COLOURS, ..Page::default() };
    for event in events(text) {
        page.event(event);
    }
    page.out
}

#[derive(Default)]
struct Page {
    out: String,
    /// What ends the elements that are open; empty for one that was left out.
    open: Vec<&'static str>,
    elements: usize,
    /// The link that is open: where its text begins, and its address.
    link: Option<(usize, String)>,
    /// The code block that is open: what was said about it, and its text.
    code: Option<(String, String)>,
    /// A block that was left out has ended.
    gap: bool,
    in_head: bool,
    /// Of the time for colours.
    left: Duration,
}

impl Page {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => self.code = Some((info(&kind), String::new())),
            Event::End(TagEnd::CodeBlock) => self.code_block(),
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Code(text) => self.code_span(&text),
            Event::SoftBreak | Event::HardBreak => self.out.push_str("<br>"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.out.push_str(if done { "☑ " } else { "☐ " }),
            // Nobody asked the parser for these.
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => self.start_link(*link_type, dest_url, ("", "")),
            Tag::Image { dest_url, .. } => self.start_link(LinkType::Inline, dest_url, ("<em>", "</em>")),
            Tag::List(Some(first)) if *first != 1 => {
                let start = format!("<ol start=\"{first}\">\n");
                self.open(&start, "</ol>\n");
            }
            tag => {
                self.in_head |= *tag == Tag::TableHead;
                let (start, end) = around(tag, self.in_head);
                self.open(start, end);
            }
        }
    }

    /// With `otherwise` when it may not lead where it wants, or a link is open already.
    fn start_link(&mut self, kind: LinkType, address: &str, otherwise: (&str, &'static str)) {
        let address = if kind == LinkType::Email { format!("mailto:{address}") } else { address.to_owned() };
        let Some(address) = links::allowed(&address).filter(|_| self.link.is_none()) else {
            self.open(otherwise.0, otherwise.1);
            return;
        };
        if self.open(&link(&address), "</a>") {
            self.link = Some((self.out.len(), address));
        }
    }

    /// Whether there was room for it.
    fn open(&mut self, start: &str, end: &'static str) -> bool {
        self.elements += 1;
        let has_room = self.open.len() < DEEPEST && self.elements < MOST;
        if has_room {
            self.gap = false;
            self.out.push_str(start);
        }
        self.open.push(if has_room { end } else { "" });
        has_room
    }

    fn end(&mut self, tag: TagEnd) {
        let end = self.open.pop().unwrap_or_default();
        if end == "</a>"
            && let Some((at, address)) = self.link.take()
            && self.out.len() == at
        {
            push_escaped(&mut self.out, &address);
        }
        self.in_head &= tag != TagEnd::TableHead;
        self.gap = (self.gap && end.is_empty()) || (end.is_empty() && is_block(tag));
        self.out.push_str(end);
    }

    fn text(&mut self, text: &str) {
        self.close_gap();
        for (n, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if n > 0 {
                self.out.push_str("<br>");
            }
            if self.link.is_some() { push_escaped(&mut self.out, line) } else { self.with_links(line) }
        }
    }

    fn with_links(&mut self, mut text: &str) {
        while let Some(at) = links::bare(text) {
            let address = &text[at.clone()];
            push_escaped(&mut self.out, &text[..at.start]);
            // Writing to a string does not fail.
            _ = write!(self.out, "{}{}</a>", link(address), escape(address));
            text = &text[at.end..];
        }
        push_escaped(&mut self.out, text);
    }

    fn code_span(&mut self, text: &str) {
        self.close_gap();
        self.out.push_str("<code>");
        push_shown(&mut self.out, text);
        self.out.push_str("</code>");
    }

    fn code_block(&mut self) {
        let Some((info, code)) = self.code.take() else { return };
        let lines = highlight_within(languages::named(&info).id, &code, &mut self.left);
        self.gap = false;
        self.out.push_str("<div class=\"tf-code\"><pre tabindex=\"0\"><code>");
        self.out.push_str(&lines.join("\n"));
        self.out.push_str("</code></pre></div>\n");
    }

    fn close_gap(&mut self) {
        if std::mem::take(&mut self.gap) {
            self.out.push_str("<br>");
        }
    }
}

/// What stands around the content of an element.
fn around(tag: &Tag<'_>, in_head: bool) -> (&'static str, &'static str) {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => ("<p>", "</p>\n"),
        Tag::Heading { level: HeadingLevel::H1, .. } => ("<h3>", "</h3>\n"),
        Tag::Heading { level: HeadingLevel::H2, .. } => ("<h4>", "</h4>\n"),
        Tag::Heading { level: HeadingLevel::H3, .. } => ("<h5>", "</h5>\n"),
        Tag::Heading { .. } => ("<h6>", "</h6>\n"),
        Tag::BlockQuote(_) => ("<blockquote>\n", "</blockquote>\n"),
        Tag::List(None) => ("<ul>\n", "</ul>\n"),
        Tag::List(Some(_)) => ("<ol>\n", "</ol>\n"),
        Tag::Item => ("<li>", "</li>\n"),
        Tag::Table(_) => ("<table>\n", "</tbody></table>\n"),
        Tag::TableHead => ("<thead><tr>", "</tr></thead><tbody>\n"),
        Tag::TableRow => ("<tr>", "</tr>\n"),
        Tag::TableCell if in_head => ("<th>", "</th>"),
        Tag::TableCell => ("<td>", "</td>"),
        Tag::Emphasis => ("<em>", "</em>"),
        Tag::Strong => ("<strong>", "</strong>"),
        Tag::Strikethrough => ("<del>", "</del>"),
        _ => ("", ""),
    }
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

fn link(address: &str) -> String {
    format!("<a href=\"{}\" rel=\"nofollow noopener ugc\">", escape(address))
}

/// The word after the fence.
fn info(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',', '{']).next().unwrap_or_default().to_owned(),
        CodeBlockKind::Indented => String::new(),
    }
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
