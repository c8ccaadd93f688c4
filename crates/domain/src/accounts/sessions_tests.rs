use chrono::TimeDelta;
use contract::{
    CommandKey, Refusal,
    accounts::{EndAll, EndOthers, EndSession},
};
use serde_json::json;

use super::*;
use crate::{
    accounts::{self, Error, Role, User},
    audit::Deed,
    testing::Stage,
};

/// A session of somebody as the web makes it; the cookie's id is its name.
async fn begun(stage: &Stage, user: &User, id: &str) -> Stored {
    let stored =
        Stored { id: id.into(), person: user.id, seat: Seat::new(&stage.ctx), body: json!({ "person": user.id }) };
    assert!(insert(&stage.ctx, &stored).await.unwrap());
    stored
}

async fn opens(stage: &Stage, id: &str) -> bool {
    load(&stage.ctx, id).await.unwrap().is_some()
}

fn sitting(user: &User, stored: &Stored) -> User {
    user.clone().in_session(stored.seat.id, None)
}

#[tokio::test]
async fn nobody_uses_it_for_two_weeks() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    begun(&stage, &ada, "a").await;
    for _ in 0..3 {
        stage.ctx.clock.advance(IDLE - TimeDelta::seconds(1));
        assert!(opens(&stage, "a").await, "used, it goes on");
    }
    stage.ctx.clock.advance(IDLE);
    assert!(!opens(&stage, "a").await);
}

#[tokio::test]
async fn however_much_it_is_used_it_ends_after_three_months() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    begun(&stage, &ada, "a").await;
    for _ in 0..8 {
        stage.ctx.clock.advance(TimeDelta::days(11));
        assert!(opens(&stage, "a").await);
    }
    stage.ctx.clock.advance(TimeDelta::days(2) - TimeDelta::seconds(1));
    assert!(opens(&stage, "a").await);
    stage.ctx.clock.advance(TimeDelta::seconds(1));
    assert!(!opens(&stage, "a").await);
}

#[tokio::test]
async fn its_use_is_noted_once_a_minute() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    begun(&stage, &ada, "a").await;
    let seen = async || mine(&stage.ctx, &ada).await.unwrap()[0].seen_at;
    let first = stage.ctx.now();
    stage.ctx.clock.advance(TimeDelta::seconds(59));
    assert!(opens(&stage, "a").await);
    assert_eq!(seen().await, first);
    stage.ctx.clock.advance(TimeDelta::seconds(1));
    assert!(opens(&stage, "a").await);
    assert_eq!(seen().await, stage.ctx.now());
}

#[tokio::test]
async fn another_id_is_the_same_session_unless_it_was_ended_meanwhile() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let stored = begun(&stage, &ada, "a").await;
    detach(&stage.ctx, "a").await.unwrap();
    assert!(insert(&stage.ctx, &Stored { id: "b".into(), ..stored.clone() }).await.unwrap());
    assert!(!opens(&stage, "a").await && opens(&stage, "b").await);
    assert_eq!(mine(&stage.ctx, &ada).await.unwrap().len(), 1);

    detach(&stage.ctx, "b").await.unwrap();
    let key = CommandKey(stage.ctx.id());
    accounts::end_session(&stage.ctx, &stage.sudo(&ada), EndSession { key, session: stored.seat.id }).await.unwrap();
    assert!(insert(&stage.ctx, &Stored { id: "c".into(), ..stored.clone() }).await.unwrap());
    assert!(!opens(&stage, "c").await, "an ended one does not come back");
    update(&stage.ctx, &Stored { id: "c".into(), ..stored }).await.unwrap();
    assert!(!opens(&stage, "c").await);
}

#[tokio::test]
async fn an_id_that_is_taken_is_told() {
    let stage = Stage::new().await;
    let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
    let stored = begun(&stage, &ada, "a").await;
    let theirs = Stored { person: bob.id, seat: Seat::new(&stage.ctx), ..stored };
    assert!(!insert(&stage.ctx, &theirs).await.unwrap());
    assert_eq!(load(&stage.ctx, "a").await.unwrap().unwrap().session.person, ada.id);
}

#[tokio::test]
async fn who_reads_the_table_has_no_session() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let id = "c29tZXRoaW5nIHJhbmRvbQ";
    begun(&stage, &ada, id).await;
    let kept: String =
        sqlx::query_scalar("SELECT s::text FROM accounts.session s").fetch_one(&stage.ctx.db).await.unwrap();
    let imprint = kept.split("\\\\x").nth(1).expect("bytes")[..64].to_owned();
    assert!(!kept.contains(id) && imprint.starts_with(&format!("{:032x}", Imprint::of(id).half())), "{kept}");
    assert!(opens(&stage, id).await && !opens(&stage, &imprint).await);
}

#[tokio::test]
async fn its_end_is_told_by_half_of_its_imprint_and_only_when_it_is_certain() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    begun(&stage, &ada, "a").await;
    let mut reader = stage.ctx.live.reader(TOPIC);
    let (live, db) = (stage.ctx.live.clone(), stage.ctx.db.clone());
    let listening = tokio::spawn(async move { live.listen(&db).await });
    assert!(reader.next().await.is_some(), "listening");
    for commit in [false, true] {
        let mut tx = stage.ctx.begin().await.unwrap();
        end(&stage.ctx, &mut tx, ada.id, Which::All).await.unwrap();
        if commit { tx.commit().await.unwrap() } else { tx.rollback().await.unwrap() }
    }
    let Some(live::Word::Changed(told)) = reader.next().await else { panic!("nothing was told") };
    assert_eq!(ended(&told), Some(Imprint::of("a").half()));
    assert!(told.len() <= 100 && ended(&topic(ada.id)).is_none());
    listening.abort();
}

#[tokio::test]
async fn one_is_ended_by_its_owner_alone() {
    let stage = Stage::new().await;
    let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
    let stored = begun(&stage, &ada, "a").await;
    let form = || EndSession { key: CommandKey(stage.ctx.id()), session: stored.seat.id };
    let refused = accounts::end_session(&stage.ctx, &stage.sudo(&bob), form()).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    assert!(opens(&stage, "a").await);
    assert_eq!(accounts::end_session(&stage.ctx, &stage.sudo(&ada), form()).await.unwrap().len(), 1);
    assert!(!opens(&stage, "a").await && !lives(&stage.ctx, stored.seat.id).await.unwrap());
    assert!(accounts::end_session(&stage.ctx, &stage.sudo(&ada), form()).await.unwrap().is_empty(), "twice is once");
    let deeds = stage.deeds(ada.id).await;
    assert_eq!(deeds.iter().filter(|deed| **deed == Deed::SessionEnded).count(), 1);
}

#[tokio::test]
async fn all_others_end_and_this_one_goes_on() {
    let stage = Stage::new().await;
    let (ada, bob) = (stage.person("ada").await, stage.person("bob").await);
    let here = begun(&stage, &ada, "a").await;
    for id in ["b", "c"] {
        begun(&stage, &ada, id).await;
    }
    begun(&stage, &bob, "d").await;
    let me = ada.clone().in_session(here.seat.id, Some(stage.ctx.now())).must_be_sudo(&stage.ctx).unwrap();
    let form = EndOthers { key: CommandKey(stage.ctx.id()) };
    assert_eq!(accounts::end_other_sessions(&stage.ctx, &me, form.clone()).await.unwrap().len(), 2);
    begun(&stage, &ada, "e").await;
    assert!(
        accounts::end_other_sessions(&stage.ctx, &me, form).await.unwrap().is_empty(),
        "the same form is one effect"
    );
    for (id, lives) in [("a", true), ("b", false), ("c", false), ("d", true), ("e", true)] {
        assert_eq!(opens(&stage, id).await, lives, "{id}");
    }
}

#[tokio::test]
async fn signing_out_and_being_shut_out_end_it_and_tell_open_pages() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let stored = begun(&stage, &ada, "a").await;
    let mut reader = stage.ctx.live.reader(topic(ada.id));
    let (live, db) = (stage.ctx.live.clone(), stage.ctx.db.clone());
    let listening = tokio::spawn(async move { live.listen(&db).await });
    assert!(reader.next().await.is_some(), "listening");
    accounts::sign_out(&stage.ctx, &sitting(&ada, &stored)).await.unwrap();
    assert!(reader.next().await.is_some());
    assert!(!opens(&stage, "a").await);
    let other = begun(&stage, &ada, "b").await;
    accounts::set_disabled(&stage.ctx, "ada", true).await.unwrap();
    assert!(reader.next().await.is_some());
    assert!(!opens(&stage, "b").await && !lives(&stage.ctx, other.seat.id).await.unwrap());
    listening.abort();
}

#[tokio::test]
async fn what_is_over_is_forgotten_a_day_later() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    begun(&stage, &ada, "a").await;
    stage.ctx.clock.advance(IDLE);
    assert_eq!(prune(&stage.ctx).await.unwrap(), 0);
    stage.ctx.clock.advance(REMEMBERED);
    assert_eq!(prune(&stage.ctx).await.unwrap(), 1);
}

#[tokio::test]
async fn who_begins_more_than_fifty_ends_those_used_longest_ago() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    for n in 0..=AT_ONCE + 1 {
        stage.ctx.clock.advance(TimeDelta::minutes(1));
        begun(&stage, &ada, &format!("session {n}")).await;
        assert!(opens(&stage, "session 0").await || n > AT_ONCE, "it is used all the time");
    }
    assert_eq!(mine(&stage.ctx, &ada).await.unwrap().len(), 50);
    assert!(opens(&stage, "session 0").await && opens(&stage, &format!("session {}", AT_ONCE + 1)).await);
    assert!(!opens(&stage, "session 1").await && !opens(&stage, "session 2").await && opens(&stage, "session 3").await);
}

#[tokio::test]
async fn an_admin_ends_all_of_somebody_who_may_come_in_again() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    begun(&stage, &ada, "a").await;
    let form = || EndAll { key: CommandKey(stage.ctx.id()), reason: "Left open in the library.".into() };
    let mia = stage.sudo(&stage.with_role("mia", Role::Moderator).await);
    let refused = accounts::end_all_sessions(&stage.ctx, &mia, "ada", form()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::OnlyAdmins))) && opens(&stage, "a").await);
    let root = stage.sudo(&stage.with_role("root", Role::Admin).await);
    let once = form();
    assert_eq!(accounts::end_all_sessions(&stage.ctx, &root, "ada", once.clone()).await.unwrap(), 1);
    assert!(!opens(&stage, "a").await);
    begun(&stage, &ada, "b").await;
    assert_eq!(accounts::end_all_sessions(&stage.ctx, &root, "ada", once).await.unwrap(), 0);
    assert!(opens(&stage, "b").await, "the same form is one effect");
    assert_eq!(stage.deeds(ada.id).await.iter().filter(|deed| **deed == Deed::AllEnded).count(), 1);
    let nobody = accounts::end_all_sessions(&stage.ctx, &root, "nobody", form()).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
}
