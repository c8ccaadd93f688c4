use proptest::prelude::*;

use super::*;
use crate::languages::languages;
use crate::{html::unescaped, scopes::CLASSES};

/// The text that a line was made of, if it is written as lines are: known elements, each closed where it was opened.
pub(crate) fn text_of(html: &str) -> String {
    let (mut text, mut rest, mut open) = (String::new(), html, 0);
    while !rest.is_empty() {
        if let Some(shown) = rest.strip_prefix(r#"<span class="u" title="U+"#) {
            let (title, after) = shown.split_once("\">").unwrap();
            let number = title.split(' ').next().unwrap();
            rest = after.strip_prefix(&format!("U+{number}</span>")).expect("the number that the title tells");
            text.push(char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap());
        } else if let Some(after) = rest.strip_prefix("</span>") {
            open -= 1;
            rest = after;
        } else if let Some(after) = rest.strip_prefix(r#"<span class=""#) {
            let (class, after) = after.split_once("\">").unwrap();
            assert!(CLASSES.contains(&class), "{class}");
            open += 1;
            rest = after;
        } else {
            let (c, length) = unescaped(rest).unwrap_or_else(|| (rest.chars().next().unwrap(), 0));
            assert!(length > 0 || !"<>&\"'".contains(c), "{c} is not escaped in {html}");
            text.push(c);
            rest = &rest[length.max(c.len_utf8())..];
        }
        assert!(open == 0 || open == 1, "{html}");
    }
    assert_eq!(open, 0, "{html}");
    text
}

/// Lines as they are counted everywhere, without their ends.
fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(|line| without_end(line).to_owned()).collect()
}

fn html(language: &str, line: &str) -> String {
    highlight(language, line).concat()
}

#[test]
fn words_have_the_class_of_what_they_are() {
    assert_eq!(
        html("rust", "pub fn f(x: &str) -> u8 { 1 } // \"c\""),
        concat!(
            r#"<span class="k">pub fn</span> <span class="f">f</span>(<span class="v">x</span>: <span class="o">&amp;</span>"#,
            r#"<span class="k">str</span>) -&gt; <span class="k">u8</span> { <span class="n">1</span> } "#,
            r#"<span class="c">// &quot;c&quot;</span>"#
        )
    );
    assert_eq!(html("python", "x is not None"), r#"x <span class="k">is not</span> <span class="n">None</span>"#);
    assert_eq!(
        html("json", r#"{"a": "b"}"#),
        r#"{<span class="g">&quot;a&quot;</span>: <span class="s">&quot;b&quot;</span>}"#
    );
    assert_eq!(html("diff", "+a"), r#"<span class="i">+a</span>"#);
}

#[test]
fn a_comment_of_several_lines_is_closed_in_each() {
    let expected = [r#"<span class="c">/* a</span>"#, "", r#"<span class="c">b */</span> c"#];
    assert_eq!(highlight("c", "/* a\n\nb */ c"), expected);
}

#[test]
fn lines_are_those_between_line_feeds() {
    for language in ["plain", "rust", "markdown"] {
        assert_eq!(highlight(language, ""), Vec::<String>::new());
        assert_eq!(highlight(language, "a"), ["a"]);
        assert_eq!(highlight(language, "a\n"), ["a"]);
        assert_eq!(highlight(language, "\n\na\r\n\n"), ["", "", "a", ""]);
    }
}

#[test]
fn php_needs_no_tag() {
    assert_eq!(html("php", "echo 1;"), r#"<span class="f">echo</span> <span class="n">1</span>;"#);
    assert!(html("php", "<?php echo 1;").ends_with(&html("php", "echo 1;")));
    assert!(html("php", "<b>echo 1;<?=").starts_with(r#"&lt;<span class="g">b</span>&gt;echo 1;"#));
}

#[test]
fn a_language_that_nobody_knows_has_no_colours() {
    assert_eq!(highlight("nonsense", "fn <main>"), ["fn &lt;main&gt;"]);
}

#[test]
fn a_mark_at_the_beginning_stays_as_it_is() {
    assert_eq!(highlight("rust", "\u{FEFF}1"), ["\u{FEFF}<span class=\"n\">1</span>"]);
    assert!(html("rust", "1\u{FEFF}").contains("U+FEFF BYTE ORDER MARK"));
}

#[test]
fn a_long_line_has_no_colours_and_those_around_it_do() {
    let text = format!("let a;\nlet {};\nlet b;", "x".repeat(2_000));
    let lines = highlight("rust", &text);
    assert!(!lines[1].contains('<') && lines[0].contains('<') && lines[2].contains('<'));
}

#[test]
fn a_large_text_has_no_colours() {
    for text in ["let a;\n".repeat(MOST_LINES + 1), format!("{}let a;", "x\n".repeat(9_000)) + &" ".repeat(LARGEST)] {
        assert!(highlight("rust", &text).iter().all(|line| !line.contains('<')));
    }
}

#[test]
fn what_the_budget_does_not_reach_has_no_colours() {
    let rust = languages::named("rust");
    let lines = paint(rust, "let a;\nlet b;\n", Duration::ZERO);
    assert_eq!(lines, ["let a;", "let b;"]);
}

#[test]
fn several_texts_share_a_budget() {
    let mut left = BUDGET;
    highlight_within("rust", "let a;", &mut left);
    assert!(left < BUDGET);
}

proptest! {
    #[test]
    fn no_text_is_lost_and_no_element_left_open(
        language in prop::sample::select(languages().iter().map(|language| language.id).collect::<Vec<_>>()),
        text in r#"([a-z]{1,4}|[ \n\t]|["'`/\\*<>{}()\[\]=+&|$#@!%^.,:;?-]|é|\u{202E}|\u{0}|<\?php|"""|/\*|\*/|<script>|```){0,60}"#,
    ) {
        let found: Vec<String> = highlight(language, &text).iter().map(|line| text_of(line)).collect();
        prop_assert_eq!(found, lines(&text));
    }
}
