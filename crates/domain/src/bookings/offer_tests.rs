use chrono::{DateTime, TimeDelta, Utc};
use contract::{CommandKey, bookings::Book};
use futures::future::join_all;

use super::*;
use crate::{
    bookings::{
        accept, ask, availability_for, book, cancel, decline, hold, page,
        testing::{Classroom, decline_form, refusal, step},
    },
    testing::monday,
};

/// The days after today, at ten.
fn day(nth: i64) -> DateTime<Utc> {
    monday() + TimeDelta::hours(1) + TimeDelta::days(nth)
}

/// Another offering of the tutor's, with one length, at the second place.
async fn offers(room: &Classroom, kind: &str, minutes: i16, price: i64) -> OfferingChoice {
    let (db, id) = (&room.ctx().db, room.ctx().id());
    let offering = "INSERT INTO tutors.offering (id, tutor_id, kind, title, position, created_at)
                    VALUES ($1, $2, $3, 'Exam training', 1, now())";
    sqlx::query(offering).bind(id).bind(room.tutor.id.0).bind(kind).execute(db).await.unwrap();
    let length = "INSERT INTO tutors.offering_length (offering_id, minutes, price_minor) VALUES ($1, $2, $3)";
    sqlx::query(length).bind(id).bind(minutes).bind(price).execute(db).await.unwrap();
    OfferingChoice { offering: OfferingId(id), minutes }
}

fn form(room: &Classroom, start: DateTime<Utc>, choice: OfferingChoice) -> Book {
    Book { choice: Some(choice), key: CommandKey(room.ctx().id()), ..room.form(start) }
}

#[tokio::test]
async fn each_offering_has_its_length_price_and_pauses_and_a_booking_keeps_them() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let choice = offers(&room, "single", 90, 5_000).await;
    room.run("UPDATE tutors.offering SET before_minutes = 30, after_minutes = 0, policy = 'strict' WHERE position = 1")
        .await;
    let id = book(ctx, &room.student, "tutor", form(&room, day(2), choice)).await.unwrap();
    let seen = page(ctx, &room.student, id).await.unwrap().unwrap();
    assert_eq!((seen.ends_at - seen.starts_at, seen.price_minor), (TimeDelta::minutes(90), 5_000));
    assert_eq!((seen.offering.as_str(), seen.policy), ("Exam training", Policy::Strict));
    let taken = availability_for(ctx, room.tutor.id, None, None).await.unwrap().unwrap().busy;
    assert_eq!(taken, [(day(2) - TimeDelta::minutes(30), day(2) + TimeDelta::minutes(90))]);

    room.run(
        "UPDATE tutors.offering SET before_minutes = 0, policy = 'flexible', closed_at = now() WHERE position = 1",
    )
    .await;
    accept(ctx, &room.tutor, id, step(ctx)).await.unwrap();
    let seen = page(ctx, &room.student, id).await.unwrap().unwrap();
    assert_eq!(seen.policy, Policy::Strict, "as it was booked");
    let ninety = |slot: &Slot| slot.ends_at - slot.starts_at == TimeDelta::minutes(90);
    assert!(!seen.choices.is_empty() && seen.choices.iter().all(ninety), "it is moved as long as it is");
}

#[tokio::test]
async fn what_is_not_offered_is_not_booked() {
    let room = Classroom::new().await;
    let (ctx, student) = (room.ctx(), &room.student);
    let group = offers(&room, "single", 60, 100).await;
    room.run(
        "UPDATE tutors.offering SET kind = 'group', seats_min = 2, seats_max = 4, join_hours = 1, position = 2 WHERE position = 1",
    )
    .await;
    let choice = offers(&room, "single", 90, 5_000).await;
    room.run("UPDATE tutors.offering SET notice_hours = 0, horizon_days = 7 WHERE position = 1").await;
    let other_length = OfferingChoice { minutes: 45, ..choice };
    assert_eq!(refusal(book(ctx, student, "tutor", form(&room, day(2), other_length)).await), Refusal::OfferingGone);
    let nothing = OfferingChoice { offering: OfferingId(ctx.id()), minutes: 60 };
    assert_eq!(refusal(hold(ctx, student, "tutor", form(&room, day(2), nothing)).await), Refusal::OfferingGone);
    assert_eq!(refusal(book(ctx, student, "tutor", form(&room, day(2), group)).await), Refusal::OfferingGone);
    assert_eq!(refusal(book(ctx, student, "tutor", form(&room, day(8), choice)).await), Refusal::SlotNotOffered);
    book(ctx, student, "tutor", form(&room, day(2), choice)).await.unwrap();
    for far in [40, 170, 300] {
        assert_eq!(refusal(book(ctx, student, "tutor", form(&room, day(far), choice)).await), Refusal::SlotNotOffered);
        assert_eq!(refusal(hold(ctx, student, "tutor", form(&room, day(far), choice)).await), Refusal::SlotNotOffered);
    }
    let second = room.second_tutor().await;
    let theirs = sqlx::query_scalar("SELECT id FROM tutors.offering WHERE tutor_id = $1").bind(second.id.0);
    let theirs = OfferingChoice { offering: OfferingId(theirs.fetch_one(&ctx.db).await.unwrap()), minutes: 60 };
    assert_eq!(refusal(book(ctx, student, "tutor", form(&room, day(2), theirs)).await), Refusal::OfferingGone);
    room.run("UPDATE tutors.offering SET closed_at = now()").await;
    assert_eq!(refusal(book(ctx, student, "tutor", form(&room, day(2), choice)).await), Refusal::OfferingGone);
    assert_eq!(refusal(book(ctx, student, "tutor", room.form(day(2))).await), Refusal::OfferingGone);
}

#[tokio::test]
async fn two_have_one_trial_also_if_they_ask_six_times_at_once() {
    let room = Classroom::new().await;
    let (ctx, student) = (room.ctx(), &room.student);
    let trial = offers(&room, "trial", 30, 0).await;
    let asked = join_all((1..=6).map(|nth| book(ctx, student, "tutor", form(&room, day(nth), trial)))).await;
    let (given, refused): (Vec<_>, Vec<_>) = asked.into_iter().partition(Result::is_ok);
    assert_eq!((given.len(), refused.len()), (1, 5));
    for answer in refused {
        assert_eq!(refusal(answer), Refusal::TrialOnce);
    }
    let held = hold(ctx, student, "tutor", form(&room, day(9), trial)).await.expect("nobody has heard of it");
    let words = contract::bookings::Ask { key: CommandKey(ctx.id()), message: "Once more".into() };
    assert_eq!(refusal(ask(ctx, student, held, words.clone()).await), Refusal::TrialOnce);
    let first = given.into_iter().next().unwrap().unwrap();
    decline(ctx, &room.tutor, first, decline_form(&room, &[])).await.unwrap();
    let words = contract::bookings::Ask { key: CommandKey(ctx.id()), ..words };
    ask(ctx, student, held, words).await.expect("what was declined was none");
    let other = room.stage.person("other").await;
    book(ctx, &other, "tutor", form(&room, day(12), trial)).await.expect("everybody has one");
}

#[tokio::test]
async fn a_day_and_a_week_hold_so_many_and_no_more() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let choice = offers(&room, "single", 30, 1_000).await;
    room.run("UPDATE tutors.offering SET day_cap = 2, week_cap = 3 WHERE position = 1").await;
    let mut students = Vec::new();
    for nth in 0..6 {
        students.push(room.stage.person(&format!("student-{nth}")).await);
    }
    let at = |nth: i64| day(1) + TimeDelta::hours(nth);
    let ask = |(nth, student)| book(ctx, student, "tutor", form(&room, at(nth), choice));
    let answers = join_all((0..).zip(&students).map(ask)).await;
    let refused = answers.iter().filter(|answer| matches!(answer, Err(Error::Refused(Refusal::TutorFull)))).count();
    assert_eq!(refused, 4, "two in a day, whoever was first");
    book(ctx, &students[0], "tutor", form(&room, day(2), choice)).await.expect("the next day");
    let fourth = book(ctx, &students[1], "tutor", form(&room, day(3), choice)).await;
    assert_eq!(refusal(fourth), Refusal::TutorFull, "three in a week");
    book(ctx, &students[1], "tutor", form(&room, day(7), choice)).await.expect("the next week");
    let lesson = room.form(day(3) + TimeDelta::hours(4));
    book(ctx, &students[2], "tutor", lesson).await.expect("the caps are of one offering");

    let first = answers.into_iter().position(|answer| answer.is_ok()).unwrap();
    let booked = sqlx::query_scalar("SELECT id FROM bookings.booking WHERE student_id = $1 ORDER BY starts_at LIMIT 1");
    let booked = booked.bind(students[first].id.0).fetch_one(&ctx.db).await.unwrap();
    let form_of = contract::bookings::Cancel { key: CommandKey(ctx.id()), note: String::new(), back_minor: None };
    cancel(ctx, &students[first], contract::BookingId(booked), form_of).await.unwrap();
    book(ctx, &students[3], "tutor", form(&room, day(3), choice)).await.expect("one has become free");
}

#[tokio::test]
async fn a_time_that_was_held_for_too_long_is_counted_anew() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let choice = offers(&room, "single", 30, 1_000).await;
    room.run("UPDATE tutors.offering SET day_cap = 1 WHERE position = 1").await;
    let other = room.stage.person("other").await;
    let words = || contract::bookings::Ask { key: CommandKey(ctx.id()), message: "Please".into() };
    let held = hold(ctx, &room.student, "tutor", form(&room, day(1), choice)).await.unwrap();
    ctx.clock.advance(TimeDelta::minutes(11));
    let at = day(1) + TimeDelta::hours(2);
    let theirs = book(ctx, &other, "tutor", form(&room, at, choice)).await.expect("it is free again");
    assert_eq!(refusal(ask(ctx, &room.student, held, words()).await), Refusal::TutorFull);
    let form_of = contract::bookings::Cancel { key: CommandKey(ctx.id()), note: String::new(), back_minor: None };
    cancel(ctx, &other, theirs, form_of).await.unwrap();
    ask(ctx, &room.student, held, words()).await.expect("and nobody else has the day");
}
