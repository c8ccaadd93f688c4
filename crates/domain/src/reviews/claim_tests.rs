use chrono::TimeDelta;
use contract::{ThreadId, reviews::Kind};
use futures::future::join_all;

use super::*;
use crate::{
    accounts,
    jobs::Job,
    reviews::{
        self,
        testing::{Desk, a_run, refusal, step},
    },
};

async fn open(desk: &Desk) -> SubmissionId {
    desk.open(&[("a.rs", "fn a() {}\n")]).await
}

async fn claims(desk: &Desk, user: &User, id: SubmissionId) -> Result<ReviewId, Error> {
    claim(desk.ctx(), user, id, None, step(desk.ctx())).await
}

#[tokio::test]
async fn a_seat_is_kept_for_half_an_hour() {
    let desk = Desk::new().await;
    let id = open(&desk).await;
    let form = step(desk.ctx());
    let review = claim(desk.ctx(), &desk.reviewer, id, None, form.clone()).await.unwrap();
    let again = claim(desk.ctx(), &desk.reviewer, id, None, form).await.expect("the same form again is no error");
    assert_eq!(again, review);
    assert!(!desk.is_queued(id).await);
    assert_eq!(desk.steps(id).await, ["claimed"]);
    assert_eq!(desk.stage.events("reviews.claimed").await, 1);
    let lapse = desk.stage.jobs.0.lock().unwrap().iter().find(|job| job.name == LapseClaim::NAME).cloned().unwrap();
    assert_eq!(lapse.run_at, Some(desk.now() + CLAIM));
    assert_eq!(refusal(claims(&desk, &desk.reviewer, id).await), Refusal::AlreadyYourReview);
    assert_eq!(refusal(claims(&desk, &desk.second, id).await), Refusal::SeatTaken);
}

#[tokio::test]
async fn who_has_not_confirmed_their_address_neither_takes_a_seat_nor_speaks() {
    let desk = Desk::new().await;
    let (id, other) = (open(&desk).await, open(&desk).await);
    desk.claimed(other, &desk.reviewer).await;
    let reviewer = accounts::testing::unverified(&desk.stage, &desk.reviewer).await;
    assert_eq!(refusal(claims(&desk, &reviewer, id).await), Refusal::VerifyFirst);
    let thread = reviews::open_thread(desk.ctx(), &reviewer, other, desk.about("a.rs:1", Kind::Bug)).await;
    assert_eq!(refusal(thread), Refusal::VerifyFirst);
    let round = reviews::publish_round(desk.ctx(), &reviewer, other, desk.verdict(1)).await;
    assert_eq!(refusal(round), Refusal::VerifyFirst);
    reviews::leave(desk.ctx(), &reviewer, other, desk.step()).await.expect("what was begun may be ended");
}

#[tokio::test]
async fn one_of_sixteen_wins_the_seat() {
    let desk = Desk::new().await;
    let id = open(&desk).await;
    let crowd = join_all((0..16).map(|n| {
        let desk = &desk;
        async move { desk.stage.person(&format!("claimer-{n}")).await }
    }))
    .await;
    let outcomes = join_all(crowd.iter().map(|user| claims(&desk, user, id))).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 15));
    for outcome in lost {
        assert_eq!(refusal(outcome), Refusal::SeatTaken);
    }
    assert_eq!(desk.stage.events("reviews.claimed").await, 1);
}

#[tokio::test]
async fn two_seats_are_two_reviewers_and_then_none() {
    let desk = Desk::new().await;
    let id = open(&desk).await;
    desk.set(id, "seats = 2").await;
    claims(&desk, &desk.reviewer, id).await.unwrap();
    assert!(desk.is_queued(id).await, "one seat is free");
    claims(&desk, &desk.second, id).await.unwrap();
    assert!(!desk.is_queued(id).await);
}

#[tokio::test]
async fn four_claims_at_a_time_however_fast_one_is() {
    let desk = Desk::new().await;
    let mut ids = Vec::new();
    for _ in 0..8 {
        ids.push(open(&desk).await);
    }
    let outcomes = join_all(ids.iter().map(|id| claims(&desk, &desk.reviewer, *id))).await;
    let (won, lost): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    assert_eq!(won.len(), 4);
    for outcome in lost {
        assert_eq!(refusal(outcome), Refusal::TooManyClaims);
    }
    desk.ctx().clock.advance(CLAIM);
    claims(&desk, &desk.reviewer, ids[7])
        .await
        .expect("claims that ran out do not count, whether or not their jobs ran");
}

#[tokio::test]
async fn who_has_earned_a_level_holds_more() {
    let desk = Desk::new().await;
    let mut ids = Vec::new();
    for _ in 0..9 {
        ids.push(open(&desk).await);
    }
    // Level 2 begins at 100 points, level 7 at 2,100.
    for (reviewer, xp, most) in [(&desk.reviewer, 100, 5), (&desk.second, 2_100, 8)] {
        for id in &ids {
            desk.set(*id, "seats = 2").await;
        }
        sqlx::query("INSERT INTO ranking.standing (person_id, xp) VALUES ($1, $2)")
            .bind(reviewer.id.0)
            .bind(xp)
            .execute(&desk.ctx().db)
            .await
            .unwrap();
        for id in &ids[..most] {
            claims(&desk, reviewer, *id).await.unwrap();
        }
        assert_eq!(refusal(claims(&desk, reviewer, ids[most]).await), Refusal::TooManyClaims);
    }
}

#[tokio::test]
async fn a_claim_that_ran_out_is_ended_by_the_next() {
    let desk = Desk::new().await;
    let id = open(&desk).await;
    let first = claims(&desk, &desk.reviewer, id).await.unwrap();
    desk.ctx().clock.advance(CLAIM);
    claims(&desk, &desk.second, id).await.unwrap();
    assert_eq!(desk.review_state(first).await, "left");
    assert_eq!(desk.steps(id).await, ["claimed", "lapsed", "claimed"]);
    LapseClaim { review: first }.run(desk.ctx(), &a_run()).await.unwrap();
    assert_eq!(desk.stage.events("reviews.left").await, 1);
}

#[tokio::test]
async fn who_comes_back_finds_their_drafts() {
    let desk = Desk::new().await;
    let id = open(&desk).await;
    let first = claims(&desk, &desk.reviewer, id).await.unwrap();
    let (draft, said) = (ThreadId(desk.ctx().id()), ThreadId(desk.ctx().id()));
    for (thread, published) in [(draft, None), (said, Some(desk.now()))] {
        desk.thread(id, thread, Some(first), &desk.reviewer, published).await;
    }
    desk.ctx().clock.advance(TimeDelta::hours(2));
    let second = claims(&desk, &desk.reviewer, id).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(desk.review_of(draft).await, Some(second));
    assert_eq!(desk.review_of(said).await, Some(first), "what was said stays where it was said");
}

#[tokio::test]
async fn neither_the_author_nor_who_is_blocked() {
    let desk = Desk::new().await;
    let id = open(&desk).await;
    assert_eq!(refusal(claims(&desk, &desk.author, id).await), Refusal::OwnSubmission);
    for (blocker, blocked) in [(&desk.author, &desk.reviewer), (&desk.second, &desk.author)] {
        accounts::block(desk.ctx(), blocker, &blocked.handle).await.unwrap();
    }
    assert_eq!(refusal(claims(&desk, &desk.reviewer, id).await), Refusal::Blocked);
    assert_eq!(refusal(claims(&desk, &desk.second, id).await), Refusal::Blocked, "it counts both ways");
}

#[tokio::test]
async fn what_is_private_asks_for_its_link() {
    let desk = Desk::new().await;
    let id = open(&desk).await;
    desk.set(id, "visibility = 'link', link = 'secret'").await;
    let with = async |link| claim(desk.ctx(), &desk.reviewer, id, link, step(desk.ctx())).await;
    assert!(matches!(with(None).await, Err(Error::NotFound)));
    assert!(matches!(with(Some("wrong")).await, Err(Error::NotFound)));
    assert_eq!(refusal(claims(&desk, &desk.author, id).await), Refusal::OwnSubmission);
    with(Some("secret")).await.unwrap();
    desk.ctx().clock.advance(CLAIM);
    with(None).await.expect("who was its reviewer knows it already");
}

#[tokio::test]
async fn drafts_are_nobodys_business_and_what_has_ended_is_over() {
    let desk = Desk::new().await;
    let id = open(&desk).await;
    desk.set(id, "state = 'draft', published_at = NULL").await;
    assert!(matches!(claims(&desk, &desk.reviewer, id).await, Err(Error::NotFound)));
    assert_eq!(refusal(claims(&desk, &desk.author, id).await), Refusal::StillADraft);
    desk.end(id, "closed").await;
    assert_eq!(refusal(claims(&desk, &desk.reviewer, id).await), Refusal::SubmissionEnded);
    let nothing = SubmissionId(desk.ctx().id());
    assert!(matches!(claims(&desk, &desk.reviewer, nothing).await, Err(Error::NotFound)));
}
