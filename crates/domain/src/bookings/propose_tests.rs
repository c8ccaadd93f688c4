use chrono::{DateTime, TimeDelta, Utc};
use contract::{CommandKey, bookings::Agree};

use super::*;
use crate::{
    bookings::{
        agree, book, page, reject,
        testing::{Classroom, refusal, step},
    },
    testing::monday,
};

/// The days after tomorrow, at ten, where the session is.
fn day(nth: i64) -> DateTime<Utc> {
    monday() + TimeDelta::hours(25) + TimeDelta::days(nth)
}

fn form(room: &Classroom, start: DateTime<Utc>) -> Propose {
    Propose { key: CommandKey(room.ctx().id()), start, reason: "A train strike".into() }
}

fn yes(room: &Classroom) -> Agree {
    Agree { key: CommandKey(room.ctx().id()), consent: false }
}

async fn starts(room: &Classroom, id: BookingId) -> DateTime<Utc> {
    facts::read(&room.ctx().db, &[id.0]).await.unwrap().pop().unwrap().starts_at
}

#[tokio::test]
async fn one_proposes_the_other_agrees_and_the_old_time_is_free() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    let first = form(&room, day(1));
    propose(room.ctx(), &room.student, id, first.clone()).await.unwrap();
    propose(room.ctx(), &room.student, id, first).await.expect("the same form again is no error");
    assert_eq!((starts(&room, id).await, room.stage.events("bookings.move_proposed").await), (day(0), 1));
    let seen = page(room.ctx(), &room.tutor, id).await.unwrap().unwrap();
    assert_eq!((seen.proposal.unwrap().slot.starts_at, seen.free_moves_left), (day(1), 2));
    assert_eq!(refusal(agree(room.ctx(), &room.student, id, yes(&room)).await), Refusal::OwnProposal);

    let answer = yes(&room);
    agree(room.ctx(), &room.tutor, id, answer.clone()).await.unwrap();
    agree(room.ctx(), &room.tutor, id, answer).await.expect("the same form again is no error");
    assert_eq!(
        (starts(&room, id).await, room.state(id).await.as_str(), room.busy_rows().await),
        (day(1), "accepted", 2)
    );
    let seen = page(room.ctx(), &room.student, id).await.unwrap().unwrap();
    assert_eq!((seen.free_moves_left, seen.lapses_at), (1, Some(day(1) + TimeDelta::hours(73))));
    assert_eq!(room.stage.events("bookings.moved").await, 1);
    let other = room.stage.person("other").await;
    book(room.ctx(), &other, "tutor", room.form(day(0))).await.expect("the old time is free");
}

#[tokio::test]
async fn half_an_hour_later_overlaps_only_with_itself() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    let later = day(0) + TimeDelta::minutes(30);
    propose(room.ctx(), &room.tutor, id, form(&room, later)).await.unwrap();
    agree(room.ctx(), &room.student, id, yes(&room)).await.unwrap();
    assert_eq!(starts(&room, id).await, later);
}

#[tokio::test]
async fn declined_or_taken_back_it_stays_where_it_is() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    for who in [&room.tutor, &room.student] {
        propose(room.ctx(), &room.student, id, form(&room, day(1))).await.unwrap();
        assert_eq!(refusal(propose(room.ctx(), &room.tutor, id, form(&room, day(2))).await), Refusal::AlreadyProposed);
        reject(room.ctx(), who, id, step(room.ctx())).await.unwrap();
        assert_eq!(refusal(agree(room.ctx(), &room.tutor, id, yes(&room)).await), Refusal::NothingProposed);
    }
    assert_eq!((starts(&room, id).await, room.stage.events("bookings.move_declined").await), (day(0), 2));
}

#[tokio::test]
async fn an_answer_that_comes_too_late_moves_nothing() {
    let room = Classroom::new().await;
    let id = room.accepted_on(day(4)).await;
    propose(room.ctx(), &room.student, id, form(&room, day(5))).await.unwrap();
    room.ctx().clock.advance(TimeDelta::hours(24));
    assert_eq!(refusal(agree(room.ctx(), &room.tutor, id, yes(&room)).await), Refusal::NothingProposed);
    propose(room.ctx(), &room.tutor, id, form(&room, day(6))).await.expect("the next one may come");
}

#[tokio::test]
async fn only_free_times_not_too_late_and_not_too_far() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    let night = propose(room.ctx(), &room.student, id, form(&room, day(1) + TimeDelta::hours(12))).await;
    assert!(matches!(night, Err(Error::NotFree("start"))));
    let same = propose(room.ctx(), &room.student, id, form(&room, day(0))).await;
    assert!(matches!(same, Err(Error::NotFree("start"))));
    let far = propose(room.ctx(), &room.student, id, form(&room, day(31))).await;
    assert_eq!(refusal(far), Refusal::TooFarToMove);
    let stranger = room.stage.person("stranger").await;
    assert!(matches!(propose(room.ctx(), &stranger, id, form(&room, day(1))).await, Err(Error::NotFound)));
    room.ctx().clock.advance(TimeDelta::hours(23));
    assert_eq!(refusal(propose(room.ctx(), &room.student, id, form(&room, day(2))).await), Refusal::TooLateToMove);
}

#[tokio::test]
async fn the_third_move_needs_more_than_a_click() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    for nth in 1..=3 {
        propose(room.ctx(), &room.student, id, form(&room, day(nth))).await.unwrap();
        if nth == 3 {
            assert_eq!(refusal(agree(room.ctx(), &room.tutor, id, yes(&room)).await), Refusal::ConsentToMove);
        }
        agree(room.ctx(), &room.tutor, id, Agree { consent: nth == 3, ..yes(&room) }).await.unwrap();
    }
    assert_eq!(starts(&room, id).await, day(3));
}

#[tokio::test]
async fn whoever_is_quicker_has_the_new_time_and_the_old_one_is_kept() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    propose(room.ctx(), &room.student, id, form(&room, day(1))).await.unwrap();
    let other = room.stage.person("other").await;
    book(room.ctx(), &other, "tutor", room.form(day(1))).await.unwrap();
    assert_eq!(refusal(agree(room.ctx(), &room.tutor, id, yes(&room)).await), Refusal::MoveTaken);
    assert_eq!(starts(&room, id).await, day(0));
    assert_eq!(refusal(book(room.ctx(), &other, "tutor", room.form(day(0))).await), Refusal::SlotTaken);
}

#[tokio::test]
async fn agreed_and_booked_at_once_it_is_one_of_them() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    propose(room.ctx(), &room.student, id, form(&room, day(1))).await.unwrap();
    let other = room.stage.person("other").await;
    let (moved, booked) = tokio::join!(
        agree(room.ctx(), &room.tutor, id, yes(&room)),
        book(room.ctx(), &other, "tutor", room.form(day(1))),
    );
    assert_eq!(u8::from(moved.is_ok()) + u8::from(booked.is_ok()), 1);
    assert_eq!(room.busy_rows().await, if booked.is_ok() { 4 } else { 2 });
}
