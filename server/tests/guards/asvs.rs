//! The list of what OWASP's ASVS 5.0 asks for on levels 1 and 2 is whole, and each test that it names is there.

use std::{collections::BTreeSet, fs};

use super::source::root;

const LIST: &str = "docs/security/asvs.csv";
const HEAD: &str = "id,level,status,how,test";
/// How many requirements of levels 1 and 2 each chapter has, from V1 on.
const CHAPTERS: [usize; 17] = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];
const STATUSES: [&str; 4] = ["met", "partly", "open", "not applicable"];
/// With these words a row says why it names no test.
const NO_TEST: &str = "No test:";

struct Row {
    id: String,
    level: String,
    status: String,
    how: String,
    tests: Vec<String>,
}

impl Row {
    fn read(line: &str) -> Self {
        let fields = fields(line);
        assert_eq!(fields.len(), 5, "not five fields: {line}");
        Self {
            id: fields[0].clone(),
            level: fields[1].clone(),
            status: fields[2].clone(),
            how: fields[3].clone(),
            tests: fields[4].split("; ").filter(|test| !test.is_empty()).map(str::to_owned).collect(),
        }
    }
}

#[test]
fn every_requirement_has_one_answer() {
    let rows = rows();
    for (number, count) in (1..).zip(CHAPTERS) {
        let chapter = format!("V{number}.");
        let ids: BTreeSet<&str> =
            rows.iter().map(|row| row.id.as_str()).filter(|id| id.starts_with(&chapter)).collect();
        assert_eq!(ids.len(), count, "requirements that begin with {chapter}");
    }
    assert_eq!(rows.len(), CHAPTERS.iter().sum::<usize>(), "a requirement has two rows");
    for Row { id, level, status, how, .. } in &rows {
        assert!(["1", "2"].contains(&level.as_str()), "{id} is of level {level:?}");
        assert!(STATUSES.contains(&status.as_str()), "{id} is {status:?}");
        assert!(!how.is_empty(), "{id} does not say how");
    }
}

#[test]
fn what_is_met_names_its_test_or_says_why_there_is_none() {
    for Row { id, status, how, tests, .. } in rows() {
        match status.as_str() {
            "met" => assert_eq!(tests.is_empty(), how.contains(NO_TEST), "{id} has a test, or says why it has none"),
            "not applicable" => assert!(tests.is_empty(), "{id} does not apply, so nothing can show it"),
            _ => {}
        }
    }
}

#[test]
fn tests_that_are_named_exist() {
    let mut gone = Vec::new();
    for Row { id, tests, .. } in rows() {
        gone.extend(tests.into_iter().filter(|test| !is_there(test)).map(|test| format!("{id} names {test}")));
    }
    assert!(gone.is_empty(), "no such test:\n{}", gone.join("\n"));
}

#[test]
fn a_line_is_read_as_spreadsheets_write_it() {
    assert_eq!(fields(r#"a,"b, ""c""",,"d""#), ["a", r#"b, "c""#, "", "d"]);
    assert!(is_there("server/tests/guards/asvs.rs::a_line_is_read_as_spreadsheets_write_it"));
    assert!(!is_there("server/tests/guards/asvs.rs::a_line_is"));
    assert!(!is_there("server/tests/guards/asvs.rs"));
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join(LIST)).unwrap();
    let (head, rest) = text.split_once('\n').unwrap();
    assert_eq!(head, HEAD);
    rest.lines().map(Row::read).collect()
}

/// `path::function` of Rust, or `path › the beginning of its title` of the browser.
fn is_there(test: &str) -> bool {
    let (path, words) = match (test.split_once("::"), test.split_once(" › ")) {
        (Some((path, name)), _) => (path, vec![format!("fn {name}(")]),
        (None, Some((path, title))) => (path, ["\"", "`"].map(|quote| format!("test({quote}{title}")).to_vec()),
        (None, None) => return false,
    };
    fs::read_to_string(root().join(path)).is_ok_and(|text| words.iter().any(|words| text.contains(words)))
}

/// The fields of a line: within quotes a comma is a comma, and two quotes are one.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    assert!(!quoted, "a quote is left open: {line}");
    fields.push(field);
    fields
}
