use super::*;
use crate::reviews::testing::{Desk, a_run};

/// A submission whose turn began now.
async fn waits_for(desk: &Desk, turn: Turn) -> SubmissionId {
    let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
    let mut conn = desk.ctx().db.acquire().await.unwrap();
    turn_to(desk.ctx(), &mut conn, id, turn).await.unwrap();
    id
}

/// Runs what is due each day for so many days, as the queue would; answers the days on which something was due.
async fn days_pass(desk: &Desk, days: u32) -> Vec<u32> {
    let mut busy = Vec::new();
    for day in 1..=days {
        desk.ctx().clock.advance(TimeDelta::days(1));
        let due = take_due(desk);
        if !due.is_empty() {
            busy.push(day);
        }
        for nudge in due {
            nudge.run(desk.ctx(), &a_run()).await.unwrap();
            nudge.run(desk.ctx(), &a_run()).await.expect("a job may run twice");
        }
    }
    busy
}

/// Each key once.
fn take_due(desk: &Desk) -> Vec<Nudge> {
    let mut waiting = desk.stage.jobs.0.lock().unwrap();
    let is_due = |job: &NewJob| job.name == Nudge::NAME && job.run_at.is_some_and(|at| at <= desk.now());
    let (mut due, rest): (Vec<_>, Vec<_>) = waiting.drain(..).partition(is_due);
    *waiting = rest;
    due.sort_by(|a, b| a.key.cmp(&b.key));
    due.dedup_by(|a, b| a.key == b.key);
    due.into_iter().map(|job| serde_json::from_value(job.payload).unwrap()).collect()
}

async fn queued_at(desk: &Desk, id: SubmissionId) -> DateTime<Utc> {
    sqlx::query_scalar("SELECT queued_at FROM reviews.queue WHERE submission_id = $1")
        .bind(id.0)
        .fetch_one(&desk.ctx().db)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_author_is_reminded_three_times_and_then_it_is_closed() {
    let desk = Desk::new().await;
    let id = waits_for(&desk, Turn::Author).await;
    let review = desk.published(id, &desk.reviewer).await;
    assert_eq!(days_pass(&desk, 27).await, [7, 14, 21]);
    assert_eq!((desk.stage.events("reviews.nudged").await, desk.state(id).await.as_str()), (3, "open"));
    assert_eq!(days_pass(&desk, 30).await, [1]);
    assert_eq!(desk.state(id).await, "closed");
    assert_eq!(desk.review_state(review).await, "published");
    assert_eq!(desk.steps(id).await, ["nudged", "nudged", "nudged", "timed_out"]);
    assert_eq!((desk.stage.events("reviews.nudged").await, desk.stage.events("reviews.closed").await), (4, 1));
    assert!(!desk.is_queued(id).await);
}

#[tokio::test]
async fn a_reviewer_is_reminded_three_times_and_then_replaced() {
    let desk = Desk::new().await;
    let id = waits_for(&desk, Turn::Reviewer).await;
    let began = desk.now();
    let review = desk.published(id, &desk.reviewer).await;
    assert_eq!(days_pass(&desk, 27).await, [7, 14, 21]);
    assert_eq!((desk.stage.events("reviews.nudged").await, desk.is_queued(id).await), (3, false));
    assert_eq!(days_pass(&desk, 1).await, [1]);
    assert_eq!(desk.review_state(review).await, "left");
    assert_eq!(desk.state(id).await, "open");
    assert_eq!(queued_at(&desk, id).await, began - AMENDS);
    assert_eq!((desk.stage.events("reviews.nudged").await, desk.stage.events("reviews.left").await), (4, 1));
    days_pass(&desk, 60).await;
    assert_eq!(desk.steps(id).await, ["nudged", "nudged", "nudged", "timed_out"], "nobody is left to remind");
    assert_eq!(queued_at(&desk, id).await, began - AMENDS, "and one amends is enough");
}

#[tokio::test]
async fn who_moves_in_time_hears_nothing() {
    let desk = Desk::new().await;
    let id = waits_for(&desk, Turn::Author).await;
    assert_eq!(days_pass(&desk, 6).await, [] as [u32; 0]);
    let mut conn = desk.ctx().db.acquire().await.unwrap();
    turn_to(desk.ctx(), &mut conn, id, Turn::Reviewer).await.unwrap();
    turn_to(desk.ctx(), &mut conn, id, Turn::Author).await.unwrap();
    days_pass(&desk, 6).await;
    assert_eq!(desk.stage.events("reviews.nudged").await, 0);
    days_pass(&desk, 1).await;
    assert_eq!(desk.stage.events("reviews.nudged").await, 1, "the turn that lasts is the one that counts");
}

#[tokio::test]
async fn whoever_waits_in_the_queue_or_has_just_claimed_is_left_in_peace() {
    let desk = Desk::new().await;
    let id = waits_for(&desk, Turn::Reviewer).await;
    days_pass(&desk, 27).await;
    let review = desk.claimed(id, &desk.reviewer).await;
    Nudge { submission: id, turn_since: crate::testing::monday(), days: TIME_OUT_DAYS }
        .run(desk.ctx(), &a_run())
        .await
        .expect("too early");
    days_pass(&desk, 1).await;
    assert_eq!(desk.review_state(review).await, "claimed");
    assert_eq!(desk.stage.events("reviews.nudged").await, 0);
    assert_eq!(desk.steps(id).await, [] as [&str; 0]);
}

#[tokio::test]
async fn what_has_ended_is_not_looked_at_again() {
    let desk = Desk::new().await;
    let id = waits_for(&desk, Turn::Author).await;
    desk.end(id, "finished").await;
    assert_eq!(days_pass(&desk, 30).await, [7]);
    assert_eq!(desk.stage.events("reviews.nudged").await, 0);
}
