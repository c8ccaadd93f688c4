use proptest::prelude::*;

use super::*;
use crate::highlight;

#[test]
fn a_part_of_plain_text_is_set_off() {
    assert_eq!(emphasise("abcdef", &[(2, 4)]), "ab<em>cd</em>ef");
    assert_eq!(emphasise("abc", &[]), "abc");
    assert_eq!(emphasise("abc", &[(0, 99)]), "<em>abc</em>");
    assert_eq!(emphasise("abc", &[(2, 2), (5, 9)]), "abc");
    assert_eq!(emphasise("abcd", &[(2, 3), (0, 1)]), "<em>a</em>b<em>c</em>d");
    assert_eq!(emphasise("abcd", &[(0, 2), (1, 3), (3, 4)]), "<em>abcd</em>");
}

#[test]
fn elements_are_not_crossed() {
    let html = r#"<span class="k">let</span> x"#;
    assert_eq!(emphasise(html, &[(1, 5)]), r#"<span class="k">l<em>et</em></span><em> x</em>"#);
    assert_eq!(emphasise(html, &[(0, 3)]), r#"<span class="k"><em>let</em></span> x"#);
}

#[test]
fn an_entity_is_one_character() {
    assert_eq!(emphasise("a&amp;&lt;b", &[(1, 2)]), "a<em>&amp;</em>&lt;b");
    assert_eq!(emphasise("a&amp;&lt;b", &[(3, 4)]), "a&amp;&lt;<em>b</em>");
}

#[test]
fn characters_are_never_cut() {
    assert_eq!(emphasise("aéb", &[(2, 3)]), "a<em>é</em>b");
}

#[test]
fn what_is_not_seen_counts_as_the_character_that_it_was() {
    let html = highlight("plain", "a\u{202E}b").remove(0);
    let shown = r#"<span class="u" title="U+202E RIGHT-TO-LEFT OVERRIDE">U+202E</span>"#;
    assert_eq!(emphasise(&html, &[(4, 5)]), format!("a{shown}<em>b</em>"));
    assert_eq!(emphasise(&html, &[(0, 2)]), format!("<em>a{shown}</em>b"));
}

#[test]
fn html_that_is_not_ours_does_no_harm() {
    for html in ["<", "a<b", "&", "&x;", r#"<span class="u"#, r#"<span class="u">U+ZZ</span>a"#, "</em>"] {
        let set_off = emphasise(html, &[(0, 9)]);
        assert_eq!(set_off.replace("<em>", "").replace("</em>", ""), html.replace("</em>", ""));
    }
}

proptest! {
    #[test]
    fn only_the_parts_are_set_off(
        line in r#"(let|fn|"s"|<x>|&|é|'|//|\u{202E}|\u{0}|[a-z =.;]){0,30}"#,
        spans in prop::collection::vec((0_usize..60, 0_usize..60), 0..4),
    ) {
        let html = highlight("rust", &line).pop().unwrap_or_default();
        let set_off = emphasise(&html, &spans);
        prop_assert_eq!(set_off.replace("<em>", "").replace("</em>", ""), html);

        let is_inside = |at: usize, c: char| spans.iter().any(|(from, to)| *from < at + c.len_utf8() && at < *to);
        let expected: String = line.char_indices().filter(|(at, c)| is_inside(*at, *c)).map(|(_, c)| c).collect();
        let found: String = set_off.split("<em>").skip(1).filter_map(|rest| rest.split_once("</em>")).map(|(em, _)| crate::highlight::tests::text_of(em)).collect();
        prop_assert_eq!(found, expected);
    }
}
