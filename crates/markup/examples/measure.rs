//! How long things take: `cargo run -p markup --example measure [FILE]…`

use std::{
    env, fs,
    time::{Duration, Instant},
};

use markup::{detect, highlight_within, markdown};

fn main() {
    let began = Instant::now();
    markup::highlight("rust", "fn main() {}");
    println!("loading the grammars and the first line of Rust: {:?}", began.elapsed());

    let part = include_str!("../src/markdown.rs");
    let lines = part.lines().count();
    let rust = part.repeat(5_000_usize.div_ceil(lines));
    measure("5,000 lines of Rust", "rust", &rust);
    for path in env::args().skip(1) {
        match fs::read_to_string(&path) {
            Ok(text) => measure(&path, detect(&path, &text).id, &text),
            Err(error) => println!("{path}: {error}"),
        }
    }

    let comment = include_str!("comment.md");
    let comment: String = comment.chars().cycle().take(4_096).collect();
    markdown(&comment);
    let began = Instant::now();
    for _ in 0..20 {
        markdown(&comment);
    }
    println!("a comment of 4 KiB in Markdown: {:?}", began.elapsed() / 20);
}

/// Without the budget, for the whole of it is to be measured.
fn measure(name: &str, language: &str, text: &str) {
    let began = Instant::now();
    let lines = highlight_within(language, text, &mut Duration::from_mins(1)).len();
    let took = began.elapsed();
    #[expect(clippy::cast_precision_loss, reason = "a number of lines is small")]
    let rate = lines as f64 / took.as_secs_f64();
    println!("{name} ({language}): {lines} lines in {took:?}, {rate:.0} lines a second");
}
