use chrono::TimeDelta;
use contract::bookings::{Cancel, OfferingChoice, Step};
use futures::future::join_all;

use super::*;
use crate::{
    bookings::{
        SeriesDone, State, accept_series, book, cancel_series, decline_series, series_of,
        testing::{Classroom, refusal, step},
    },
    testing::monday,
};

/// The Tuesdays after today at ten.
fn tuesdays(count: i64) -> Vec<DateTime<Utc>> {
    (0..count).map(|nth| monday() + TimeDelta::hours(25) + TimeDelta::weeks(nth)).collect()
}

async fn form(room: &Classroom, starts: Vec<DateTime<Utc>>) -> BookSeries {
    let id = sqlx::query_scalar("SELECT id FROM tutors.offering WHERE tutor_id = $1").bind(room.tutor.id.0);
    let offering = contract::OfferingId(id.fetch_one(&room.ctx().db).await.unwrap());
    BookSeries {
        key: CommandKey(room.ctx().id()),
        choice: OfferingChoice { offering, minutes: 60 },
        starts,
        subject: "algebra".into(),
        message: "Until the exam".into(),
    }
}

async fn states(room: &Classroom, id: BookingId) -> Vec<State> {
    series_of(room.ctx(), room.student.id, id).await.unwrap().into_iter().map(|session| session.state).collect()
}

#[tokio::test]
async fn all_of_them_are_asked_for_and_the_tutor_hears_once() {
    let room = Classroom::new().await;
    let asked = form(&room, tuesdays(5)).await;
    let id = book_series(room.ctx(), &room.student, "tutor", asked.clone()).await.unwrap();
    assert_eq!(book_series(room.ctx(), &room.student, "tutor", asked).await.unwrap(), id, "sent twice it is one");
    assert_eq!((states(&room, id).await, room.busy_rows().await), (vec![State::Requested; 5], 10));
    assert_eq!(room.stage.events("bookings.requested").await, 1);
    book(room.ctx(), &room.student, "tutor", room.form(monday() + TimeDelta::days(3)))
        .await
        .expect("it counts as one request");

    let form = step(room.ctx());
    let done = accept_series(room.ctx(), &room.tutor, id, form.clone()).await.unwrap();
    assert_eq!(done, SeriesDone { done: 5, refused: 0 });
    accept_series(room.ctx(), &room.tutor, id, form).await.expect("nothing is left to do");
    assert_eq!((states(&room, id).await, room.stage.events("bookings.accepted").await), (vec![State::Accepted; 5], 5));
}

/// Whoever has taken a time does not wait for their turn to be counted: Postgres would end one of two who wait for each other.
#[tokio::test]
async fn where_sessions_are_counted_series_and_single_ones_do_not_wait_in_a_circle() {
    let room = Classroom::new().await;
    room.run("UPDATE tutors.offering SET week_cap = 5").await;
    let dates = tuesdays(4);
    for round in 0..4 {
        let mut asking = Vec::new();
        for (nth, asked) in
            [&dates[..3], &dates[1..], &dates[2..3], &dates[1..2], &dates[..4], &dates[3..]].into_iter().enumerate()
        {
            asking.push((room.stage.person(&format!("p{round}{nth}")).await, form(&room, asked.to_vec()).await));
        }
        let answers = join_all(asking.iter().map(async |(who, form)| match form.starts.as_slice() {
            &[one] => book(room.ctx(), who, "tutor", room.form(one)).await,
            _ => book_series(room.ctx(), who, "tutor", form.clone()).await,
        }));
        for answer in answers.await {
            assert!(matches!(answer, Ok(_) | Err(Error::Refused(_))), "{answer:?}");
        }
        room.run("DELETE FROM bookings.booking").await;
    }
}

#[tokio::test]
async fn one_date_that_is_taken_and_nothing_is_booked() {
    let room = Classroom::new().await;
    let other = room.stage.person("other").await;
    book(room.ctx(), &other, "tutor", room.form(tuesdays(3)[2])).await.unwrap();
    let asked = form(&room, tuesdays(5)).await;
    assert_eq!(refusal(book_series(room.ctx(), &room.student, "tutor", asked).await), Refusal::SeriesTaken);
    assert_eq!(room.busy_rows().await, 2, "those of the other one");
    let mut starts = tuesdays(5);
    starts[2] += TimeDelta::hours(3);
    starts.swap(0, 4);
    let id = book_series(room.ctx(), &room.student, "tutor", form(&room, starts).await).await.unwrap();
    assert_eq!(states(&room, id).await.len(), 5, "with another time there it is");
}

#[tokio::test]
async fn each_refusal() {
    let room = Classroom::new().await;
    let (ctx, student) = (room.ctx(), &room.student);
    let twice = vec![tuesdays(1)[0], tuesdays(1)[0] + TimeDelta::minutes(30)];
    assert_eq!(refusal(book_series(ctx, student, "tutor", form(&room, twice).await).await), Refusal::SeriesTaken);
    let far = tuesdays(12);
    assert_eq!(
        refusal(book_series(ctx, student, "tutor", form(&room, far).await).await),
        Refusal::SeriesTaken,
        "beyond the horizon"
    );
    assert_eq!(
        refusal(book_series(ctx, &room.tutor, "tutor", form(&room, tuesdays(2)).await).await),
        Refusal::OwnBooking
    );
    assert!(matches!(book_series(ctx, student, "nobody", form(&room, tuesdays(2)).await).await, Err(Error::NotFound)));
    room.run("UPDATE tutors.offering SET week_cap = 1").await;
    let week = vec![tuesdays(1)[0], tuesdays(1)[0] + TimeDelta::days(1)];
    assert_eq!(refusal(book_series(ctx, student, "tutor", form(&room, week).await).await), Refusal::SeriesTaken);
    room.run("UPDATE tutors.offering SET kind = 'trial'").await;
    assert_eq!(refusal(book_series(ctx, student, "tutor", form(&room, tuesdays(2)).await).await), Refusal::TrialOnce);
    let id = room.requested_of_any_kind().await;
    assert_eq!(refusal(accept_series(ctx, &room.tutor, id, step(ctx)).await), Refusal::NoSeries);
    let stranger = room.stage.person("stranger").await;
    assert!(matches!(accept_series(ctx, &stranger, id, step(ctx)).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn six_who_want_the_same_weeks_at_once_and_one_has_them() {
    let room = Classroom::new().await;
    let mut students = Vec::new();
    for nth in 0..6 {
        students.push(room.stage.person(&format!("student-{nth}")).await);
    }
    let forms = join_all((0..6).map(|_| form(&room, tuesdays(4)))).await;
    let ask = |(student, form)| book_series(room.ctx(), student, "tutor", form);
    let answers = join_all(students.iter().zip(forms).map(ask)).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(answer), Refusal::SeriesTaken);
    }
    assert_eq!(room.busy_rows().await, 8);
}

#[tokio::test]
async fn this_one_and_the_later_ones_are_cancelled_for_what_was_read() {
    let room = Classroom::new().await;
    let (ctx, student) = (room.ctx(), &room.student);
    let first = book_series(ctx, student, "tutor", form(&room, tuesdays(4)).await).await.unwrap();
    let sessions = series_of(ctx, student.id, first).await.unwrap();
    crate::bookings::decline(ctx, &room.tutor, sessions[3].id, crate::bookings::testing::decline_form(&room, &[]))
        .await
        .unwrap();
    accept_series(ctx, &room.tutor, first, step(ctx)).await.unwrap();
    let second = sessions[1].id;
    let cancel = |back| Cancel { key: CommandKey(ctx.id()), note: String::new(), back_minor: Some(back) };
    let wrong = cancel_series(ctx, student, second, cancel(1)).await;
    assert!(matches!(refusal(wrong), Refusal::RefundChanged { .. }));
    let done = cancel_series(ctx, student, second, cancel(6_000)).await.unwrap();
    assert_eq!(done, SeriesDone { done: 2, refused: 0 });
    assert_eq!(states(&room, first).await, [State::Accepted, State::Cancelled, State::Cancelled, State::Declined]);
}

#[tokio::test]
async fn what_stands_in_the_way_of_one_does_not_keep_the_others() {
    let room = Classroom::new().await;
    let ctx = room.ctx();
    room.run("UPDATE tutors.offering SET competing = true").await;
    let id = book_series(ctx, &room.student, "tutor", form(&room, tuesdays(3)).await).await.unwrap();
    room.run("UPDATE tutors.offering SET competing = false").await;
    let other = room.stage.person("other").await;
    book(ctx, &other, "tutor", room.form(tuesdays(2)[1])).await.unwrap();
    let done = accept_series(ctx, &room.tutor, id, step(ctx)).await.unwrap();
    assert_eq!(done, SeriesDone { done: 2, refused: 1 });
    assert_eq!(states(&room, id).await, [State::Accepted, State::Requested, State::Accepted]);
    let no = Step { note: "Not that day".into(), ..step(ctx) };
    assert_eq!(decline_series(ctx, &room.tutor, id, no).await.unwrap(), SeriesDone { done: 1, refused: 0 });
}
