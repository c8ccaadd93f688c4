//! Quoting: what somebody said, or the lines that are meant, as Markdown at the end of what is being written. The button
//! sends the form, which comes back as it was with the quote in it; where there is script, only the field changes.

use contract::{CommentId, Pairs};
use leptos::prelude::*;

use super::code_fields::DO;
use crate::ui::prelude::*;

/// What every button that quotes sends begins with.
const QUOTE: &str = "quote.";
/// The lines that the form is about.
const LINES: &str = "quote.lines";

/// Whether this form was sent to have something quoted in it.
pub(super) fn wants_quote(pairs: &Pairs) -> bool {
    pairs.iter().any(|(name, value)| name == DO && value.starts_with(QUOTE))
}

/// The form as it was sent, with what its button asked for at the end of what was typed. `said` is a comment by its id.
pub(super) fn quoted<'a>(
    sent: Submitted,
    path: Option<&str>,
    lines: &[String],
    said: impl Fn(CommentId) -> Option<&'a str>,
) -> Submitted {
    let Some(wanted) = sent.value(DO).filter(|wanted| wanted.starts_with(QUOTE)) else { return sent };
    let quote = match wanted {
        LINES => of_lines(path.unwrap_or_default(), lines),
        comment => {
            let id = comment.strip_prefix(QUOTE).and_then(|id| id.parse().ok());
            id.and_then(said).map(of_comment).unwrap_or_default()
        }
    };
    if quote.is_empty() {
        return sent;
    }
    let text = after(sent.value("text").unwrap_or_default(), &quote);
    sent.with("text", text)
}

/// Whether this field has just been given a quote, and wants to be written on in.
pub(super) fn has_quote(sent: &Submitted) -> bool {
    sent.value(DO).is_some_and(|wanted| wanted.starts_with(QUOTE))
}

fn after(typed: &str, quote: &str) -> String {
    match typed.trim_end() {
        "" => format!("{quote}\n\n"),
        typed => format!("{typed}\n\n{quote}\n\n"),
    }
}

/// Code as code, fenced by more ticks than it holds itself.
fn of_lines(path: &str, lines: &[String]) -> String {
    let text = lines.join("\n");
    let ticks = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(ticks.max(2) + 1);
    let language = match markup::detect(path, &text).id {
        "plain" => "",
        known => known,
    };
    format!("{fence}{language}\n{text}\n{fence}")
}

/// What somebody said, without what they quoted themselves, unless that is all.
fn of_comment(text: &str) -> String {
    let own: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with('>')).collect();
    let own = own.join("\n");
    let own = if own.trim().is_empty() { text } else { own.as_str() };
    own.trim().lines().map(|line| format!("> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// Inside a form about lines: puts them into what is written.
#[component]
pub fn QuoteLines() -> impl IntoView {
    view! {
        <Button submit=true name=DO value=LINES look=Look::Bare unchecked=true>
            "Quote the lines"
        </Button>
    }
}

/// Beside a comment: puts it into the answer that is written in the form with this id.
#[component]
pub fn QuoteComment(comment: CommentId, form: String) -> impl IntoView {
    let value = format!("{QUOTE}{comment}");
    view! {
        <Button submit=true name=DO value=value of=form look=Look::Bare size=Size::Small unchecked=true>
            "Quote"
        </Button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMENT: &str = "018f0000-0000-7000-8000-000000000001";

    fn asked(what: &str, typed: &str) -> String {
        let pairs = vec![(DO.into(), what.into()), ("text".into(), typed.into())];
        let lines = ["let a = 1;".to_owned(), "let b = 2;".to_owned()];
        let said = |id: CommentId| (id.to_string() == COMMENT).then_some("> why?\n\nBecause.\nReally.");
        let sent = Submitted { pairs, ..Submitted::default() };
        quoted(sent, Some("a.rs"), &lines, said).value("text").unwrap().to_owned()
    }

    #[test]
    fn a_quote_comes_after_what_was_typed() {
        assert_eq!(asked("quote.lines", ""), "```rust\nlet a = 1;\nlet b = 2;\n```\n\n");
        assert_eq!(asked("quote.lines", "See:\n"), "See:\n\n```rust\nlet a = 1;\nlet b = 2;\n```\n\n");
        assert_eq!(asked(&format!("quote.{COMMENT}"), ""), "> Because.\n> Really.\n\n");
    }

    #[test]
    fn what_is_not_there_adds_nothing() {
        assert_eq!(asked("quote.018f0000-0000-7000-8000-000000000002", "Half a"), "Half a");
        assert_eq!(asked("preview", "Half a"), "Half a");
    }

    #[test]
    fn code_with_ticks_is_fenced_by_more_of_them() {
        assert_eq!(of_lines("a.md", &["````".into()]), "`````markdown\n````\n`````");
    }

    #[test]
    fn who_only_quoted_is_quoted_with_it() {
        assert_eq!(of_comment("> a\n> b"), "> > a\n> > b");
        assert_eq!(of_comment("a\n\nb\n"), "> a\n>\n> b");
    }
}
