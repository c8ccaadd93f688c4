use chrono::TimeDelta;
use contract::{CommandKey, Refusal};

use super::*;
use crate::{
    bookings::{
        LapseDue, Reveal, page, ratings_of, report_rating,
        testing::{Classroom, refusal, step},
    },
    jobs::Job,
    testing::a_run,
};

fn form(ctx: &Ctx) -> Rate {
    Rate { key: CommandKey(ctx.id()), stars: 5, words: "Clear and patient.".into(), note: "For you alone".into() }
}

async fn public(room: &Classroom) -> usize {
    ratings_of(room.ctx(), room.tutor.id, None).await.unwrap().len()
}

async fn a_minute_passes(room: &Classroom) {
    LapseDue {}.run(room.ctx(), &a_run()).await.unwrap();
    for reveal in room.stage.take::<Reveal>() {
        reveal.run(room.ctx(), &a_run()).await.unwrap();
    }
}

#[tokio::test]
async fn neither_reads_the_other_before_both_have_said_how_it_was() {
    let room = Classroom::new().await;
    let id = room.completed().await;
    let once = form(room.ctx());
    rate(room.ctx(), &room.student, id, once.clone()).await.unwrap();
    rate(room.ctx(), &room.student, id, once).await.expect("the same form again is no error");
    assert_eq!(refusal(rate(room.ctx(), &room.student, id, form(room.ctx())).await), Refusal::AlreadyRated);
    assert_eq!((public(&room).await, room.stage.events("bookings.rated").await), (0, 0));
    assert!(page(room.ctx(), &room.tutor, id).await.unwrap().unwrap().rating.is_none(), "not even whom it is about");
    assert!(page(room.ctx(), &room.student, id).await.unwrap().unwrap().rating.is_some(), "one's own words, of course");

    rate(room.ctx(), &room.tutor, id, form(room.ctx())).await.unwrap();
    assert_eq!((public(&room).await, room.stage.events("bookings.rated").await), (1, 1));
    assert_eq!(room.stage.events("bookings.student_rated").await, 1);
    for who in [&room.tutor, &room.student] {
        let seen = page(room.ctx(), who, id).await.unwrap().unwrap();
        assert!(seen.rating.is_some() && seen.student_rating.is_some());
    }
}

#[tokio::test]
async fn after_two_weeks_what_there_is_is_shown_and_nothing_more_can_be_said() {
    let room = Classroom::new().await;
    let id = room.completed().await;
    rate(room.ctx(), &room.student, id, form(room.ctx())).await.unwrap();
    room.ctx().clock.advance(TimeDelta::days(14) - TimeDelta::seconds(1));
    a_minute_passes(&room).await;
    assert_eq!(public(&room).await, 0);
    room.ctx().clock.advance(TimeDelta::seconds(1));
    assert!(page(room.ctx(), &room.tutor, id).await.unwrap().unwrap().rating.is_some(), "before any job has run");
    a_minute_passes(&room).await;
    a_minute_passes(&room).await;
    assert_eq!((public(&room).await, room.stage.events("bookings.rated").await), (1, 1));
    assert_eq!(refusal(rate(room.ctx(), &room.tutor, id, form(room.ctx())).await), Refusal::TooLateToRate);
}

#[tokio::test]
async fn not_before_it_is_done_and_not_by_strangers() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    assert_eq!(refusal(rate(room.ctx(), &room.student, id, form(room.ctx())).await), Refusal::NotCompleted);
    let stranger = room.stage.person("stranger").await;
    assert!(matches!(rate(room.ctx(), &stranger, id, form(room.ctx())).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn both_at_once_are_shown_once() {
    let room = Classroom::new().await;
    let id = room.completed().await;
    let (a, b) = tokio::join!(
        rate(room.ctx(), &room.student, id, form(room.ctx())),
        rate(room.ctx(), &room.tutor, id, form(room.ctx())),
    );
    a.unwrap();
    b.unwrap();
    assert_eq!((room.stage.events("bookings.rated").await, room.stage.events("bookings.student_rated").await), (1, 1));
}

#[tokio::test]
async fn whom_it_is_about_reports_it_once_when_it_can_be_read() {
    let room = Classroom::new().await;
    let id = room.completed().await;
    rate(room.ctx(), &room.student, id, form(room.ctx())).await.unwrap();
    assert_eq!(refusal(report_rating(room.ctx(), &room.tutor, id, step(room.ctx())).await), Refusal::NotRated);
    rate(room.ctx(), &room.tutor, id, form(room.ctx())).await.unwrap();
    report_rating(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
    let again = report_rating(room.ctx(), &room.tutor, id, step(room.ctx())).await;
    assert_eq!(refusal(again), Refusal::AlreadyReported);
    report_rating(room.ctx(), &room.student, id, step(room.ctx())).await.expect("what the tutor said, too");
}
