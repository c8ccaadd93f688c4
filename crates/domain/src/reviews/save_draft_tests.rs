use contract::{
    AppError, Problem,
    reviews::{Ask, NewFile, Urgency, Visibility},
};

use super::*;
use crate::{
    error::{Explain, Explained},
    reviews::testing::{Study, ask},
};

/// What is wrong, by field.
fn wrong(outcome: Result<Saved, Error>) -> Vec<(String, Problem)> {
    let Explained::Told(AppError::Invalid { fields }) = outcome.unwrap_err().explain() else {
        panic!("must be invalid")
    };
    fields.into_iter().map(|error| (error.field, error.problem)).collect()
}

#[tokio::test]
async fn a_draft_holds_what_was_sent() {
    let desk = Study::new().await;
    let ask = Ask {
        urgency: Urgency::Stuck,
        visibility: Visibility::Link,
        anonymous: true,
        second_opinion: true,
        questions: vec!["Why?".into(), "Is it fast?".into()],
        ..ask()
    };
    let id = desk.draft_of(ask, &[("src/main.rs", "fn main() {}\n"), ("README.md", "# Hi\n")]).await;
    assert_eq!(
        desk.files(id, 1).await,
        [("README.md".to_owned(), "# Hi\n".to_owned()), ("src/main.rs".to_owned(), "fn main() {}\n".to_owned())]
    );
    for (column, value) in [
        ("state", "draft"),
        ("language", "rust"),
        ("level", "beginner"),
        ("urgency", "stuck"),
        ("visibility", "link"),
        ("anonymous", "true"),
        ("seats", "2"),
        ("iteration", "1"),
    ] {
        assert_eq!(desk.column(id, column).await, value, "{column}");
    }
    let questions = [(1, "Why?".to_owned(), false), (2, "Is it fast?".to_owned(), false)];
    assert_eq!(desk.questions(id).await, questions);
    assert!(!desk.is_queued(id).await);
    assert_eq!(desk.happened(id).await, [] as [&str; 0], "nobody hears of a draft");
}

#[tokio::test]
async fn nobody_guesses_its_link() {
    let desk = Study::new().await;
    let first = desk.column(desk.draft(&[]).await, "link").await;
    let second = desk.column(desk.draft(&[]).await, "link").await;
    assert_ne!(first, second);
    assert_eq!(first.len(), LINK);
    assert!(first.chars().all(|c| c.is_ascii_alphanumeric()));
}

#[tokio::test]
async fn sent_twice_it_is_one_draft_and_the_last_word_counts() {
    let desk = Study::new().await;
    let form = desk.form(ask(), &[("a.rs", "fn a() {}")]);
    let first = save_draft(desk.ctx(), &desk.author, form.clone()).await.unwrap();
    let again = save_draft(desk.ctx(), &desk.author, form.clone()).await.unwrap();
    assert_eq!(first, again);
    let changed = SaveDraft { key: form.key, ..desk.form(ask(), &[("b.rs", "fn b() {}")]) };
    assert_eq!(save_draft(desk.ctx(), &desk.author, changed).await.unwrap().id, first.id);
    assert_eq!(desk.files(first.id, 1).await, [("b.rs".to_owned(), "fn b() {}".to_owned())]);
    let others = save_draft(desk.ctx(), &desk.second, form).await.unwrap();
    assert_ne!(others.id, first.id, "a key is its person's own");
}

#[tokio::test]
async fn two_at_the_same_moment_are_one() {
    let desk = Study::new().await;
    let form = desk.form(ask(), &[("a.rs", "fn a() {}")]);
    let (a, b) = tokio::join!(
        save_draft(desk.ctx(), &desk.author, form.clone()),
        save_draft(desk.ctx(), &desk.author, form.clone())
    );
    assert_eq!(a.unwrap().id, b.unwrap().id);
}

#[tokio::test]
async fn the_language_is_what_the_author_says_or_what_most_of_it_is_in() {
    let desk = Study::new().await;
    let said = Ask { language: "zig".into(), ..ask() };
    let id = desk.draft_of(said.clone(), &[("", "const x = 1;")]).await;
    assert_eq!(desk.column(id, "language").await, "zig");
    assert_eq!(desk.files(id, 1).await[0].0, "main.zig");
    let unknown = Ask { language: "klingon".into(), ..ask() };
    let refused = desk.saved(&desk.author, unknown, &[("a.rs", "x")]).await;
    assert_eq!(wrong(refused), [("language".to_owned(), Problem::NotAChoice)]);
}

#[tokio::test]
async fn what_cannot_be_reviewed_is_told_and_leaves_nothing_behind() {
    let desk = Study::new().await;
    let files = vec![
        NewFile { path: "../up.rs".into(), bytes: b"x".to_vec() },
        NewFile { path: "a.rs".into(), bytes: b"\xff".to_vec() },
    ];
    let form = SaveDraft { files, ..desk.form(ask(), &[]) };
    let told = wrong(save_draft(desk.ctx(), &desk.author, form).await);
    let fields: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["text", "upload"]);
    assert_eq!(desk.texts().await, [] as [&str; 0]);
}

#[tokio::test]
async fn what_was_left_out_is_named_back_each_time() {
    let desk = Study::new().await;
    let form = desk.form(ask(), &[("a.rs", "fn a() {}"), (".git/HEAD", "ref"), ("logo.png", "x")]);
    let saved = save_draft(desk.ctx(), &desk.author, form.clone()).await.unwrap();
    assert_eq!(saved.left_out, [".git/", "logo.png"]);
    assert_eq!(save_draft(desk.ctx(), &desk.author, form).await.unwrap(), saved);
}
