use chrono::TimeDelta;
use contract::{
    CommandKey,
    bookings::{Ask, Cancel},
};
use futures::future::join_all;

use super::*;
use crate::{
    bookings::{
        Lapse, LapseDue, View, ask, availability, book, cancel, let_go, list, page,
        testing::{Classroom, refusal, step},
    },
    jobs::Job,
    testing::{a_run, monday},
};

/// The days after today, at ten.
fn day(nth: i64) -> DateTime<Utc> {
    monday() + TimeDelta::hours(1) + TimeDelta::days(nth)
}

fn words(room: &Classroom) -> Ask {
    Ask { key: CommandKey(room.ctx().id()), message: "Quadratic equations".into() }
}

async fn held(room: &Classroom, nth: i64) -> BookingId {
    hold(room.ctx(), &room.student, "tutor", room.form(day(nth))).await.unwrap()
}

#[tokio::test]
async fn it_is_taken_for_both_until_its_end_and_only_the_student_sees_it() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let form = room.form(day(1));
    let id = hold(ctx, &room.student, "tutor", form.clone()).await.unwrap();
    assert_eq!(hold(ctx, &room.student, "tutor", form).await.unwrap(), id, "the same form again");
    assert_eq!((room.state(id).await.as_str(), room.busy_rows().await), ("held", 2));
    let other = room.stage.person("other").await;
    assert_eq!(refusal(book(ctx, &other, "tutor", room.form(day(1))).await), Refusal::SlotTaken);
    let mine = page(ctx, &room.student, id).await.unwrap().unwrap();
    assert_eq!(mine.lapses_at, Some(monday() + TimeDelta::minutes(10)));
    assert!(page(ctx, &room.tutor, id).await.unwrap().is_none());
    let lists = async |who| list(ctx, who, View::Coming, None).await.unwrap().0.len();
    assert_eq!((lists(&room.student).await, lists(&room.tutor).await), (1, 0));
    let cancelled =
        cancel(ctx, &room.tutor, id, Cancel { key: CommandKey(ctx.id()), note: String::new(), back_minor: None }).await;
    assert!(matches!(cancelled, Err(Error::NotFound)));
    let published = "SELECT count(*) FROM bookings.public_booking";
    assert_eq!(sqlx::query_scalar::<_, i64>(published).fetch_one(&ctx.db).await.unwrap(), 0);
}

#[tokio::test]
async fn asking_makes_a_request_of_it_with_its_own_deadline() {
    let room = Classroom::new().await;
    let id = held(&room, 3).await;
    let form = words(&room);
    ask(room.ctx(), &room.student, id, form.clone()).await.unwrap();
    ask(room.ctx(), &room.student, id, form).await.expect("the same form again is no error");
    assert_eq!((room.state(id).await.as_str(), room.busy_rows().await), ("requested", 2));
    assert_eq!(room.stage.events("bookings.requested").await, 1);
    room.ctx().clock.advance(TimeDelta::minutes(11));
    let seen = page(room.ctx(), &room.tutor, id).await.unwrap().unwrap();
    assert_eq!(seen.lapses_at, Some(monday() + TimeDelta::hours(24)));
    assert_eq!(refusal(ask(room.ctx(), &room.student, id, words(&room)).await), Refusal::AlreadyRequested);
}

#[tokio::test]
async fn where_all_requests_are_taken_asking_settles_it() {
    let room = Classroom::new().await;
    room.run("UPDATE tutors.offering SET approval = 'at_once'").await;
    let id = held(&room, 3).await;
    ask(room.ctx(), &room.student, id, words(&room)).await.unwrap();
    assert_eq!((room.state(id).await.as_str(), room.stage.events("bookings.booked").await), ("accepted", 1));
    room.ctx().clock.advance(TimeDelta::minutes(11));
    let busy = availability(room.ctx(), room.tutor.id, None).await.unwrap().unwrap().busy;
    assert_eq!(busy.len(), 1, "for good");
}

#[tokio::test]
async fn where_several_may_ask_the_tutors_time_is_open_again_once_it_is_asked_for() {
    let room = Classroom::new().await;
    room.run("UPDATE tutors.offering SET competing = true").await;
    let id = held(&room, 3).await;
    assert_eq!(room.busy_rows().await, 2);
    ask(room.ctx(), &room.student, id, words(&room)).await.unwrap();
    assert_eq!(room.busy_rows().await, 1);
}

#[tokio::test]
async fn its_time_is_free_again_after_ten_minutes_before_any_job_has_run() {
    let room = Classroom::new().await;
    let id = held(&room, 1).await;
    let other = room.stage.person("other").await;
    room.ctx().clock.advance(TimeDelta::minutes(10));
    assert!(availability(room.ctx(), room.tutor.id, None).await.unwrap().unwrap().busy.is_empty());
    hold(room.ctx(), &other, "tutor", room.form(day(1))).await.unwrap();
    assert_eq!(refusal(ask(room.ctx(), &room.student, id, words(&room)).await), Refusal::SlotTaken);
}

#[tokio::test]
async fn who_is_late_may_still_ask_if_nobody_took_it() {
    let room = Classroom::new().await;
    let id = held(&room, 1).await;
    room.ctx().clock.advance(TimeDelta::minutes(30));
    ask(room.ctx(), &room.student, id, words(&room)).await.unwrap();
    assert_eq!((room.state(id).await.as_str(), room.busy_rows().await), ("requested", 2));
}

#[tokio::test]
async fn a_day_later_nothing_is_left_of_it() {
    let room = Classroom::new().await;
    let id = held(&room, 3).await;
    let a_minute = async || {
        LapseDue {}.run(room.ctx(), &a_run()).await.unwrap();
        for lapse in room.stage.take::<Lapse>() {
            lapse.run(room.ctx(), &a_run()).await.unwrap();
        }
    };
    room.ctx().clock.advance(TimeDelta::hours(1));
    a_minute().await;
    assert_eq!(room.state(id).await, "held");
    room.ctx().clock.advance(TimeDelta::hours(24));
    a_minute().await;
    assert!(page(room.ctx(), &room.student, id).await.unwrap().is_none());
}

#[tokio::test]
async fn two_at_a_time_also_all_at_once() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let asked = join_all((1..=5).map(|nth| hold(ctx, &room.student, "tutor", room.form(day(nth))))).await;
    let (given, refused): (Vec<_>, Vec<_>) = asked.into_iter().partition(Result::is_ok);
    assert_eq!((given.len(), refused.len()), (2, 3));
    for answer in refused {
        assert_eq!(refusal(answer), Refusal::TooManyHolds);
    }
    let one = *given[0].as_ref().unwrap();
    let form = step(ctx);
    let_go(ctx, &room.student, one, form.clone()).await.unwrap();
    let_go(ctx, &room.student, one, form).await.expect("the same form again is no error");
    assert!(page(ctx, &room.student, one).await.unwrap().is_none());
    hold(ctx, &room.student, "tutor", room.form(day(6))).await.expect("there is room again");
    ctx.clock.advance(TimeDelta::minutes(10));
    hold(ctx, &room.student, "tutor", room.form(day(7))).await.expect("what has run out does not count");
}

#[tokio::test]
async fn sixteen_hold_one_time_and_one_has_it() {
    let room = Classroom::new().await;
    let mut people = Vec::new();
    for i in 0..16 {
        people.push(room.stage.person(&format!("student-{i}")).await);
    }
    let held = join_all(people.iter().map(|who| hold(room.ctx(), who, "tutor", room.form(day(2))))).await;
    assert_eq!(held.iter().filter(|answer| answer.is_ok()).count(), 1);
}
