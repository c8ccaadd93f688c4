use contract::reviews::ThreadState;

use super::*;
use crate::reviews::{
    comment, resolve,
    testing::{Desk, refusal, wrong},
    threads::SuggestionState,
};

const FILES: [(&str, &str); 2] = [("a.rs", "fn a() {\n    x\n    y\n}\n"), ("b.rs", "fn b() {}\n")];

/// The text of `a.rs`.
async fn text(desk: &Desk, id: SubmissionId, iteration: u32) -> String {
    desk.files(id, iteration).await[0].1.clone()
}

#[tokio::test]
async fn one_suggestion_becomes_the_next_iteration() {
    let desk = Desk::new().await;
    let id = desk.open(&FILES).await;
    let comment = desk.suggested(id, "a.rs:2-3", "    z").await;
    assert_eq!(desk.turn(id).await, Turn::Author);
    let form = desk.apply(&[comment, comment]);
    assert_eq!(apply(desk.ctx(), &desk.author, id, form.clone()).await.unwrap(), 2);
    assert_eq!(apply(desk.ctx(), &desk.author, id, form).await.unwrap(), 2);
    assert_eq!(
        desk.files(id, 2).await,
        [("a.rs".into(), "fn a() {\n    z\n}\n".into()), (FILES[1].0.into(), FILES[1].1.into())]
    );
    let seen = desk.seen(None, id).await;
    let suggestion = seen[0].comments[0].suggestion.as_ref().unwrap();
    assert_eq!((suggestion.state, suggestion.applied_in), (SuggestionState::Applied, Some(2)));
    assert_eq!((suggestion.kept, suggestion.brought), (1, 1));
    assert_eq!((seen[0].state, desk.turn(id).await), (ThreadState::Fixed, Turn::Reviewer));
    for (event, times) in [("reviews.applied", 1), ("reviews.iterated", 1)] {
        assert_eq!(desk.stage.events(event).await, times);
    }
}

#[tokio::test]
async fn a_batch_is_one_iteration() {
    let desk = Desk::new().await;
    let id = desk.open(&FILES).await;
    let one = desk.suggested(id, "a.rs:2", "    let x = 1;\n    x").await;
    let two = desk.deletion(id, "a.rs:3").await;
    let three = desk.suggested(id, "b.rs:1", "fn c() {}\n").await;
    assert_eq!(apply(desk.ctx(), &desk.author, id, desk.apply(&[three, one, two])).await.unwrap(), 2);
    assert_eq!(text(&desk, id, 2).await, "fn a() {\n    let x = 1;\n    x\n}\n");
    assert_eq!(desk.files(id, 2).await[1].1, "fn c() {}\n");
    assert_eq!([desk.kept(one).await, desk.kept(two).await, desk.kept(three).await], [(1, 1), (0, 0), (1, 1)]);
    assert_eq!((desk.stage.events("reviews.applied").await, desk.stage.events("reviews.iterated").await), (3, 1));
}

#[tokio::test]
async fn two_for_the_same_lines_are_refused_together() {
    let desk = Desk::new().await;
    let id = desk.open(&FILES).await;
    let one = desk.suggested(id, "a.rs:1-2", "fn b() {").await;
    let two = desk.suggested(id, "a.rs:2-3", "    z").await;
    let outcome = apply(desk.ctx(), &desk.author, id, desk.apply(&[one, two])).await;
    assert_eq!(refusal(outcome), Refusal::SuggestionsOverlap);
    assert!(desk.files(id, 2).await.is_empty());
    assert_eq!(apply(desk.ctx(), &desk.author, id, desk.apply(&[one])).await.unwrap(), 2);
    let outcome = apply(desk.ctx(), &desk.author, id, desk.apply(&[two])).await;
    assert_eq!(refusal(outcome), Refusal::SuggestionOutdated);
}

#[tokio::test]
async fn lines_that_moved_are_found_and_lines_that_changed_are_not_touched() {
    let desk = Desk::new().await;
    let id = desk.open(&FILES).await;
    let moved = desk.suggested(id, "a.rs:3", "    z").await;
    let changed = desk.suggested(id, "a.rs:2", "    w").await;
    desk.iterated(id, &[("a.rs", "use c;\n\nfn a() {\n    x()\n    y\n}\n")]).await;
    desk.iterated(id, &[("a.rs", "use c;\nuse d;\n\nfn a() {\n    x()\n    y\n}\n")]).await;
    let outcome = apply(desk.ctx(), &desk.author, id, desk.apply(&[moved, changed])).await;
    assert_eq!(refusal(outcome), Refusal::SuggestionOutdated);
    assert_eq!(desk.stage.events("reviews.applied").await, 0);
    assert_eq!(apply(desk.ctx(), &desk.author, id, desk.apply(&[moved])).await.unwrap(), 4);
    assert_eq!(text(&desk, id, 4).await, "use c;\nuse d;\n\nfn a() {\n    x()\n    z\n}\n");
}

#[tokio::test]
async fn what_the_author_has_typed_already_is_not_done_twice() {
    let desk = Desk::new().await;
    let id = desk.open(&FILES).await;
    let comment = desk.suggested(id, "a.rs:2", "    x\n    log();").await;
    desk.iterated(id, &[("a.rs", "fn a() {\n    x\n    log();\n    y\n}\n")]).await;
    let outcome = apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await;
    assert_eq!(refusal(outcome), Refusal::SuggestionOutdated);
}

#[tokio::test]
async fn a_file_that_is_gone_is_not_made_again() {
    let desk = Desk::new().await;
    let id = desk.open(&FILES).await;
    let comment = desk.suggested(id, "b.rs:1", "fn c() {}").await;
    desk.iterated(id, &FILES[..1]).await;
    let outcome = apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await;
    assert_eq!(refusal(outcome), Refusal::SuggestionOutdated);
}

#[tokio::test]
async fn each_is_applied_once() {
    let desk = Desk::new().await;
    let id = desk.open(&FILES).await;
    let comment = desk.suggested(id, "a.rs:2", "    z").await;
    let (one, two) = tokio::join!(
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])),
        apply(desk.ctx(), &desk.author, id, desk.apply(&[comment]))
    );
    let outcomes = [one, two];
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Ok(2))).count(), 1);
    let refused = outcomes.into_iter().find(Result::is_err).unwrap();
    assert_eq!(refusal(refused), Refusal::SuggestionApplied);
    assert_eq!(desk.stage.events("reviews.applied").await, 1);
}

#[tokio::test]
async fn only_the_author_and_only_what_is_published_here() {
    let desk = Desk::new().await;
    let (id, other) = (desk.open(&FILES).await, desk.open(&FILES).await);
    let published = desk.suggested(id, "a.rs:2", "    z").await;
    desk.drafted(id, &desk.reviewer, "a.rs:3", Some("    z")).await;
    let draft = desk.seen(Some(&desk.reviewer), id).await[1].comments[0].id;
    let plain = desk.seen(Some(&desk.reviewer), id).await[0].id;
    comment(desk.ctx(), &desk.author, id, desk.answer(plain)).await.unwrap();
    let plain = desk.seen(Some(&desk.author), id).await[0].comments[1].id;
    let outcome = apply(desk.ctx(), &desk.reviewer, id, desk.apply(&[published])).await;
    assert_eq!(refusal(outcome), Refusal::OnlyTheAuthor);
    for (id, comment) in [(id, draft), (other, published), (id, plain)] {
        let outcome = apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    }
    let outcome = apply(desk.ctx(), &desk.author, id, desk.apply(&[published, draft])).await;
    assert!(matches!(outcome, Err(Error::NotFound)));
    assert!(desk.files(id, 2).await.is_empty());
}

#[tokio::test]
async fn also_a_dropped_one_if_the_author_thinks_better_of_it() {
    let desk = Desk::new().await;
    let id = desk.open(&FILES).await;
    let suggestion = desk.suggested(id, "a.rs:2", "    z").await;
    let thread = desk.seen(None, id).await[0].id;
    resolve(desk.ctx(), &desk.author, id, desk.to(thread, ThreadState::Dropped)).await.unwrap();
    apply(desk.ctx(), &desk.author, id, desk.apply(&[suggestion])).await.unwrap();
    assert_eq!(desk.seen(None, id).await[0].state, ThreadState::Fixed);
}

#[tokio::test]
async fn no_file_grows_beyond_what_may_be_sent() {
    let desk = Desk::new().await;
    let line = "x".repeat(60) + "\n";
    let text = line.repeat(FILE_BYTES_MAX / line.len());
    let id = desk.open(&[("a.rs", &text)]).await;
    let comment = desk.suggested(id, "a.rs:1", &line.repeat(3)).await;
    assert_eq!(wrong(apply(desk.ctx(), &desk.author, id, desk.apply(&[comment])).await), ["comment"]);
}
