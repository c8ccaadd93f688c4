//! The language of a submission: what its author said, else that of most of its text.

use std::collections::HashMap;

use contract::Problem;
use markup::{Language, detect};

use super::{Error, files::File};

/// What stands beside code: it counts only where nothing else is.
const BESIDE_CODE: [&str; 12] =
    ["asciidoc", "bibtex", "diff", "ini", "json", "markdown", "plain", "properties", "rst", "toml", "xml", "yaml"];

/// The slug that the author chose.
///
/// # Errors
/// `Invalid` at `language` for one that does not exist.
pub(super) fn chosen(slug: &str) -> Result<Option<&'static Language>, Error> {
    if slug.is_empty() {
        return Ok(None);
    }
    markup::language(slug).map(Some).ok_or_else(|| Error::field("language", Problem::NotAChoice))
}

/// Of most of the text, in bytes.
pub(super) fn main_of(files: &[File]) -> &'static Language {
    let mut bytes: HashMap<&'static str, (usize, &'static Language)> = HashMap::new();
    for file in files {
        let language = detect(&file.path, &file.text);
        bytes.entry(language.id).or_insert((0, language)).0 += file.text.len();
    }
    let is_code = |language: &Language| !BESIDE_CODE.contains(&language.id);
    let most = bytes.into_values().max_by_key(|(count, language)| (is_code(language), *count, language.id));
    most.map_or_else(|| detect("", ""), |(_, language)| language)
}

/// How people call the only file of a program in this language.
pub(super) fn first_name(language: &Language) -> String {
    match (language.id, language.extensions.first()) {
        ("plain", _) | (_, None) => "code.txt".into(),
        ("dockerfile", _) => "Dockerfile".into(),
        ("makefile", _) => "Makefile".into(),
        ("java", _) => "Main.java".into(),
        ("html", _) => "index.html".into(),
        ("markdown", _) => "README.md".into(),
        (_, Some(extension)) => format!("main.{extension}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, usize)]) -> Vec<File> {
        list.iter().map(|(path, bytes)| File { path: (*path).into(), text: "x".repeat(*bytes) }).collect()
    }

    #[test]
    fn most_of_the_code_decides() {
        assert_eq!(main_of(&files(&[("a.py", 10), ("b.rs", 6), ("c.rs", 6)])).id, "rust");
        assert_eq!(main_of(&files(&[("README.md", 900), ("data.json", 900), ("a.py", 1)])).id, "python");
        assert_eq!(main_of(&files(&[("README.md", 9)])).id, "markdown");
        assert_eq!(main_of(&files(&[("hm", 9)])).id, "plain");
    }

    #[test]
    fn each_language_has_a_first_name_that_is_a_path() {
        for language in markup::languages() {
            let name = first_name(language);
            assert_eq!(super::super::paths::normalise(&name).unwrap(), name);
        }
        assert_eq!(first_name(markup::language("rust").unwrap()), "main.rs");
    }

    #[test]
    fn what_is_chosen_must_exist() {
        assert_eq!(chosen("").unwrap(), None);
        assert_eq!(chosen("rust").unwrap().map(|language| language.id), Some("rust"));
        assert!(matches!(chosen("klingon"), Err(Error::Invalid(fields)) if fields[0].field == "language"));
    }
}
