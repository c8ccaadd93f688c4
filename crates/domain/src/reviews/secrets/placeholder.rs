//! What stands where a secret will be.

/// Parts of words that people write instead of a secret.
const WORDS: [&str; 26] = [
    "example",
    "placeholder",
    "changeme",
    "change_me",
    "change-me",
    "replace",
    "insert",
    "dummy",
    "sample",
    "fixme",
    "todo",
    "redacted",
    "removed",
    "hidden",
    "secret",
    "password",
    "passwd",
    "your",
    "my-",
    "my_",
    "test",
    "fake",
    "xxx",
    "...",
    "…",
    "***",
];
/// They run through the alphabet, the digits or the keyboard.
const RUNS: [&str; 4] = ["abcdefgh", "12345678", "01234567", "qwertyui"];
/// They are filled in later, or come from elsewhere.
const TEMPLATES: [&str; 8] = ["${", "{{", "<%", "%(", "$(", "#{", "{0}", "%s"];

/// Whether this is no secret but a place for one.
pub(super) fn is_placeholder(value: &str) -> bool {
    let folded = value.to_ascii_lowercase();
    let wrapped = |open: char, close: char| value.starts_with(open) && value.ends_with(close);
    WORDS.iter().chain(&RUNS).chain(&TEMPLATES).any(|part| folded.contains(part))
        || value.starts_with('$')
        || wrapped('<', '>')
        || wrapped('{', '}')
        || wrapped('[', ']')
        || wrapped('%', '%')
        || is_monotonous(value)
}

/// The same few characters over and over.
fn is_monotonous(value: &str) -> bool {
    let mut seen: Vec<char> = value.chars().take(200).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() < 5
}
