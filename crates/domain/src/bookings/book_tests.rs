use contract::CommandKey;
use futures::future::join_all;

use super::*;
use crate::{
    accounts,
    bookings::{
        accept, availability,
        take_time::take_span,
        testing::{Classroom, refusal, step},
    },
    testing::monday,
};

fn form(ctx: &Ctx, start: DateTime<Utc>) -> Book {
    Book {
        key: CommandKey(ctx.id()),
        start,
        choice: None,
        subject: "algebra".into(),
        message: "Quadratic equations".into(),
    }
}

/// Tuesday 10:00, within the tutor's hours.
fn tuesday() -> DateTime<Utc> {
    monday() + TimeDelta::hours(25)
}

#[tokio::test]
async fn a_request_takes_the_time_of_both_with_the_tutors_buffer() {
    let room = Classroom::new().await;
    let id = book(room.ctx(), &room.student, "tutor", form(room.ctx(), tuesday())).await.unwrap();
    assert_eq!(room.state(id).await, "requested");
    assert_eq!(room.busy_rows().await, 2);
    let spans: Vec<(String,)> = sqlx::query_as(
        "SELECT to_char(lower(span), 'HH24:MI') || '-' || to_char(upper(span), 'HH24:MI') FROM bookings.busy ORDER BY 1",
    )
    .fetch_all(&room.ctx().db)
    .await
    .unwrap();
    assert_eq!(spans, [("09:50-11:10".into(),), ("10:00-11:00".into(),)]);
    assert_eq!(room.stage.events("bookings.requested").await, 1);
}

#[tokio::test]
async fn the_same_form_twice_is_one_booking() {
    let room = Classroom::new().await;
    let form = form(room.ctx(), tuesday());
    let (a, b) = tokio::join!(
        book(room.ctx(), &room.student, "tutor", form.clone()),
        book(room.ctx(), &room.student, "tutor", form.clone()),
    );
    let again = book(room.ctx(), &room.student, "tutor", form).await.unwrap();
    assert_eq!(a.unwrap(), again);
    assert_eq!(b.unwrap(), again);
}

#[tokio::test]
async fn who_has_not_confirmed_their_address_does_not_book() {
    let room = Classroom::new().await;
    let student = accounts::testing::unverified(&room.stage, &room.student).await;
    assert_eq!(refusal(book(room.ctx(), &student, "tutor", form(room.ctx(), tuesday())).await), Refusal::VerifyFirst);
}

#[tokio::test]
async fn each_refusal() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let ask = async |who: &User, start| refusal(book(ctx, who, "tutor", form(ctx, start)).await);
    assert_eq!(ask(&room.tutor, tuesday()).await, Refusal::OwnBooking);
    assert_eq!(ask(&room.student, monday() - TimeDelta::hours(1)).await, Refusal::SlotInThePast);
    assert_eq!(ask(&room.student, tuesday() + TimeDelta::minutes(7)).await, Refusal::SlotNotOffered);
    assert_eq!(ask(&room.student, tuesday() + TimeDelta::days(70)).await, Refusal::SlotNotOffered);
    assert_eq!(ask(&room.student, monday() + TimeDelta::hours(1)).await, Refusal::SlotNotOffered, "too little notice");
    let untaught = Book { subject: "chemistry".into(), ..form(ctx, tuesday()) };
    assert!(matches!(book(ctx, &room.student, "tutor", untaught).await, Err(Error::SubjectNotTaught)));
    assert!(matches!(book(ctx, &room.student, "nobody", form(ctx, tuesday())).await, Err(Error::NotFound)));
    sqlx::query("UPDATE tutors.tutor SET published = false").execute(&ctx.db).await.unwrap();
    assert_eq!(ask(&room.student, tuesday()).await, Refusal::NotTeaching);
    assert_eq!(room.busy_rows().await, 0, "no refusal leaves anything behind");
}

#[tokio::test]
async fn taken_by_another_or_by_oneself() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    book(ctx, &room.student, "tutor", form(ctx, tuesday())).await.unwrap();
    let other = room.stage.person("other").await;
    let overlap = book(ctx, &other, "tutor", form(ctx, tuesday() + TimeDelta::minutes(30))).await;
    assert_eq!(refusal(overlap), Refusal::SlotTaken);
    room.second_tutor().await;
    let mine = book(ctx, &room.student, "second", form(ctx, tuesday())).await;
    assert_eq!(refusal(mine), Refusal::YouAreBusy);
}

#[tokio::test]
async fn where_several_may_ask_each_is_asked_and_what_is_settled_is_not() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    room.run("UPDATE tutors.offering SET competing = true").await;
    let other = room.stage.person("other").await;
    let first = book(ctx, &room.student, "tutor", form(ctx, tuesday())).await.unwrap();
    book(ctx, &other, "tutor", form(ctx, tuesday())).await.unwrap();
    assert_eq!(refusal(book(ctx, &other, "tutor", form(ctx, tuesday())).await), Refusal::YouAreBusy, "once each");
    accept(ctx, &room.tutor, first, step(ctx)).await.unwrap();
    let third = room.stage.person("third").await;
    assert_eq!(refusal(book(ctx, &third, "tutor", form(ctx, tuesday())).await), Refusal::SlotTaken);
}

#[tokio::test]
async fn sixteen_ask_for_one_slot_and_one_gets_it() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let mut people = Vec::new();
    for i in 0..16 {
        people.push(room.stage.person(&format!("student-{i}")).await);
    }
    let answers = join_all(people.iter().map(|who| book(ctx, who, "tutor", form(ctx, tuesday())))).await;
    let (booked, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(booked.len(), 1);
    assert!(refused.into_iter().all(|answer| refusal(answer) == Refusal::SlotTaken));
}

#[tokio::test]
async fn two_who_book_each_other_do_not_wait_in_a_circle() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let second = room.second_tutor().await;
    let (a, b) = tokio::join!(
        book(ctx, &room.tutor, "second", form(ctx, tuesday())),
        book(ctx, &second, "tutor", form(ctx, tuesday())),
    );
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
    for answer in [a, b].into_iter().filter(Result::is_err) {
        assert!(matches!(refusal(answer), Refusal::SlotTaken | Refusal::YouAreBusy));
    }
}

#[tokio::test]
async fn many_who_want_one_span_at_one_instant_do_not_wait_in_a_circle() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let mut booked = Vec::new();
    for day in 0..6 {
        let student = room.stage.person(&format!("student-{day}")).await;
        booked.push(book(ctx, &student, "tutor", form(ctx, tuesday() + TimeDelta::days(day))).await.unwrap());
    }
    let wanted = room.stage.person("wanted").await.id;
    join_all(booked.into_iter().map(async |id| {
        for _ in 0..40 {
            let mut tx = ctx.db.begin().await.unwrap();
            take_span(&mut tx, id, wanted, (tuesday(), tuesday() + TimeDelta::hours(1)), None).await.unwrap();
            tx.rollback().await.unwrap();
        }
    }))
    .await;
}

#[tokio::test]
async fn what_was_only_lent_is_free_once_its_time_is_over() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    let later = tuesday() + TimeDelta::days(3);
    book(ctx, &room.student, "tutor", form(ctx, later)).await.unwrap();
    let other = room.stage.person("other").await;
    ctx.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
    assert_eq!(refusal(book(ctx, &other, "tutor", form(ctx, later)).await), Refusal::SlotTaken);
    ctx.clock.advance(TimeDelta::seconds(1));
    let seen = availability(ctx, room.tutor.id, Some(other.id)).await.unwrap().unwrap();
    assert!(seen.busy.is_empty(), "nobody answered within a day, and no job has run");
    book(ctx, &other, "tutor", form(ctx, later)).await.unwrap();
}

#[tokio::test]
async fn where_all_requests_are_taken_it_is_accepted_with_that() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    room.run("UPDATE tutors.offering SET approval = 'at_once', policy = 'strict'").await;
    let id = book(ctx, &room.student, "tutor", form(ctx, tuesday())).await.unwrap();
    assert_eq!(room.state(id).await, "accepted");
    assert_eq!((room.stage.events("bookings.booked").await, room.stage.events("bookings.requested").await), (1, 0));
    let kept: (String, i64) = sqlx::query_as(
        "SELECT policy, (SELECT count(*) FROM bookings.busy WHERE lapses_at IS NULL) FROM bookings.booking",
    )
    .fetch_one(&ctx.db)
    .await
    .unwrap();
    assert_eq!(kept, ("strict".into(), 2), "settled for both, by the policy of that day");
}

#[tokio::test]
async fn not_past_a_block_whoever_asked_for_it() {
    let room = Classroom::new().await;
    for (who, whom) in [(&room.student, "tutor"), (&room.tutor, "student")] {
        accounts::block(room.ctx(), who, whom).await.unwrap();
        let refused = book(room.ctx(), &room.student, "tutor", room.form(tuesday())).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotTeaching))), "{whom} is blocked");
        accounts::unblock(room.ctx(), who, whom).await.unwrap();
    }
    book(room.ctx(), &room.student, "tutor", room.form(tuesday())).await.expect("the block is gone");
}
