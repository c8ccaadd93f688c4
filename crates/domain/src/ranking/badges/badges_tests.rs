use std::collections::BTreeSet;

use chrono::TimeDelta;
use contract::UserId;
use futures::future::join_all;

use super::{evaluate::met, *};
use crate::{
    accounts::User,
    jobs::Job,
    ranking::{
        Error,
        testing::{Fair, given, own},
    },
    reviews::testing::a_run,
};

async fn check(fair: &Fair, person: UserId) {
    CheckBadges { person }.run(fair.ctx(), &a_run()).await.unwrap();
}

async fn has(fair: &Fair, rule: Rule) -> bool {
    let mut conn = fair.ctx().db.acquire().await.unwrap();
    let hit = (String::new(), fair.helper.id);
    let one = met(&mut conn, [("", &rule)], Some(&[fair.helper.id.0])).await.unwrap();
    let all = met(&mut conn, [("", &rule)], None).await.unwrap();
    assert_eq!(one.contains(&hit), all.contains(&hit), "one person and everybody are told the same");
    one.contains(&hit)
}

async fn slugs(fair: &Fair, user: &User) -> Vec<String> {
    of_person(fair.ctx(), user.id).await.unwrap().into_iter().map(|held| held.badge.slug).collect()
}

#[test]
fn there_are_badges_of_every_kind_and_each_has_its_rule() {
    let slugs: BTreeSet<_> = SHIPPED.iter().map(|badge| &badge.slug).collect();
    assert_eq!(slugs.len(), SHIPPED.len());
    assert!(SHIPPED.len() >= 24);
    for rarity in Rarity::ALL {
        assert!(SHIPPED.iter().filter(|badge| badge.rarity == *rarity).count() >= 3, "{rarity}");
    }
    for badge in SHIPPED.iter() {
        assert!(badge.sentence.ends_with('.') && !conditions(&badge.rule).is_empty(), "{}", badge.slug);
        assert_eq!(rule::unfit(&badge.rule), None, "{}", badge.slug);
    }
}

#[tokio::test]
async fn a_rule_counts_causes_givers_topics_and_weeks() {
    let fair = Fair::new().await;
    let other = fair.stage.person("other").await;
    fair.make_trusted(other.id).await;
    let (now, week) = (fair.now(), TimeDelta::weeks(1));
    for (n, giver) in [fair.giver.id, other.id, fair.giver.id].into_iter().enumerate() {
        let at = now - week * i32::try_from(n).unwrap();
        fair.write("suggestion_accepted", given(fair.helper.id, giver, &format!("comment:{n}")), at).await;
    }
    let accepted = || Rule::of(&["suggestion_accepted"]);
    assert!(has(&fair, accepted().causes(3).givers(2).weeks(3)).await);
    assert!(!has(&fair, accepted().causes(4)).await);
    assert!(!has(&fair, accepted().givers(3)).await);
    assert!(!has(&fair, accepted().weeks(4)).await);
    assert!(!has(&fair, accepted().kinds(2)).await);
    assert!(!has(&fair, Rule::of(&["issue_found"])).await);
    assert!(has(&fair, accepted().causes(2).within(8)).await, "two of them lie within eight days");
    assert!(!has(&fair, accepted().causes(3).within(8)).await);
    assert!(!has(&fair, Rule::default().level(9)).await);
    assert!(has(&fair, Rule::default().level(1)).await);
}

#[tokio::test]
async fn what_counts_nothing_earns_no_badge() {
    let fair = Fair::new().await;
    let stranger = fair.stage.person("stranger").await;
    fair.write("suggestion_accepted", given(fair.helper.id, stranger.id, "comment:1"), fair.now()).await;
    assert!(!has(&fair, Rule::of(&["suggestion_accepted"])).await, "nobody trusts the giver yet");
    fair.make_trusted(stranger.id).await;
    crate::ranking::SettleGiven { giver: stranger.id, after: None }.run(fair.ctx(), &a_run()).await.unwrap();
    assert!(has(&fair, Rule::of(&["suggestion_accepted"])).await);
}

#[tokio::test]
async fn earned_once_hidden_while_undone_and_there_again() {
    let fair = Fair::new().await;
    fair.accepted("comment:1", fair.now()).await;
    assert!(fair.stage.jobs.0.lock().unwrap().iter().any(|job| job.name == CheckBadges::NAME));
    for _ in 0..2 {
        check(&fair, fair.helper.id).await;
        assert_eq!(slugs(&fair, &fair.helper).await, ["taken-over"]);
    }
    reveal(fair.ctx(), &fair.helper, "taken-over").await.unwrap();
    reveal(fair.ctx(), &fair.helper, "taken-over").await.expect("twice is once");

    fair.undone("comment:1").await;
    check(&fair, fair.helper.id).await;
    assert!(slugs(&fair, &fair.helper).await.is_empty());
    assert!(matches!(reveal(fair.ctx(), &fair.helper, "taken-over").await, Err(Error::NotFound)));

    fair.accepted("comment:2", fair.now()).await;
    check(&fair, fair.helper.id).await;
    let held = of_person(fair.ctx(), fair.helper.id).await.unwrap();
    assert!(held.len() == 1 && held[0].revealed, "it is as it was");
}

#[tokio::test]
async fn only_who_has_it_opens_it() {
    let fair = Fair::new().await;
    for slug in ["taken-over", "no-such-badge"] {
        assert!(matches!(reveal(fair.ctx(), &fair.giver, slug).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn many_checks_at_once_award_once() {
    let fair = Fair::new().await;
    fair.accepted("comment:1", fair.now()).await;
    join_all((0..8).map(|_| check(&fair, fair.helper.id))).await;
    assert_eq!(slugs(&fair, &fair.helper).await, ["taken-over"]);
    assert_eq!(check_everybody(fair.ctx()).await.unwrap(), 0, "there is nothing left to award");
}

#[tokio::test]
async fn seven_days_in_a_row_are_a_badge_and_a_day_without_us_is_forgiven() {
    let fair = Fair::new().await;
    let person = fair.stage.person("steady").await;
    let monday = fair.now() - TimeDelta::days(20);
    for n in [0, 1, 2, 4, 5, 6, 7] {
        fair.write("review_published", own(person.id, &format!("review:{n}")), monday + TimeDelta::days(n)).await;
    }
    check(&fair, person.id).await;
    assert!(slugs(&fair, &person).await.is_empty());
    let outage = (monday + TimeDelta::days(3)).date_naive();
    assert!(crate::ranking::streaks::forgive(fair.ctx(), outage).await.unwrap());
    assert!(!crate::ranking::streaks::forgive(fair.ctx(), outage).await.unwrap(), "it was declared already");
    check(&fair, person.id).await;
    assert_eq!(slugs(&fair, &person).await, ["week"]);
    let streak = crate::ranking::streaks::of_person(fair.ctx(), person.id).await.unwrap();
    assert_eq!((streak.current, streak.longest), (0, 7));
}

#[tokio::test]
async fn shares_are_told_among_those_who_have_earned_anything() {
    let fair = Fair::new().await;
    fair.accepted("comment:1", fair.now()).await;
    check(&fair, fair.helper.id).await;
    let shares = Shares::load(fair.ctx()).await.unwrap();
    let badge = shipped("taken-over").unwrap();
    assert_eq!((shares.holders(badge), shares.words(badge)), (1, "50 % have it".into()));
}
