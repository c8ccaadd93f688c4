//! What the documents point at is there.

use std::path::Path;

use super::source::documents;

/// Beginnings of what is taken for a path when it stands in backticks.
const FOLDERS: [&str; 9] =
    ["app/", "benches/", "crates/", "deploy/", "docs/", "end2end/", "migrations/", "scripts/", "server/"];

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    for (path, text) in documents() {
        let folder = Path::new(&path).parent().unwrap();
        // Pictures are looked at by whoever takes them.
        let text: String = text.lines().filter(|line| !line.starts_with("![")).collect();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let (file, _) = link.split_once('#').unwrap_or((link, ""));
            if !file.is_empty() && !file.contains("://") && !exists(&folder.join(file)) {
                broken.push(format!("{path} links to {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn files_that_are_named_exist() {
    let mut broken = Vec::new();
    for (path, text) in documents() {
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path = FOLDERS.iter().any(|folder| quoted.starts_with(folder))
                && !quoted.contains(|c: char| "<*".contains(c) || c.is_whitespace());
            if is_path && !exists(Path::new(quoted)) {
                broken.push(format!("{path} names {quoted}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn exists(path: &Path) -> bool {
    super::source::root().join(path).exists()
}
