//! A diff tells both texts, whatever they are, and never takes long.

use proptest::prelude::*;

use super::*;
use crate::{
    hunks,
    lines::Range,
    oracle::{Content, history},
    pairs,
};

/// Both texts as the diff tells them; panics where it says what is not so.
fn check(old: &str, new: &str, diff: &Diff) {
    let (old, new) = (Lines::of(old), Lines::of(new));
    assert!(
        diff.lines.iter().filter_map(|line| line.in_old()).eq(1..=old.len()),
        "the old text's lines, once and in order"
    );
    assert!(
        diff.lines.iter().filter_map(|line| line.in_new()).eq(1..=new.len()),
        "the new text's lines, once and in order"
    );
    let mut back = HashMap::new();
    for line in &diff.lines {
        match *line {
            Line::Same { old: from, new: to } => assert_eq!(old.get(from), new.get(to)),
            Line::Removed { old: from, moved_to: Some(to) } => {
                assert_eq!(old.get(from), new.get(to));
                assert_eq!(back.insert(to, from), None, "two lines went to {to}");
            }
            _ => {}
        }
    }
    for line in &diff.lines {
        if let Line::Added { new, moved_from } = *line {
            assert_eq!(back.remove(&new), moved_from);
        }
    }
    assert!(back.is_empty(), "moved to lines that were not added: {back:?}");
}

#[test]
fn what_is_equal_is_the_same() {
    let same = |n| Line::Same { old: n, new: n };
    assert_eq!(diff("a\nb\n", "a\nb\n").lines, [same(1), same(2)]);
    assert_eq!(diff("a\nb\n", "a\nb").lines, [same(1), same(2)]);
    assert_eq!(diff("", "").lines, []);
}

#[test]
fn what_replaces_comes_after_what_it_replaces() {
    let lines = diff("a\nb\nc\n", "a\nB\nc\nd").lines;
    let expected = [
        Line::Same { old: 1, new: 1 },
        Line::Removed { old: 2, moved_to: None },
        Line::Added { new: 2, moved_from: None },
        Line::Same { old: 3, new: 3 },
        Line::Added { new: 4, moved_from: None },
    ];
    assert_eq!(lines, expected);
}

#[test]
fn another_way_to_end_a_line_is_a_change() {
    assert_eq!(diff("a\r\n", "a\n").lines.iter().filter(|line| line.is_same()).count(), 0);
}

#[test]
fn out_of_time_it_is_coarse_and_still_true() {
    let text = |by: usize, most: usize| (0..2_000).map(|n| format!("{}\n", n * by % most)).collect::<Vec<_>>().concat();
    let (old, new) = (text(1, 700), text(7, 900));
    let diff = until(&old, &new, Some(Instant::now()));
    assert!(diff.coarse);
    check(&old, &new, &diff);
}

/// A line from a small alphabet with all that ends or widens one.
fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\r\n",
        "\r",
        "a",
        "a\n",
        "b\n",
        "  x\n",
        "é\u{301}",
        "👩‍👩‍👧\n",
        "\u{2028}",
        "\0",
        "\n\n",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The contents of lines that stand together.
fn runs<'a>(numbers: impl Iterator<Item = u32>, lines: &Lines<'a>) -> Vec<Vec<&'a str>> {
    let numbers: Vec<u32> = numbers.collect();
    let content = |run: &[u32]| run.iter().map(|n| lines.get(*n).unwrap()).collect();
    numbers.chunk_by(|a, b| a + 1 == *b).map(content).collect()
}

/// Old lines that went elsewhere together.
fn moved_blocks(diff: &Diff) -> Vec<Range> {
    let moved = diff.lines.iter().filter_map(|line| match *line {
        Line::Removed { old, moved_to } => Some((old, moved_to?)),
        _ => None,
    });
    let moved: Vec<(u32, u32)> = moved.collect();
    let blocks = moved.chunk_by(|a, b| (a.0 + 1, a.1 + 1) == *b);
    blocks.map(|block| Range { from: block[0].0, to: block[block.len() - 1].0 }).collect()
}

proptest! {
    #[test]
    fn it_tells_both_texts(history in prop_oneof![history(Content::Repeated, 2, true), history(Content::Unique, 2, true)]) {
        let (old, new) = (history.text(0), history.text(1));
        check(&old, &new, &diff(&old, &new));
    }

    /// A block that moved is there once among what was removed and once among what was added, and it is worth saying.
    #[test]
    fn what_moved_moved_beyond_doubt(history in history(Content::Repeated, 2, true)) {
        let (old, new) = (history.text(0), history.text(1));
        let (diff, old, new) = (diff(&old, &new), Lines::of(&old), Lines::of(&new));
        let removed = runs(diff.lines.iter().filter(|line| !line.is_same()).filter_map(|line| line.in_old()), &old);
        let added = runs(diff.lines.iter().filter(|line| !line.is_same()).filter_map(|line| line.in_new()), &new);
        for block in moved_blocks(&diff) {
            let block = old.slice(block).unwrap();
            let times = |runs: &[Vec<&str>]| runs.iter().flat_map(|run| run.windows(block.len())).filter(|lines| *lines == block).count();
            prop_assert_eq!((times(&removed), times(&added)), (1, 1), "{:?}", block);
            let long = block.iter().any(|line| line.replace(' ', "").len() >= 20);
            prop_assert!(long || block.windows(2).any(|two| !two.contains(&"")), "{:?}", block);
        }
    }

    #[test]
    fn it_tells_odd_texts_too(old in odd_text(), new in odd_text()) {
        check(&old, &new, &diff(&old, &new));
        check(&old, &new, &until(&old, &new, Some(Instant::now())));
    }

    #[test]
    fn every_line_stands_in_one_row(old in odd_text(), new in odd_text()) {
        let rows = pairs(&diff(&old, &new).lines);
        prop_assert!(rows.iter().filter_map(|row| row.left).eq(1..=Lines::of(&old).len()));
        prop_assert!(rows.iter().filter_map(|row| row.right).eq(1..=Lines::of(&new).len()));
        prop_assert!(rows.iter().all(|row| row.left.is_some() || row.right.is_some()));
    }

    /// Where no two lines are alike and none went elsewhere, all that stayed is found.
    #[test]
    fn what_stayed_is_the_same(history in history(Content::Unique, 2, false)) {
        let diff = until(&history.text(0), &history.text(1), None);
        let stayed: Vec<_> = history.0[0].iter().filter(|line| history.0[1].contains(line)).collect();
        prop_assert_eq!(diff.lines.iter().filter(|line| line.is_same()).count(), stayed.len());
    }
}

/// Texts that cost most.
fn hostile() -> Vec<(&'static str, String, String)> {
    let lines = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect::<Vec<_>>().concat();
    let few_words = |seed: u64| {
        let next = |n: &u64| Some(n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        std::iter::successors(Some(seed), next)
            .take(100_000)
            .map(|n| format!("{}\n", (n >> 40) % 5))
            .collect::<Vec<_>>()
            .concat()
    };
    vec![
        ("a long line", "x".repeat(1_000_000), "x".repeat(1_000_001)),
        ("a long line of many words", "x y ".repeat(250_000), "y x ".repeat(250_000)),
        ("nothing", String::new(), lines(100_000, |n| format!("{n}\n"))),
        ("all gone", lines(100_000, |n| format!("{n}\n")), String::new()),
        ("all equal", "x\n".repeat(100_000), "x\n".repeat(50_001)),
        ("all equal but one", "x\n".repeat(100_000), format!("{}y\n{}", "x\n".repeat(50_000), "x\n".repeat(50_000))),
        ("only newlines", "\n".repeat(100_000), "\n".repeat(99_999)),
        ("all ends differ", "x\n".repeat(100_000), "x\r\n".repeat(100_000)),
        (
            "every second changed",
            lines(100_000, |n| format!("{n}\n")),
            lines(100_000, |n| format!("{}\n", n + n % 2 * 1_000_000)),
        ),
        ("backwards", lines(100_000, |n| format!("{n}\n")), lines(100_000, |n| format!("{}\n", 99_999 - n))),
        (
            "halves swapped",
            lines(100_000, |n| format!("{n}\n")),
            lines(100_000, |n| format!("{}\n", (n + 50_000) % 100_000)),
        ),
        (
            "short and blank lines elsewhere",
            lines(50_000, |n| format!("{n}\n\n")) + &"x\n".repeat(60_000),
            "x\n".repeat(60_000) + &lines(50_000, |n| format!("{n}\n\n")),
        ),
        ("nothing alike", lines(100_000, |n| format!("{n}\n")), lines(100_000, |n| format!("x{n}\n"))),
        (
            "shuffled blocks",
            lines(100_000, |n| format!("{n}\n")),
            lines(100_000, |n| format!("{}\n", (n / 7 * 7_919 % 14_286) * 7 + n % 7)),
        ),
        ("few words", few_words(1), few_words(2)),
        ("alternating", "a\nb\n".repeat(50_000), "b\na\n".repeat(50_000)),
        ("all blank but moved", format!("first\n{}", "\n".repeat(99_999)), format!("{}first\n", "\n".repeat(99_999))),
    ]
}

#[test]
fn nothing_takes_long() {
    for (what, old, new) in hostile() {
        let begin = Instant::now();
        let diff = diff(&old, &new);
        let hunks = hunks(&diff, &old, &new, 3);
        let rows = pairs(&diff.lines);
        let range = Range { from: 1, to: 1_000 };
        let followed = crate::follow(&diff, range);
        let took = begin.elapsed();
        assert!(took < Duration::from_secs(1), "{what}: {took:?}");
        println!("{what}: {took:?}, {} hunks, {} rows, coarse: {}, {followed:?}", hunks.len(), rows.len(), diff.coarse);
        check(&old, &new, &diff);
    }
}
