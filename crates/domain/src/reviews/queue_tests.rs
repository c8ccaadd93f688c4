use chrono::TimeDelta;
use contract::ThreadId;

use super::*;
use crate::{accounts, reviews::testing::Desk};

/// So many more, one a minute, the oldest first.
async fn many(desk: &Desk, count: usize) -> Vec<SubmissionId> {
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(desk.open(&[("a.rs", "fn a() {}\n\nfn b() {}\n"), ("b.rs", "mod a;\n")]).await);
        desk.ctx().clock.advance(TimeDelta::minutes(1));
    }
    ids
}

fn all() -> Filter {
    Filter { mine: false, ..Filter::default() }
}

async fn seen(desk: &Desk, user: &User, filter: &Filter) -> Vec<SubmissionId> {
    queue(desk.ctx(), user, filter, None).await.unwrap().rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn the_oldest_first_page_by_page_each_once() {
    let desk = Desk::new().await;
    let ids = many(&desk, 60).await;
    desk.set(ids[59], "queued_at = queued_at - interval '1 day'").await;
    let (mut got, mut after) = (Vec::new(), None);
    loop {
        let page = queue(desk.ctx(), &desk.reviewer, &all(), after).await.unwrap();
        got.extend(page.rows.iter().map(|row| row.id));
        let Some(next) = page.next else { break };
        assert_eq!(page.rows.len(), 25);
        after = Some(next);
    }
    assert_eq!(got[0], ids[59], "urgency is a head start");
    assert_eq!(got[1..], ids[..59]);
}

#[tokio::test]
async fn a_row_says_what_one_needs_to_choose() {
    let desk = Desk::new().await;
    let id = many(&desk, 1).await[0];
    desk.thread(id, ThreadId(desk.ctx().id()), None, &desk.author, Some(desk.now())).await;
    desk.thread(id, ThreadId(desk.ctx().id()), None, &desk.author, None).await;
    let row = queue(desk.ctx(), &desk.reviewer, &all(), None).await.unwrap().rows.remove(0);
    assert_eq!((row.title.as_str(), row.ask.as_str(), row.language.as_str()), ("A queue", "Is it right?", "rust"));
    assert_eq!((row.files, row.lines, row.questions), (2, 4, 1));
    assert_eq!(row.author.unwrap().handle, "author");
    assert_eq!(row.waiting_since, crate::testing::monday());
    desk.set(id, "anonymous = true").await;
    let row = queue(desk.ctx(), &desk.reviewer, &all(), None).await.unwrap().rows.remove(0);
    assert_eq!(row.author, None);
}

#[tokio::test]
async fn neither_ones_own_nor_what_one_has_in_hand_or_behind() {
    let desk = Desk::new().await;
    let ids = many(&desk, 4).await;
    for id in &ids {
        desk.set(*id, "seats = 2").await;
    }
    assert!(seen(&desk, &desk.author, &all()).await.is_empty());
    desk.published(ids[0], &desk.reviewer).await;
    let claim = desk.claimed(ids[1], &desk.reviewer).await;
    let left = desk.published(ids[2], &desk.reviewer).await;
    sqlx::query("UPDATE reviews.review SET state = 'left' WHERE id = $1")
        .bind(left.0)
        .execute(&desk.ctx().db)
        .await
        .unwrap();
    assert_eq!(seen(&desk, &desk.reviewer, &all()).await, ids[3..]);
    assert_eq!(seen(&desk, &desk.second, &all()).await, ids, "a second seat is free in each");
    desk.ctx().clock.advance(super::super::model::CLAIM);
    assert_eq!(desk.review_state(claim).await, "claimed", "its job has not run");
    assert_eq!(seen(&desk, &desk.reviewer, &all()).await, [ids[1], ids[3]]);
}

#[tokio::test]
async fn blocked_pairs_do_not_meet_whoever_began() {
    let desk = Desk::new().await;
    many(&desk, 1).await;
    accounts::block(desk.ctx(), &desk.author, "reviewer").await.unwrap();
    accounts::block(desk.ctx(), &desk.second, "author").await.unwrap();
    assert!(seen(&desk, &desk.reviewer, &all()).await.is_empty());
    assert!(seen(&desk, &desk.second, &all()).await.is_empty());
    accounts::unblock(desk.ctx(), &desk.author, "reviewer").await.unwrap();
    assert_eq!(seen(&desk, &desk.reviewer, &all()).await.len(), 1);
}

#[tokio::test]
async fn by_language_by_level_and_by_what_one_knows() {
    let desk = Desk::new().await;
    let ids = many(&desk, 4).await;
    desk.set(ids[1], "language = 'python'").await;
    desk.set(ids[2], "language = 'go', level = 'advanced'").await;
    desk.set(ids[3], "language = 'go'").await;
    let go = Filter { language: Some("go".into()), ..Filter::default() };
    assert_eq!(seen(&desk, &desk.reviewer, &go).await, ids[2..]);
    let advanced = Filter { level: Some(Level::Advanced), ..go };
    assert_eq!(seen(&desk, &desk.reviewer, &advanced).await, [ids[2]]);
    let advanced = Filter { level: Some(Level::Advanced), ..all() };
    assert_eq!(seen(&desk, &desk.reviewer, &advanced).await, [ids[2]]);
    assert_eq!(seen(&desk, &desk.reviewer, &Filter::default()).await, ids, "a newcomer sees all");
    desk.published(ids[0], &desk.reviewer).await;
    desk.published(ids[3], &desk.reviewer).await;
    assert_eq!(seen(&desk, &desk.reviewer, &Filter::default()).await, [ids[2]], "and then what they have reviewed");
    assert_eq!(seen(&desk, &desk.reviewer, &all()).await, ids[1..3]);
}

#[test]
fn the_beginning_of_a_request_is_plain_and_short() {
    assert_eq!(
        beginning("# Help\n\nWhy does `next()` **fail**?\n```rust\nfn x() {}\n```\n- one"),
        "Help Why does next() fail? fn x() {} one"
    );
    let long = beginning(&"word ".repeat(100));
    assert!(long.chars().count() <= 200 && long.ends_with("word…") || long.ends_with('…'), "{long}");
}
