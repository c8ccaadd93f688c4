//! What is emphasised, and what would be noise.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// The emphasised parts of both lines.
fn parts<'a>(old: &'a str, new: &'a str) -> (Vec<&'a str>, Vec<&'a str>) {
    let (left, right) = words(old, new);
    let cut = |line: &'a str, spans: Vec<Span>| spans.into_iter().map(|span| &line[span.from..span.to]).collect();
    (cut(old, left), cut(new, right))
}

#[test]
fn the_words_that_differ_are_emphasised() {
    assert_eq!(parts("let a = one + two;", "let a = one - two;"), (vec!["+"], vec!["-"]));
    assert_eq!(parts("self.name.len()", "self.title.len()"), (vec!["name"], vec!["title"]));
    assert_eq!(parts("max_width = 3.14", "max_width = 3.15"), (vec!["14"], vec!["15"]));
    assert_eq!(parts("fn f(a: u8)", "fn f(a: u8, b: u8)"), (vec![], vec![", b: u8"]));
}

#[test]
fn the_space_between_two_words_that_differ_is_too() {
    assert_eq!(
        parts("return the old one here;", "return some new thing here;"),
        (vec!["the old one"], vec!["some new thing"])
    );
}

#[test]
fn other_spaces_are_a_difference() {
    assert_eq!(parts("  x", "    x"), (vec!["  "], vec!["    "]));
    assert_eq!(parts("x\r", "x"), (vec!["\r"], vec![]));
}

#[test]
fn lines_with_little_in_common_are_left_alone() {
    assert_eq!(parts("let total = sum(list);", "// Nobody knows why"), (vec![], vec![]));
    assert_eq!(parts("equal", "equal"), (vec![], vec![]));
    assert_eq!(parts("", "new"), (vec![], vec![]));
}

#[test]
fn long_lines_are_left_alone() {
    let long = "x ".repeat(1_001);
    assert_eq!(words(&long, &format!("{long}y")), (vec![], vec![]));
}

#[test]
fn the_worst_line_takes_a_moment() {
    let line = |step: usize| {
        (0..1_000)
            .map(|n| format!("{}{}", ["+", "-", "*", "/"][n * step % 4], n * step % 7))
            .collect::<Vec<_>>()
            .concat()
    };
    let (old, new) = (line(3), line(5));
    let begin = Instant::now();
    words(&old, &new);
    let took = begin.elapsed();
    println!("{took:?}");
    assert!(took < Duration::from_millis(200), "{took:?}");
}

proptest! {
    /// Without what is emphasised both lines are the same, up to spaces; and every span can be cut out.
    #[test]
    fn the_rest_is_the_same(old in "[ab_.é ̈👩\u{200d}(\t]{0,30}", new in "[ab_.é ̈👩\u{200d}(\t]{0,30}") {
        let (left, right) = words(&old, &new);
        let rest = |line: &str, spans: &[Span]| {
            let mut rest = line.to_owned();
            for span in spans.iter().rev() {
                assert!(span.from < span.to);
                rest.replace_range(span.from..span.to, "");
            }
            rest.split_whitespace().collect::<String>()
        };
        for spans in [&left, &right] {
            prop_assert!(spans.windows(2).all(|two| two[0].to < two[1].from));
        }
        if !left.is_empty() || !right.is_empty() {
            prop_assert_eq!(rest(&old, &left), rest(&new, &right));
        }
    }
}
