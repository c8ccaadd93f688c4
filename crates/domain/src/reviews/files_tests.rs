use super::*;

fn new(path: &str, bytes: &[u8]) -> NewFile {
    NewFile { path: path.into(), bytes: bytes.to_vec() }
}

async fn read_all(files: Vec<NewFile>) -> Read {
    read(files, None).await.unwrap()
}

/// What is wrong, without the fields.
async fn problems(files: Vec<NewFile>) -> Vec<Problem> {
    errors(files).await.into_iter().map(|error| error.problem).collect()
}

async fn errors(files: Vec<NewFile>) -> Vec<FieldError> {
    match read(files, None).await {
        Err(Error::Invalid(errors)) => errors,
        other => panic!("must be refused: {other:?}"),
    }
}

fn pairs(read: &Read) -> Vec<(&str, &str)> {
    read.files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect()
}

#[tokio::test]
async fn text_is_made_one_and_paths_are_made_safe() {
    let read = read_all(vec![new(".\\src\\main.rs", b"\xef\xbb\xbfa\r\nb"), new("empty.txt", b"")]).await;
    assert_eq!(pairs(&read), [("src/main.rs", "a\nb"), ("empty.txt", "")]);
}

#[tokio::test]
async fn a_megabyte_on_one_line_is_too_large_and_a_quarter_is_not() {
    let line = vec![b'x'; 1024 * 1024];
    assert_eq!(problems(vec![new("a.js", &line)]).await, [Problem::FileTooLarge { path: "a.js".into(), kib: 256 }]);
    assert_eq!(read_all(vec![new("a.js", &line[..FILE_BYTES_MAX])]).await.files.len(), 1);
}

#[tokio::test]
async fn the_limit_is_of_the_text_and_not_of_its_encoding() {
    let wide = |letters: usize| [vec![0xff, 0xfe], b"x\0".repeat(letters)].concat();
    assert_eq!(read_all(vec![new("a.txt", &wide(FILE_BYTES_MAX - 1))]).await.files[0].text.len(), FILE_BYTES_MAX - 1);
    assert!(matches!(
        problems(vec![new("a.txt", &wide(FILE_BYTES_MAX + 1))]).await[..],
        [Problem::FileTooLarge { .. }]
    ));
}

#[tokio::test]
async fn every_problem_names_its_file() {
    let files = vec![
        new("nul.rs", b"a\0b"),
        new("latin.py", b"caf\xe9"),
        new("../up.rs", b"x"),
        new("ok.rs", b"x"),
        new("OK.RS", b"x"),
        new(&"p/".repeat(150), b"x"),
        new(&format!("{}.rs", "p".repeat(300)), b"x"),
    ];
    let errors = errors(files).await;
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["upload", "upload", "text", "text", "text", "text"]);
    let problems: Vec<Problem> = errors.into_iter().map(|error| error.problem).collect();
    assert_eq!(problems[0], Problem::Binary { path: "nul.rs".into() });
    assert_eq!(problems[1], Problem::NotText { path: "latin.py".into() });
    assert_eq!(problems[2], Problem::BadPath { path: "../up.rs".into() });
    assert_eq!(problems[3], Problem::DuplicatePath { path: "OK.RS".into() });
    assert!(matches!(problems[4], Problem::BadPath { .. }));
    assert!(matches!(problems[5], Problem::PathTooLong { max: 200, .. }));
}

#[tokio::test]
async fn ten_thousand_files_are_one_problem() {
    let files = (0..10_000).map(|number| new(&format!("{number}.rs"), b"x")).collect();
    assert_eq!(problems(files).await, [Problem::TooManyFiles { max: FILES_MAX }]);
    let wrong = (0..10_000).map(|number| new(&format!("../{number}.rs"), b"x")).collect();
    assert_eq!(problems(wrong).await.len(), PROBLEMS_MAX);
    let pictures = (0..10_000).map(|number| new(&format!("{number}.png"), b"x")).chain([new("a.rs", b"x")]).collect();
    assert_eq!(read_all(pictures).await.left_out.len(), 10_000);
}

#[tokio::test]
async fn all_together_have_a_limit_too() {
    let files = (0..5).map(|n| new(&format!("{n}.rs"), &vec![b'x'; FILE_BYTES_MAX])).collect();
    assert_eq!(problems(files).await, [Problem::TooLargeTogether { kib: 1024 }]);
}

#[tokio::test]
async fn marks_of_direction_are_kept_in_text_and_refused_in_paths() {
    let text = "if admin\u{202e} { // \u{2066}";
    assert_eq!(read_all(vec![new("a.rs", text.as_bytes())]).await.files[0].text, text);
    assert_eq!(problems(vec![new("a\u{202e}b", b"x")]).await, [Problem::BadPath { path: "a\u{fffd}b".into() }]);
}

#[tokio::test]
async fn what_nobody_meant_to_send_is_named_back() {
    let read = read_all(vec![
        new("project/.git/HEAD", b"ref"),
        new("project/.git/config", b"x"),
        new("project/logo.png", b"\x89PNG\0"),
        new("project/server", b"\x7fELF\x02\0"),
        new("project/Cargo.lock", &vec![b'x'; FILE_BYTES_MAX + 1]),
        new("project/main.rs", b"fn main() {}"),
    ])
    .await;
    assert_eq!(pairs(&read), [("project/main.rs", "fn main() {}")]);
    assert_eq!(read.left_out, ["project/.git/", "project/logo.png", "project/server", "project/Cargo.lock"]);
}

#[tokio::test]
async fn nothing_is_left_to_read() {
    assert_eq!(problems(vec![new("logo.png", b"x")]).await, [Problem::NothingToRead { path: "logo.png".into() }]);
    assert_eq!(problems(vec![new("a.rs", b""), new("b.rs", b" \n")]).await, [Problem::Missing]);
    assert_eq!(problems(Vec::new()).await, [Problem::Missing]);
}

#[tokio::test]
async fn one_file_without_a_name_gets_one() {
    let read = read_all(vec![new("", b"#!/usr/bin/env python3\nprint()\n")]).await;
    assert_eq!(read.files[0].path, "main.py");
    let read = read_all(vec![new("", b"hm")]).await;
    assert_eq!(read.files[0].path, "code.txt");
    let read = super::read(vec![new("", b"hm")], Some("src/lib.rs".into())).await.unwrap();
    assert_eq!(read.files[0].path, "src/lib.rs");
    assert_eq!(problems(vec![new("", b"a"), new(" ", b"b")]).await, [Problem::NamesMissing]);
    assert_eq!(problems(vec![new("", b"hm"), new("Code.txt", b"b")]).await, [Problem::NamesMissing]);
}

#[tokio::test]
async fn a_broken_zip_is_told_at_the_upload() {
    let errors = errors(vec![new("x.zip", b"no"), new("a.rs", b"x")]).await;
    assert_eq!(
        errors,
        [FieldError { field: "upload".into(), problem: Problem::ZipUnreadable { path: "x.zip".into() } }]
    );
}
