use contract::ranking::{Help, Seen};

use super::*;
use crate::{
    accounts::User,
    ranking::{
        Error, ledger,
        reasons::{Award, Move, reason},
        testing::Fair,
        weights::Weights,
    },
    reviews::testing::Desk,
};

async fn all(fair: &Fair, mine: bool) -> Vec<Entry> {
    let reader = if mine { &fair.helper } else { &fair.giver };
    let standing = standing(fair.ctx(), Some(reader), "helper").await.unwrap().unwrap();
    entries(fair.ctx(), &standing, None, None).await.unwrap().entries
}

#[tokio::test]
async fn every_number_opens_to_what_it_is_made_of() {
    let fair = Fair::new().await;
    fair.accepted("comment:1", fair.now()).await;
    fair.undone("comment:1").await;
    let seen = standing(fair.ctx(), Some(&fair.helper), "helper").await.unwrap().unwrap();
    let rows = all(&fair, true).await;
    assert_eq!(rows.iter().map(|row| i64::from(row.value)).sum::<i64>(), seen.xp);
    assert_eq!((rows.len(), seen.xp), (2, 0), "what was undone stays to be read");
    assert!(rows.iter().all(|row| row.unseen));
    assert_eq!(rows.last().unwrap().giver.as_ref().unwrap().handle, "giver");
    assert!(all(&fair, false).await.iter().all(|row| row.giver.is_none() && !row.unseen && row.link.is_none()));
    let teaching = entries(fair.ctx(), &seen, Some(Help::Teaching), None).await.unwrap().entries;
    assert!(teaching.is_empty());
}

#[tokio::test]
async fn an_author_who_wants_to_be_unknown_stands_in_no_ledger() {
    let desk = Desk::new().await;
    let id = desk.open(&[("a.rs", "fn main() {}\n")]).await;
    desk.set(id, "anonymous = true").await;
    let path = format!("/reviews/{id}");
    let (person, giver) = (desk.reviewer.id, Some(desk.author.id));
    let award = Award { person, cause: "comment:1".into(), giver, times: 1, topic: None, path };
    let mut tx = desk.ctx().begin().await.unwrap();
    let moves = vec![(reason("suggestion_accepted").unwrap(), Move::Award(award))];
    ledger::write(desk.ctx(), &mut tx, &Weights::default(), desk.now(), moves).await.unwrap();
    tx.commit().await.unwrap();
    let giver = async |reader: &User| {
        let of = standing(desk.ctx(), Some(reader), &desk.reviewer.handle).await.unwrap().unwrap();
        entries(desk.ctx(), &of, None, None).await.unwrap().entries[0].giver.clone()
    };
    assert_eq!((giver(&desk.reviewer).await, giver(&desk.author).await), (None, None));
    desk.set(id, "anonymous = false").await;
    let named = Some(Giver { handle: desk.author.handle.clone(), name: desk.author.name.clone() });
    assert_eq!((giver(&desk.reviewer).await, giver(&desk.author).await), (named.clone(), named));
}

#[tokio::test]
async fn page_by_page_each_once() {
    let fair = Fair::new().await;
    for n in 0..30 {
        fair.accepted(&format!("comment:{n}"), fair.now()).await;
    }
    let seen = standing(fair.ctx(), Some(&fair.helper), "helper").await.unwrap().unwrap();
    let first = entries(fair.ctx(), &seen, None, None).await.unwrap();
    let second = entries(fair.ctx(), &seen, None, first.next).await.unwrap();
    assert_eq!((first.entries.len(), second.next), (25, None));
    assert!(first.entries.iter().all(|row| second.entries.iter().all(|other| other.id != row.id)));
    let weeks = weeks(fair.ctx(), fair.helper.id, seen.xp).await.unwrap();
    assert_eq!((weeks.len(), weeks.last().unwrap().sum), (26, seen.xp));
    let (first, today, days) = year(fair.ctx(), fair.helper.id).await.unwrap();
    assert!(first < today && days.iter().map(|day| day.earned).sum::<i64>() == seen.xp);
}

#[tokio::test]
async fn what_was_seen_is_no_news_and_what_came_meanwhile_is() {
    let fair = Fair::new().await;
    let me = &fair.helper;
    assert_eq!(news(fair.ctx(), me).await.unwrap(), News::default());
    fair.accepted("comment:1", fair.now()).await;
    let until = fair.now();
    assert!(news(fair.ctx(), me).await.unwrap().entries);
    let earned = earned_since(fair.ctx(), me.id, until - chrono::TimeDelta::hours(1)).await.unwrap();
    assert!(earned.points > 0 && earned.title == Some("Suggestion accepted"), "{earned:?}");
    fair.ctx().clock.advance(chrono::TimeDelta::minutes(1));
    fair.accepted("comment:2", fair.now()).await;
    seen(fair.ctx(), me, Seen { until }).await.unwrap();
    assert!(news(fair.ctx(), me).await.unwrap().entries, "the second came after what they saw");
    seen(fair.ctx(), me, Seen { until: fair.now() + chrono::TimeDelta::days(9) }).await.unwrap();
    seen(fair.ctx(), me, Seen { until }).await.unwrap();
    assert!(!news(fair.ctx(), me).await.unwrap().is_any());
    fair.ctx().clock.advance(chrono::TimeDelta::minutes(1));
    fair.accepted("comment:3", fair.now()).await;
    assert!(news(fair.ctx(), me).await.unwrap().entries, "nobody sees ahead");
}

#[tokio::test]
async fn who_hides_is_seen_by_themselves_alone() {
    let fair = Fair::new().await;
    sqlx::query("INSERT INTO ranking.preference (person_id, hide_me) VALUES ($1, true)")
        .bind(fair.helper.id.0)
        .execute(&fair.ctx().db)
        .await
        .unwrap();
    assert!(standing(fair.ctx(), Some(&fair.helper), "helper").await.unwrap().is_some());
    assert!(standing(fair.ctx(), Some(&fair.giver), "helper").await.unwrap().is_none());
    assert!(standing(fair.ctx(), None, "helper").await.unwrap().is_none());
    assert!(matches!(standing(fair.ctx(), None, "nobody").await, Err(Error::NotFound)));
}
