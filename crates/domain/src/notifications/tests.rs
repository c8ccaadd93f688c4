use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use contract::{
    CommandKey,
    bookings::{Book, Cancel, Decline, Reply, SayLate, Step},
};

use super::{SendMail, testing::a_run};
use crate::{
    Ctx, accounts,
    bookings::{
        self, Lapse,
        testing::{Classroom, decline_form, step},
    },
    jobs::{Job, JobError},
    ports::{Mail, MailError, Mailer},
    testing::monday,
};

/// To whom, and under which subject line.
fn lines(mails: &[Mail]) -> Vec<(&str, &str)> {
    mails.iter().map(|mail| (mail.to_address.as_str(), mail.subject.as_str())).collect()
}

/// The first lines of what somebody wrote.
fn quote(mail: &Mail) -> String {
    let lines = mail.text.lines().skip_while(|line| !line.ends_with(" wrote:")).take(3);
    lines.collect::<Vec<_>>().join("\n")
}

fn cancel_form(room: &Classroom, note: &str) -> Cancel {
    Cancel { key: CommandKey(room.ctx().id()), note: note.into(), back_minor: None }
}

async fn moves(room: &Classroom, handle: &str, zone: &str) {
    sqlx::query("UPDATE accounts.person SET zone = $2 WHERE handle = $1")
        .bind(handle)
        .bind(zone)
        .execute(&room.ctx().db)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_request_tells_both_in_their_own_time() {
    let room = Classroom::new().await;
    moves(&room, "tutor", "Africa/Addis_Ababa").await;
    moves(&room, "student", "Asia/Kolkata").await;
    sqlx::query("UPDATE tutors.hours SET starts = 0, ends = 1440").execute(&room.ctx().db).await.unwrap();
    let id = room.requested().await;
    let mails = room.stage.deliver().await;
    assert_eq!(
        lines(&mails),
        [
            ("tutor@example.org", "STUDENT asks for Algebra on Tue 3 Mar, 13:00"),
            ("student@example.org", "You asked TUTOR for Algebra on Tue 3 Mar, 15:30"),
        ]
    );
    let [tutor, student] = &mails[..] else { panic!() };
    for part in [&tutor.text, &tutor.html] {
        assert!(part.contains("Tue 3 Mar, 13:00–14:00 (Addis Ababa)"), "{part}");
        assert!(part.contains(&format!("https://tutors.example.org/bookings/{id}")), "{part}");
        assert!(part.contains("Quadratic equations"), "{part}");
    }
    assert!(student.text.contains("When: Tue 3 Mar, 15:30–16:30 (Kolkata)\nTutor: TUTOR\n"), "{}", student.text);
    assert_ne!(tutor.message_id, student.message_id);
}

#[tokio::test]
async fn an_answer_goes_to_the_student() {
    let room = Classroom::new().await;
    room.accepted().await;
    let mails = room.stage.deliver().await;
    assert_eq!(
        lines(&mails)[2..],
        [
            ("student@example.org", "TUTOR said yes to Algebra on Tue 3 Mar, 10:00"),
            ("tutor@example.org", "For your calendar: Algebra on Tue 3 Mar, 10:00"),
        ]
    );

    let room = Classroom::new().await;
    let id = room.requested().await;
    bookings::decline(room.ctx(), &room.tutor, id, decline_form(&room, &[])).await.unwrap();
    let mails = room.stage.deliver().await;
    assert_eq!(lines(&mails)[2..], [("student@example.org", "TUTOR cannot do Algebra on Tue 3 Mar, 10:00")]);
}

#[tokio::test]
async fn both_hear_that_a_request_ran_out() {
    let room = Classroom::new().await;
    let booking = room.requested().await;
    room.stage.deliver().await;
    room.ctx().clock.advance(TimeDelta::days(2));
    Lapse { booking }.run(room.ctx(), &a_run()).await.unwrap();
    assert_eq!(
        lines(&room.stage.deliver().await),
        [
            ("student@example.org", "No answer in time: Algebra on Tue 3 Mar, 10:00"),
            ("tutor@example.org", "STUDENT's request ran out: Algebra on Tue 3 Mar, 10:00"),
        ]
    );
}

#[tokio::test]
async fn the_other_side_hears_who_cancelled() {
    for by_tutor in [true, false] {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        room.stage.deliver().await;
        let who = if by_tutor { &room.tutor } else { &room.student };
        bookings::cancel(room.ctx(), who, id, cancel_form(&room, "")).await.unwrap();
        let (other, own) = if by_tutor {
            (("student@example.org", "TUTOR cancelled Algebra on Tue 3 Mar, 10:00"), "tutor@example.org")
        } else {
            (("tutor@example.org", "STUDENT cancelled Algebra on Tue 3 Mar, 10:00"), "student@example.org")
        };
        let mails = room.stage.deliver().await;
        assert_eq!(lines(&mails), [other, (own, "You cancelled Algebra on Tue 3 Mar, 10:00")]);
    }
}

/// What a line of a calendar says.
fn calendar(mail: &Mail, name: &str) -> String {
    let text = mail.invite.as_ref().expect("an invitation").text.replace("\r\n ", "");
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.trim_end().to_owned()
}

#[tokio::test]
async fn calendars_get_a_session_and_lose_it_again() {
    let room = Classroom::new().await;
    let id = room.requested().await;
    assert!(room.stage.deliver().await.iter().all(|mail| mail.invite.is_none()), "nothing stands firm yet");
    bookings::accept(room.ctx(), &room.tutor, id, step(room.ctx())).await.unwrap();
    let put = room.stage.deliver().await;
    for (mail, own) in put.iter().zip(["student", "tutor"]) {
        assert_eq!(calendar(mail, "METHOD"), "METHOD:REQUEST");
        assert_eq!(calendar(mail, "UID"), format!("UID:booking-{id}@tutors.example.org"));
        assert_eq!(
            (calendar(mail, "SEQUENCE"), calendar(mail, "DTSTART")),
            ("SEQUENCE:0".into(), "DTSTART:20260303T100000Z".into())
        );
        let text = &mail.invite.as_ref().unwrap().text;
        assert!(text.contains(&format!("{own}@example.org")) && text.matches("@example.org").count() == 1, "{text}");
    }
    bookings::cancel(room.ctx(), &room.student, id, cancel_form(&room, "")).await.unwrap();
    let taken = room.stage.deliver().await;
    assert_eq!(taken.len(), 2);
    for mail in &taken {
        assert_eq!(calendar(mail, "METHOD"), "METHOD:CANCEL");
        assert_eq!(
            (calendar(mail, "SEQUENCE"), calendar(mail, "UID")),
            ("SEQUENCE:1".into(), calendar(&put[0], "UID"))
        );
        assert_eq!(calendar(mail, "ORGANIZER"), calendar(&put[0], "ORGANIZER"));
    }
    let id = room.requested().await;
    room.stage.deliver().await;
    bookings::cancel(room.ctx(), &room.student, id, cancel_form(&room, "")).await.unwrap();
    let withdrawn = room.stage.deliver().await;
    assert!(withdrawn.len() == 1 && withdrawn[0].invite.is_none(), "it stood in no calendar");
}

#[tokio::test]
async fn both_are_reminded_in_their_own_time() {
    let room = Classroom::new().await;
    moves(&room, "tutor", "Africa/Addis_Ababa").await;
    room.accepted().await;
    room.stage.deliver().await;
    let planned = room.stage.take::<bookings::Remind>();
    room.ctx().clock.advance(monday() + TimeDelta::hours(24) - room.ctx().now());
    for remind in planned {
        remind.run(room.ctx(), &a_run()).await.unwrap();
    }
    let mails = room.stage.deliver().await;
    assert_eq!(
        lines(&mails),
        [
            ("student@example.org", "In an hour: Algebra with TUTOR"),
            ("tutor@example.org", "In an hour: Algebra with STUDENT"),
        ]
    );
    assert!(mails[1].text.contains("Tue 3 Mar, 13:00–14:00 (Addis Ababa)"), "{}", mails[1].text);
}

#[tokio::test]
async fn what_is_written_with_an_answer_is_in_its_mail() {
    let room = Classroom::new().await;
    let said = |note: &str| Step { key: CommandKey(room.ctx().id()), note: note.into() };
    let quotes = async || room.stage.deliver().await.iter().map(quote).collect::<Vec<_>>();
    let id = room.requested().await;
    quotes().await;
    let no = Decline { note: "Sorry:\n<b>I travel</b>".into(), ..decline_form(&room, &[]) };
    bookings::decline(room.ctx(), &room.tutor, id, no).await.unwrap();
    assert_eq!(quotes().await, ["TUTOR wrote:\n> Sorry:\n> <b>I travel</b>"]);

    let id = room.requested().await;
    quotes().await;
    bookings::accept(room.ctx(), &room.tutor, id, said("Bring your notes.")).await.unwrap();
    assert_eq!(quotes().await, ["TUTOR wrote:\n> Bring your notes.\n", ""]);
    bookings::cancel(room.ctx(), &room.student, id, cancel_form(&room, "I am ill.")).await.unwrap();
    assert_eq!(quotes().await, ["STUDENT wrote:\n> I am ill.\n", ""]);

    let id = room.requested().await;
    quotes().await;
    bookings::decline(room.ctx(), &room.tutor, id, decline_form(&room, &[])).await.unwrap();
    assert_eq!(quotes().await, [""], "nothing was written, nothing is quoted");
}

#[tokio::test]
async fn a_finished_session_asks_for_a_rating() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    room.ctx().clock.advance(TimeDelta::days(2));
    bookings::complete(room.ctx(), &room.student, id, step(room.ctx())).await.unwrap();
    assert_eq!(
        lines(&room.stage.deliver().await)[4..],
        [
            ("student@example.org", "How was Algebra with TUTOR?"),
            ("tutor@example.org", "Algebra on Tue 3 Mar, 10:00 counts as done"),
        ]
    );
}

#[tokio::test]
async fn a_rating_and_its_reply_are_carried_over() {
    let room = Classroom::new().await;
    let id = room.completed().await;
    room.stage.deliver().await;
    room.rate(id).await;
    let mails = room.stage.deliver().await;
    assert_eq!(
        lines(&mails),
        [
            ("tutor@example.org", "STUDENT said how Algebra on Tue 3 Mar, 10:00 was"),
            ("tutor@example.org", "STUDENT rated Algebra on Tue 3 Mar, 10:00: 4 of 5"),
            ("student@example.org", "TUTOR said how it was with you: Algebra on Tue 3 Mar, 10:00"),
        ]
    );
    assert!(!mails[0].text.contains("Good."), "not before the tutor has said it as well: {}", mails[0].text);
    assert!(mails[1].text.contains("STUDENT wrote:\n> Good.\n"), "{}", mails[1].text);
    let form = Reply { key: CommandKey(room.ctx().id()), reply: "Thank you!".into() };
    bookings::reply(room.ctx(), &room.tutor, id, form).await.unwrap();
    let mails = room.stage.deliver().await;
    assert_eq!(lines(&mails), [("student@example.org", "TUTOR replied to your rating of Algebra")]);
    assert!(mails[0].html.contains("Thank you!"));
}

#[tokio::test]
async fn what_people_write_stays_text() {
    let room = Classroom::new().await;
    let form = Book {
        choice: None,
        key: CommandKey(room.ctx().id()),
        start: monday() + TimeDelta::hours(25),
        subject: "algebra".into(),
        message: "<script>alert(1)</script>\n\nSecond & last".into(),
    };
    bookings::book(room.ctx(), &room.student, "tutor", form).await.unwrap();
    for mail in room.stage.deliver().await {
        assert!(!mail.html.contains("<script"), "{}", mail.html);
        assert!(!mail.text.trim().is_empty() && mail.html.contains("<body"));
        if mail.to_address == "tutor@example.org" {
            assert!(mail.text.contains("> <script>alert(1)</script>\n> \n> Second & last\n"), "{}", mail.text);
        }
    }
}

#[tokio::test]
async fn a_mail_goes_out_once_however_often_its_job_runs() {
    let room = Classroom::new().await;
    room.requested().await;
    let jobs = room.stage.react().await;
    assert_eq!(jobs.len(), 2);
    for _ in 0..2 {
        for job in jobs.iter().cloned() {
            job.run(room.ctx(), &a_run()).await.unwrap();
        }
    }
    let [first, _] = &jobs[..] else { panic!() };
    let run = a_run();
    let (a, b) = tokio::join!(first.clone().run(room.ctx(), &run), first.clone().run(room.ctx(), &run));
    a.and(b).unwrap();
    assert_eq!(room.stage.deliver().await.len(), 2);
}

#[tokio::test]
async fn nobody_writes_to_a_disabled_account() {
    let room = Classroom::new().await;
    room.requested().await;
    accounts::set_disabled(room.ctx(), "tutor", true).await.unwrap();
    assert_eq!(room.stage.deliver().await.len(), 1);
}

#[tokio::test]
async fn refused_is_the_end_and_unavailable_is_not() {
    let mut room = Classroom::new().await;
    room.stage.ctx.mailer = Arc::new(Failing(|| MailError::Refused("550".into())));
    room.requested().await;
    let jobs: Vec<SendMail> = room.stage.react().await;
    let run = async |ctx: &Ctx| jobs[0].clone().run(ctx, &a_run()).await;
    assert!(matches!(run(room.ctx()).await, Err(JobError::Fail(_))));
    room.stage.ctx.mailer = Arc::new(Failing(|| MailError::Unavailable("421".into())));
    assert!(matches!(run(room.ctx()).await, Err(JobError::Retry(_))));
    room.stage.ctx.mailer = room.stage.mails.clone();
    run(room.ctx()).await.unwrap();
    assert_eq!(room.stage.deliver().await.len(), 1, "what failed was not taken for sent");
}

/// A post office that takes nothing.
struct Failing(fn() -> MailError);

#[async_trait]
impl Mailer for Failing {
    async fn send(&self, _: &Mail) -> Result<(), MailError> {
        Err(self.0())
    }
}

#[tokio::test]
async fn who_waits_hears_at_once_that_the_other_one_comes_late() {
    let room = Classroom::new().await;
    let id = room.accepted().await;
    room.stage.deliver().await;
    room.ctx().clock.advance(TimeDelta::hours(25));
    let form = SayLate { key: CommandKey(room.ctx().id()), minutes: 15 };
    bookings::say_late(room.ctx(), &room.student, id, form).await.unwrap();
    let mails = room.stage.deliver().await;
    assert_eq!(lines(&mails), [("tutor@example.org", "STUDENT is about 15 minutes late")]);
    assert!(mails[0].text.contains(&format!("https://tutors.example.org/bookings/{id}")), "{}", mails[0].text);
}
