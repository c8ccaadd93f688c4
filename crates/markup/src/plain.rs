//! The beginning of a text in one line, without its markup, for lists and mails. It is text, not HTML: whoever shows it escapes
//! it.

use pulldown_cmark::{Event, TagEnd};

use crate::{invisible, markdown::events};

/// In characters.
const LENGTH: usize = 200;
/// How much of a text is read for it, in bytes.
const READ: usize = 4 * 1024;

pub fn plain(text: &str) -> String {
    let mut said = String::new();
    for event in events(&text[..text.floor_char_boundary(READ)]) {
        match event {
            Event::Text(text) | Event::Code(text) => said.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::Rule => said.push(' '),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {}
            Event::End(_) => said.push(' '),
            _ => {}
        }
    }
    shorten(&one_line(&said))
}

/// Single spaces, and nothing that is not seen or that would turn the text around it.
fn one_line(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.chars().filter(|c| is_kept(*c)).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Those that join or part the letters of some scripts, and the parts of an emoji, belong to words.
fn is_kept(c: char) -> bool {
    invisible::name(c).is_none() || matches!(c, '\u{200C}' | '\u{200D}')
}

/// Cuts between words, or within one that is long.
fn shorten(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LENGTH) else { return text.to_owned() };
    let end = text[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([',', '.', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_markup_is_gone() {
        let text = "# Title\n\nSome *soft* `code` and\na [link](https://e.org \"t\").\n\n- one\n- two\n\n```rust\nfn main() {}\n```";
        assert_eq!(plain(text), "Title Some soft code and a link. one two fn main() {}");
        assert_eq!(plain("| a | b |\n|---|---|\n| c | d |"), "a b c d");
        assert_eq!(plain("![a cat](/cat.png) <b>x</b>"), "a cat <b>x</b>");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn what_is_long_ends_between_words() {
        let text = plain(&"word ".repeat(100));
        assert_eq!(text.chars().count(), 200);
        assert!(text.ends_with("word…"));
        assert_eq!(plain(&"é".repeat(300)), format!("{}…", "é".repeat(200)));
        assert_eq!(plain(&"é".repeat(200)), "é".repeat(200));
    }

    #[test]
    fn nothing_turns_the_text_around_it() {
        assert_eq!(plain("a\u{202E}b\u{2066} \u{200B} c\u{0}👩\u{200D}🎓"), "ab c👩\u{200D}🎓");
    }
}
