use std::time::Instant;

use super::*;

const LIMIT: Duration = Duration::from_millis(200);

fn html(text: &str) -> String {
    markdown(text).into_string()
}

fn link(address: &str, text: &str) -> String {
    format!(r#"<a href="{address}" rel="nofollow noopener ugc">{text}</a>"#)
}

#[test]
fn the_usual_marks_are_there() {
    assert_eq!(html("*a* **b** ~~c~~ `d<`"), "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;</code></p>\n");
    assert_eq!(html("> a"), "<blockquote>\n<p>a</p>\n</blockquote>\n");
    assert_eq!(html("3. a\n4. b"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n");
    assert_eq!(html("- [ ] a\n- [x] b"), "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>\n");
    let table = "<table>\n<thead><tr><th>a</th></tr></thead><tbody>\n<tr><td>b</td></tr>\n</tbody></table>\n";
    assert_eq!(html("|a|\n|-:|\n|b|"), table);
}

#[test]
fn headings_begin_at_the_third_level() {
    assert_eq!(html("# a\n## b\n### c\n#### d\n###### e"), {
        "<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>\n<h6>d</h6>\n<h6>e</h6>\n"
    });
}

#[test]
fn a_line_break_is_one() {
    assert_eq!(html("a\nb  \nc"), "<p>a<br>b<br>c</p>\n");
}

#[test]
fn html_stays_text() {
    assert_eq!(html("a <b onclick=x>c</b>"), "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n");
    assert_eq!(html("<div>\na\n</div>"), "<p>&lt;div&gt;<br>a<br>&lt;/div&gt;</p>\n");
    assert_eq!(html("<!-- a -->"), "<p>&lt;!-- a --&gt;</p>\n");
}

#[test]
fn code_has_colours_in_the_language_that_was_named() {
    let block = |code: &str| format!("<div class=\"tf-code\"><pre tabindex=\"0\"><code>{code}</code></pre></div>\n");
    assert_eq!(html("```rs,ignore\nfn f()\n```"), block(r#"<span class="k">fn</span> <span class="f">f</span>()"#));
    assert_eq!(html("```suggestion\nfn <f>\n\n```"), block("fn &lt;f&gt;\n"));
    assert_eq!(html("    fn f()"), block("fn f()"));
    assert_eq!(html("```"), block(""));
}

#[test]
fn links_lead_where_they_may() {
    assert_eq!(html("[a](https://e.org \"t\")"), format!("<p>{}</p>\n", link("https://e.org", "a")));
    assert_eq!(html("[a](/b?c&d)"), format!("<p>{}</p>\n", link("/b?c&amp;d", "a")));
    assert_eq!(html("<a@e.org>"), format!("<p>{}</p>\n", link("mailto:a@e.org", "a@e.org")));
    assert_eq!(html("[](https://e.org)"), format!("<p>{}</p>\n", link("https://e.org", "https://e.org")));
    assert_eq!(html("[a *b*](javascript:c)"), "<p>a <em>b</em></p>\n");
    assert_eq!(html("[a](//e.org) [b](c) [d](#e)"), "<p>a b d</p>\n");
}

#[test]
fn addresses_become_links() {
    let found = link("https://e.org/a_b_c?d&amp;e", "https://e.org/a_b_c?d&amp;e");
    assert_eq!(html("see https://e.org/a_b_c?d&e."), format!("<p>see {found}.</p>\n"));
    assert_eq!(html("`https://e.org`"), "<p><code>https://e.org</code></p>\n");
    assert_eq!(html("[https://e.org](/a)"), format!("<p>{}</p>\n", link("/a", "https://e.org")));
}

#[test]
fn images_become_links() {
    assert_eq!(
        html("![a *b*](https://e.org/c.png)"),
        format!("<p>{}</p>\n", link("https://e.org/c.png", "a <em>b</em>"))
    );
    assert_eq!(html("![](/c.png)"), format!("<p>{}</p>\n", link("/c.png", "/c.png")));
    assert_eq!(html("![a](data:x)"), "<p><em>a</em></p>\n");
    assert_eq!(html("[![a](/b)](/c)"), format!("<p>{}</p>\n", link("/c", "<em>a</em>")));
    assert_eq!(html("![a [b](/c)](/d)"), format!("<p>{}</p>\n", link("/d", "a b")));
}

#[test]
fn what_turns_the_direction_of_code_is_shown() {
    assert!(html("`a\u{202E}b`").contains("U+202E RIGHT-TO-LEFT OVERRIDE"));
    assert!(html("```\na\u{202E}b\n```").contains("U+202E RIGHT-TO-LEFT OVERRIDE"));
}

#[test]
fn the_first_wall_holds_by_itself() {
    let usual =
        "# a\n\n- b\n\n> c\n\n|d|\n|-|\n|e|\n\n```rust\nfn f() {}\n```\n\n![g](/h) https://e.org <i> & \" '\n\n---";
    let payloads = include_str!("../tests/payloads.txt").lines().map(|line| line.replace('␤', "\n"));
    for text in payloads.chain([usual.to_owned()]) {
        let written = render(&text);
        // Both spell some characters in their own way.
        let spelled = |html: &str| html.replace("&quot;", "\"").replace("&#39;", "'").replace("&nbsp;", "\u{A0}");
        assert_eq!(spelled(clean(&written).as_str()), spelled(&written));
    }
}

#[test]
fn what_is_too_long_stays_as_it_was_written() {
    let text = format!("*a*\n{}<b>", "x".repeat(LONGEST));
    let html = html(&text);
    assert!(html.starts_with("<p>*a*<br>xxx") && html.ends_with("xxx&lt;b&gt;</p>"));
}

#[test]
fn nothing_that_is_nested_takes_long() {
    let list: String = (0..300).flat_map(|n| ["  ".repeat(n), "- a\n".to_owned()]).collect();
    let fences = "```rust\nfn f() {}\n```\n".repeat(2_000);
    let table = format!("|{}\n|{}\n{}", "a|".repeat(2_000), "-|".repeat(2_000), "|a\n".repeat(2_000));
    let mut texts = vec![list, fences, table, "a\n".repeat(10_000), "# ".repeat(10_000), "[a](/b) ".repeat(5_000)];
    for piece in [
        "[",
        "]",
        ">",
        "> ",
        "*",
        "_",
        "**a",
        "*a_ ",
        "~~",
        "`",
        "- ",
        "1. ",
        "![",
        "](",
        "[a](",
        "![a](",
        "<",
        "<a ",
        "</",
        "<!--",
        "&",
        "&amp;",
        "\\",
        "|",
        "(",
        "[]",
        "[a]",
        "[^",
        "http",
        "http://",
        "http://[",
        "http://@",
        "xhttp://a",
        "https://a ",
        "https://a",
        "\"",
        "#",
        "=\n",
        "-\n",
        "\n\n",
        "\t",
        "\0",
        "é",
        "<?",
        "<![CDATA[",
        "[a]: b\n",
        ">- ",
        "* *",
        "``a`",
        "a@b.c ",
        "<https://a>",
    ] {
        texts.push(piece.repeat(10_000));
    }
    for text in &mut texts {
        text.truncate(text.floor_char_boundary(LONGEST));
        // Again when it did, because others work on this machine too.
        let took = (0..5).map(|_| time(text)).find(|took| *took < LIMIT);
        assert!(took.is_some(), "more than {LIMIT:?} for {:?}…", &text[..text.floor_char_boundary(12)]);
    }
}

fn time(text: &str) -> Duration {
    let began = Instant::now();
    html(text);
    began.elapsed()
}
