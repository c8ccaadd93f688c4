//! Hundreds of attempts to bring something into a page that runs, loads, or looks like ours, each in the places where people may
//! write. Every one must come out as text, or as an element that is listed here.

mod strict;

use markup::{highlight, markdown};
use proptest::prelude::*;
use strict::{Tag, tags};

const PAYLOADS: &str = include_str!("payloads.txt");

const TAGS: [&str; 25] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

#[test]
fn there_are_many_payloads() {
    assert!(payloads().count() >= 200);
    assert!(payloads().any(|payload| payload.contains('\n')) && payloads().any(|payload| payload.contains('\0')));
}

#[test]
fn markdown_holds_nothing_but_what_is_listed() {
    for payload in payloads() {
        for text in places(&payload) {
            let html = markdown(&text);
            for tag in tags(html.as_str()).unwrap_or_else(|e| panic!("{e}\nin {html}\nof {text:?}")) {
                is_listed(&tag).unwrap_or_else(|e| panic!("{e}\nin {html}\nof {text:?}"));
            }
        }
    }
}

#[test]
fn code_holds_nothing_but_what_is_listed() {
    for payload in payloads() {
        for language in ["plain", "html", "php", "javascript", "rust", "markdown", "diff", "css"] {
            for line in highlight(language, &payload) {
                for tag in tags(&line).unwrap_or_else(|e| panic!("{e}\nin {line}\nof {payload:?}")) {
                    assert_eq!(tag.name, "span", "in {line}\nof {payload:?}");
                    is_listed(&tag).unwrap_or_else(|e| panic!("{e}\nin {line}\nof {payload:?}"));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_put_together_holds_nothing_else(
        text in r#"([a-z]|[ \n]|["'`\\*_~<>()\[\]!&;:=#|/-]|- |> |\n\n|```|<a href=|vbscript:|https://|data:|\]\(|onclick=|&lt;|&#106;|\u{202E}|\u{0}){0,80}"#,
    ) {
        let html = markdown(&text);
        let tags = tags(html.as_str());
        prop_assert!(tags.is_ok_and(|tags| tags.iter().all(|tag| is_listed(tag).is_ok())), "{html}");
    }
}

fn payloads() -> impl Iterator<Item = String> {
    let lines = PAYLOADS.lines().filter(|line| !line.starts_with("%%") && !line.is_empty());
    lines.map(|line| numbers(&line.replace('␤', "\n")))
}

/// Characters that are written by their number, so that the file can be read.
fn numbers(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once('}').expect("the end of a number");
        let number = u32::from_str_radix(number, 16).expect("a number");
        out.push(char::from_u32(number).expect("the number of a character"));
        out.push_str(rest);
    }
    out
}

/// Where it may stand.
fn places(payload: &str) -> Vec<String> {
    vec![
        payload.to_owned(),
        format!("a {payload} b"),
        format!("[a]({payload})"),
        format!("![{payload}]({payload} \"{payload}\")"),
        format!("[{payload}][r]\n\n[r]: {payload} '{payload}'"),
        format!("<{payload}>"),
        format!("> - **{payload}**"),
        format!("| {payload} |\n|---|\n| `{payload}` |"),
        format!("# {payload}\n\n```{payload}\n{payload}\n```"),
    ]
}

fn is_listed(tag: &Tag) -> Result<(), String> {
    if !TAGS.contains(&tag.name.as_str()) {
        return Err(format!("<{}> is not listed", tag.name));
    }
    for (name, value) in &tag.attributes {
        let is_right = match (tag.name.as_str(), name.as_str()) {
            ("a", "href") => is_harmless(value),
            ("a", "rel") => value == "nofollow noopener ugc",
            ("div", "class") => value == "tf-code",
            ("ol", "start") => value.parse::<u64>().is_ok(),
            ("pre", "tabindex") => value == "0",
            ("span", "class") => value.len() == 1 && "acdfghiknostuv".contains(value.as_str()),
            ("span", "title") => value.starts_with("U+") && !value.contains(char::is_control),
            _ => false,
        };
        if !is_right || name.starts_with("on") {
            return Err(format!("<{} {name}={value:?}> is not listed", tag.name));
        }
    }
    let lacks_rel = tag.name == "a" && !tag.attributes.iter().any(|(name, _)| name == "rel");
    if lacks_rel { Err("a link without rel".to_owned()) } else { Ok(()) }
}

/// As a browser reads an address: without what is not seen.
fn is_harmless(address: &str) -> bool {
    let read: String =
        address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
    let is_known = ["http://", "https://", "mailto:"].iter().any(|scheme| read.starts_with(scheme));
    let is_ours = read.starts_with('/') && !read.starts_with("//") && !read.contains('\\');
    (is_known || is_ours) && !read.contains("javascript:") && read.len() == address.len()
}
