//! How long it takes to compare what a review compares: 20 files of 500 lines, a tenth of them changed.
//! `cargo run -p changes --example measure`

use std::time::Instant;

use changes::{Lines, diff, hunks, pairs, words};

const FILES: usize = 20;
const LINES: usize = 500;
const ROUNDS: u32 = 20;

fn main() {
    let files: Vec<_> = (0..FILES).map(|file| (text(file, false), text(file, true))).collect();
    let measure = |what: &str, work: &dyn Fn(&str, &str) -> usize| {
        let begin = Instant::now();
        let mut found = 0;
        for _ in 0..ROUNDS {
            found = files.iter().map(|(old, new)| work(old, new)).sum();
        }
        let milliseconds = begin.elapsed().as_secs_f64() * 1_000.0 / f64::from(ROUNDS);
        println!("{what:>30}: {milliseconds:7.3} ms for {FILES} files of {LINES} lines ({found})");
    };
    measure("diff", &|old, new| diff(old, new).lines.iter().filter(|line| !line.is_same()).count());
    measure("diff and hunks", &|old, new| hunks(&diff(old, new), old, new, 3).len());
    measure("diff, rows and words", &emphasised);
}

fn emphasised(old: &str, new: &str) -> usize {
    let (old_lines, new_lines) = (Lines::of(old), Lines::of(new));
    let rows = pairs(&diff(old, new).lines).into_iter();
    let changed = rows.filter_map(|row| Some((old_lines.get(row.left?)?, new_lines.get(row.right?)?)));
    changed.filter(|(old, new)| old != new).map(|(old, new)| words(old, new).1.len()).sum()
}

/// Something like code: braces and blank lines repeat, the rest does not.
fn text(file: usize, changed: bool) -> String {
    (0..LINES)
        .map(|n| match n % 5 {
            _ if changed && (n * 7 + file).is_multiple_of(10) => {
                format!("    let other = compute({n}, {file}, differently);\n")
            }
            0 => "}\n".to_owned(),
            1 => "\n".to_owned(),
            2 => format!("fn number_{n}(of: u32) -> u32 {{\n"),
            _ => format!("    let value = compute({n}, {file});\n"),
        })
        .collect::<Vec<_>>()
        .concat()
}
