//! Finds what looks like a password or a key, so that its author hears of it before everyone can read it. It knows the keys
//! that services mark, and values that are given to names such as `password`. It only warns, so it may miss some; it leaves
//! alone what is plainly a placeholder. The secret itself never leaves it.

mod assigned;
mod marked;
mod placeholder;

use super::files::File;

/// More are not told: whoever has twenty to look at will look.
const MOST: usize = 20;
/// Longer lines are not written by people. Only so much of one is looked at, in bytes.
const LINE_MAX: usize = 4_096;

/// Something that should perhaps not be read by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    pub path: String,
    /// Counted from 1.
    pub line: u32,
    /// Such as "a private key".
    pub what: &'static str,
}

pub(super) fn find(files: &[File]) -> Vec<Secret> {
    files.iter().flat_map(in_file).take(MOST).collect()
}

fn in_file(file: &File) -> impl Iterator<Item = Secret> {
    let has_plain_values = assigned::has_plain_values(&file.path);
    let mut rest = file.text.as_str();
    let mut number = 0;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let text = rest;
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            rest = after;
            number += 1;
            let found = marked::private_key(text).or_else(|| in_line(beginning(line), has_plain_values));
            if let Some(what) = found {
                return Some(Secret { path: file.path.clone(), line: number, what });
            }
        }
        None
    })
}

fn in_line(line: &str, has_plain_values: bool) -> Option<&'static str> {
    marked::token(line).or_else(|| marked::in_address(line)).or_else(|| assigned::value(line, has_plain_values))
}

fn beginning(line: &str) -> &str {
    &line[..line.floor_char_boundary(LINE_MAX)]
}

#[cfg(test)]
#[path = "secrets_tests.rs"]
mod tests;
