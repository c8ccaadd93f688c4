//! Values that are given to names which say what they are: `password = "…"`, `"api_key": "…"`, `DB_PASSWORD=…`.

use super::placeholder::is_placeholder;

/// Parts of names, in small letters and without `_` and `-`.
const NAMES: [(&str, &str); 13] = [
    ("password", "a password"),
    ("passwd", "a password"),
    ("passphrase", "a password"),
    ("pwd", "a password"),
    ("apikey", "a key"),
    ("accesskey", "a key"),
    ("secretkey", "a key"),
    ("privatekey", "a key"),
    ("encryptionkey", "a key"),
    ("clientsecret", "a secret"),
    ("secret", "a secret"),
    ("authtoken", "a token"),
    ("accesstoken", "a token"),
];
/// Files whose values need no quotes.
const PLAIN: [&str; 8] = ["cfg", "conf", "env", "ini", "properties", "tfvars", "yaml", "yml"];

const QUOTES: [char; 3] = ['"', '\'', '`'];
/// Bytes from the sign to the value: room for a type.
const BETWEEN: usize = 40;

/// Whether values stand without quotes in such a file.
pub(super) fn has_plain_values(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.starts_with(".env") || name.rsplit_once('.').is_some_and(|(_, ending)| PLAIN.contains(&ending))
}

/// What the line gives to such a name, if it is worth a warning.
pub(super) fn value(line: &str, has_plain_values: bool) -> Option<&'static str> {
    let mut from = 0;
    while let Some((at, end)) = next_name(line, from) {
        from = end;
        let Some(what) = kind(&line[at..end]) else { continue };
        let Some(value) = given(&line[end..], has_plain_values) else { continue };
        if is_secret(what, value) {
            return Some(what);
        }
    }
    None
}

/// Where the next identifier at or after `from` begins and ends.
fn next_name(line: &str, from: usize) -> Option<(usize, usize)> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let at = from + line[from..].find(is_of_name)?;
    let length = line[at..].find(|c| !is_of_name(c)).unwrap_or(line.len() - at);
    Some((at, at + length))
}

fn kind(name: &str) -> Option<&'static str> {
    if name.len() > 60 {
        return None;
    }
    let folded: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    NAMES.iter().find(|(part, _)| folded.contains(part)).map(|(_, what)| *what)
}

/// The value behind `=`, `:=`, `:`, `=>` or a comparison; between them at most the name's own quote and a type.
fn given(after: &str, has_plain_values: bool) -> Option<&str> {
    let after = after.strip_prefix(QUOTES).unwrap_or(after).trim_start();
    if !after.starts_with(['=', ':']) {
        return None;
    }
    let is_type = |c: char| c.is_ascii_alphanumeric() || " \t=:>&<_".contains(c);
    match after.bytes().take(BETWEEN).position(|byte| QUOTES.contains(&char::from(byte))) {
        Some(open) if after[..open].chars().all(is_type) => quoted(&after[open..]),
        _ if has_plain_values => Some(after[1..].trim()),
        _ => None,
    }
}

fn quoted(text: &str) -> Option<&str> {
    let (quote, inside) = text.split_at_checked(1)?;
    inside.split_once(quote).map(|(value, _)| value)
}

/// Words and sentences are names, labels and messages; a secret mixes letters with digits or signs.
fn is_secret(what: &str, value: &str) -> bool {
    let least = if what == "a password" { 6 } else { 12 };
    if !(least..=300).contains(&value.len()) || value.contains(|c: char| c.is_whitespace() || "(){}[]<>;,".contains(c))
    {
        return false;
    }
    let has_letter = value.contains(char::is_alphabetic);
    let has_other = value.contains(|c: char| c.is_ascii_digit() || "!@#^&*+=|~".contains(c));
    has_letter && has_other && !is_location(value) && !is_placeholder(value)
}

/// Where a secret is kept, not the secret.
fn is_location(value: &str) -> bool {
    value.starts_with(['/', '.', '~'])
        || value.contains("://")
        || value.starts_with("env:")
        || value.starts_with("file:")
}
