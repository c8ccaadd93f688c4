//! Source files as the guards read them: comments are gone, strings stand aside, what is compiled for tests alone is left
//! out.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A Rust file.
pub(super) struct Source {
    /// From the root of the workspace.
    pub path: String,
    /// Each string is its number in quotes.
    pub code: String,
    pub strings: Vec<String>,
}

impl Source {
    fn read(path: String, text: &str) -> Self {
        let (code, strings) = split(text);
        let code = without_tests(&code);
        let strings = strings.into_iter().enumerate().filter(|(n, _)| code.contains(&format!("\"{n}\"")));
        Self { path, strings: strings.map(|(_, text)| text).collect(), code }
    }
}

/// The product's Rust files in a folder of the workspace.
pub(super) fn rust(folder: &str) -> Vec<Source> {
    let files = files(folder, "rs").into_iter().filter(|(path, _)| !is_test(path));
    files.map(|(path, text)| Source::read(path, &text)).collect()
}

/// The migrations without their comments, by path.
pub(super) fn migrations() -> Vec<(String, String)> {
    let code = |text: &str| text.lines().map(|line| line.split("--").next().unwrap()).collect::<Vec<_>>().join("\n");
    files("migrations", "sql").into_iter().map(|(path, text)| (path, code(&text))).collect()
}

/// What people read of the project, by path.
pub(super) fn documents() -> Vec<(String, String)> {
    let top = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "STYLE.md"];
    let top = top.map(|path| (path.to_owned(), fs::read_to_string(root().join(path)).unwrap()));
    top.into_iter().chain(files("docs", "md")).collect()
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Where `word` begins in `text` as a word of its own; after it anything may follow.
pub(super) fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let begins = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || "_.:$/@".contains(c));
    text.match_indices(word).map(|(at, _)| at).filter(move |at| begins(*at))
}

/// The name at the beginning of `text`.
pub(super) fn name(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())]
}

fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join(folder), ending, &mut found);
    assert!(!found.is_empty(), "no {ending} files in {folder}");
    found.sort();
    let relative = |path: &Path| path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    found.iter().map(|path| (relative(path), fs::read_to_string(path).unwrap())).collect()
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

fn is_test(path: &str) -> bool {
    let named = ["_tests.rs", "_test.rs", "/tests.rs", "/testing.rs"];
    named.iter().any(|name| path.ends_with(name)) || path.contains("/tests/") || path.contains("/testing/")
}

/// Takes comments out and puts strings aside.
fn split(text: &str) -> (String, Vec<String>) {
    let (mut code, mut strings) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if rest.starts_with("/*") {
            rest = &rest[rest.find("*/").map_or(rest.len(), |end| end + 2)..];
        } else if let Some((text, after)) = raw_string(rest).or_else(|| string(rest)) {
            code.extend(["\"", &strings.len().to_string(), "\""]);
            strings.push(text.to_owned());
            rest = after;
        } else {
            let length = character(rest).unwrap_or(first.len_utf8());
            // A brace or a quote as a character is no brace and no quote.
            code.push_str(if length > 1 && first == '\'' { "' '" } else { &rest[..length] });
            rest = &rest[length..];
        }
    }
    (code, strings)
}

fn string(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = inner.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some((&inner[..end], &inner[end + 1..]))
}

fn raw_string(text: &str) -> Option<(&str, &str)> {
    let quote = text.strip_prefix('r')?;
    let inner = quote.trim_start_matches('#');
    let end = format!("\"{}", "#".repeat(quote.len() - inner.len()));
    inner.strip_prefix('"')?.split_once(&end)
}

/// The length of a character in single quotes, if it is one and no lifetime.
fn character(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    let first = inner.chars().next()?;
    let least = if first == '\\' { 2 } else { first.len_utf8() };
    let end = least + inner.get(least..)?.find('\'')?;
    (first == '\\' || end == least).then_some(end + 2)
}

fn without_tests(code: &str) -> String {
    let mut parts = code.split("#[cfg(test)]");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + after_item(part))
}

/// What follows the first item.
fn after_item(code: &str) -> &str {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if depth == 0 && (c == '}' || c == ';') {
            return &code[at + 1..];
        }
    }
    ""
}

#[test]
fn comments_strings_and_tests_are_told_apart() {
    let text = r##"
        use crate::{a, b}; // crate::comment "no string"
        /* crate::comment */
        const Q: [&str; 2] = ["SELECT \"x\" // no comment", r#"raw "x" {"#];
        fn f<'a>(c: &'a char) -> bool { *c == '"' || *c == '\'' || *c == '{' }
        #[cfg(test)]
        #[path = "gone.rs"]
        mod tests;
        fn g() {}
        #[cfg(test)]
        mod more { fn h() { "gone"; } }
        const END: &str = "end";
    "##;
    let source = Source::read("x.rs".into(), text);
    assert_eq!(source.strings, [r#"SELECT \"x\" // no comment"#, r#"raw "x" {"#, "end"]);
    assert!(!source.code.contains("comment") && !source.code.contains("gone") && !source.code.contains("mod "));
    assert!(source.code.contains("fn g()") && source.code.contains("const END"));
}
