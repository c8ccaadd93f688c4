use super::*;
use crate::reviews::testing::{Study, refusal};

#[tokio::test]
async fn the_next_iteration_has_exactly_its_files_and_the_first_stays() {
    let desk = Study::new().await;
    let id = desk.open(&[("a.rs", "fn a() {}"), ("b.rs", "fn b() {}")]).await;
    let form = desk.next(1, &[("a.rs", "fn a() {}"), ("c.rs", "fn c() {}")]);
    assert_eq!(iterate(desk.ctx(), &desk.author, id, form.clone()).await.unwrap(), 2);
    assert_eq!(iterate(desk.ctx(), &desk.author, id, form).await.unwrap(), 2, "sent twice");
    let pair = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    assert_eq!(desk.files(id, 1).await, [pair("a.rs", "fn a() {}"), pair("b.rs", "fn b() {}")]);
    assert_eq!(desk.files(id, 2).await, [pair("a.rs", "fn a() {}"), pair("c.rs", "fn c() {}")]);
    assert_eq!(desk.column(id, "iteration").await, "2");
    assert_eq!(desk.happened(id).await, ["iterated"]);
    assert_eq!(desk.texts().await.len(), 3, "each text once");
}

#[tokio::test]
async fn it_is_the_reviewers_turn_once_there_is_one() {
    let desk = Study::new().await;
    let id = desk.open(&[("a.rs", "1")]).await;
    desk.claimed(id, &desk.reviewer).await;
    iterate(desk.ctx(), &desk.author, id, desk.next(1, &[("a.rs", "2")])).await.unwrap();
    assert_eq!(desk.told("reviews.iterated").await["reviewers"], serde_json::json!([desk.reviewer.id]));

    let id = desk.open(&[("a.rs", "1")]).await;
    desk.reviewed(id, &desk.reviewer).await;
    sqlx::query("UPDATE reviews.submission SET turn = 'author'").execute(&desk.ctx().db).await.unwrap();
    iterate(desk.ctx(), &desk.author, id, desk.next(1, &[("a.rs", "2")])).await.unwrap();
    assert_eq!(desk.column(id, "turn").await, "reviewer");
}

#[tokio::test]
async fn each_refusal() {
    let desk = Study::new().await;
    let id = desk.open(&[("a.rs", "1"), ("b.rs", "1")]).await;
    let by_author = async |form| refusal(iterate(desk.ctx(), &desk.author, id, form).await);
    assert_eq!(by_author(desk.next(1, &[("b.rs", "1"), ("a.rs", "1")])).await, Refusal::NothingChanged);
    assert_eq!(by_author(desk.next(2, &[("a.rs", "2")])).await, Refusal::NewerIteration);
    assert_eq!(by_author(desk.next(u32::MAX, &[("a.rs", "2")])).await, Refusal::NewerIteration);
    let theirs = iterate(desk.ctx(), &desk.reviewer, id, desk.next(1, &[("a.rs", "2")])).await;
    assert_eq!(refusal(theirs), Refusal::OnlyTheAuthor);
    let draft = desk.draft(&[]).await;
    let early = iterate(desk.ctx(), &desk.author, draft, desk.next(1, &[("a.rs", "2")])).await;
    assert_eq!(refusal(early), Refusal::StillADraft);
    let stranger = iterate(desk.ctx(), &desk.reviewer, draft, desk.next(1, &[("a.rs", "2")])).await;
    assert!(matches!(stranger, Err(Error::NotFound)));
}

#[tokio::test]
async fn of_two_at_the_same_moment_one_learns_of_the_other() {
    let desk = Study::new().await;
    let id = desk.open(&[("a.rs", "1")]).await;
    let (a, b) = tokio::join!(
        iterate(desk.ctx(), &desk.author, id, desk.next(1, &[("a.rs", "2")])),
        iterate(desk.ctx(), &desk.author, id, desk.next(1, &[("a.rs", "3")]))
    );
    let refused = [a, b].into_iter().find(Result::is_err).unwrap();
    assert_eq!(refusal(refused), Refusal::NewerIteration);
    assert_eq!(desk.column(id, "iteration").await, "2");
}

#[tokio::test]
async fn who_pastes_the_only_file_again_does_not_name_it_again() {
    let desk = Study::new().await;
    let id = desk.open(&[("lib/queue.rs", "1")]).await;
    iterate(desk.ctx(), &desk.author, id, desk.next(1, &[("", "2")])).await.unwrap();
    assert_eq!(desk.files(id, 2).await, [("lib/queue.rs".to_owned(), "2".to_owned())]);
}

#[tokio::test]
async fn nobody_changes_an_iteration() {
    let desk = Study::new().await;
    let id = desk.open(&[("a.rs", "1")]).await;
    for table in ["iteration SET note = 'x'", "file SET path = 'x'"] {
        let mut sql: sqlx::QueryBuilder<sqlx::Postgres> = sqlx::QueryBuilder::new("UPDATE reviews.");
        sql.push(table).push(" WHERE submission_id = ").push_bind(id.0);
        assert!(sql.build().execute(&desk.ctx().db).await.is_err(), "{table}");
    }
}
