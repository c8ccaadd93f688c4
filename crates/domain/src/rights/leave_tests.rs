//! Asking to leave, and what is so until the time is over.

use chrono::TimeDelta;
use contract::{
    CommandKey, Refusal,
    accounts::{CreateToken, SignIn},
    bookings::{Book, Cancel},
};

use super::{
    Error, GRACE, stay,
    testing::{key, leave_form, stay_form},
};
use crate::{
    accounts::{
        self, Role, User,
        providers::{
            CameBack,
            testing::{Scene, vouched},
        },
    },
    audit::Deed,
    bookings::{self, testing::Classroom},
    calendar::Of,
    rights::ask_to_leave,
    testing::{PASSWORD, Stage, monday},
    tutors,
};

fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal) | Error::Account(accounts::Error::Refused(refusal))) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn again(stage: &Stage, user: &User) -> User {
    let form = SignIn { email: format!("{}@example.org", user.handle), password: PASSWORD.into(), next: None };
    accounts::sign_in(&stage.ctx, &stage.visitor, form).await.unwrap().whole()
}

#[tokio::test]
async fn nobody_leaves_while_somebody_waits_for_them() {
    for ask_as_tutor in [true, false] {
        let room = Classroom::new().await;
        let id = room.accepted().await;
        let who = if ask_as_tutor { &room.tutor } else { &room.student };
        assert_eq!(refusal(room.stage.asks_to_leave(who).await), Refusal::OpenBookings);
        let mine = super::mine(room.ctx(), who).await.unwrap();
        assert_eq!(mine.open.iter().map(|open| open.of).collect::<Vec<_>>(), [Of::Booking(id)]);
        assert_eq!(mine.open[0].with, if ask_as_tutor { "STUDENT" } else { "TUTOR" });
        let form = Cancel { key: CommandKey(room.ctx().id()), note: String::new(), back_minor: None };
        bookings::cancel(room.ctx(), who, id, form).await.unwrap();
        room.stage.asks_to_leave(who).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_over_keeps_nobody() {
    let room = Classroom::new().await;
    room.accepted().await;
    room.stage.later(TimeDelta::days(2));
    room.stage.asks_to_leave(&room.student).await.unwrap();
}

#[tokio::test]
async fn they_are_out_and_hidden_at_once_and_may_come_back() {
    let room = Classroom::new().await;
    let (ctx, tutor) = (room.ctx(), &room.tutor);
    let form = CreateToken { key: key(ctx), name: "laptop".into(), days: 30 };
    let token = accounts::create_token(ctx, &room.stage.sudo(tutor), form).await.unwrap();
    let until = room.stage.asks_to_leave(tutor).await.unwrap();
    assert_eq!(until, monday() + GRACE);
    let living = "SELECT count(*) FROM accounts.session WHERE person_id = $1 AND ended_at IS NULL";
    assert_eq!(room.stage.count(living, tutor.id).await, 0);
    assert!(accounts::public_person(ctx, None, "tutor").await.unwrap().is_none());
    assert!(tutors::profile(ctx, "tutor", None).await.unwrap().is_none());
    assert!(accounts::person_of_token(ctx, &token).await.unwrap().is_none());

    let back = again(&room.stage, tutor).await;
    assert_eq!(back.leaves_at, Some(until));
    stay(ctx, &back, stay_form(ctx)).await.unwrap();
    stay(ctx, &back, stay_form(ctx)).await.unwrap();
    assert_eq!(again(&room.stage, tutor).await.leaves_at, None);
    assert!(accounts::public_person(ctx, None, "tutor").await.unwrap().is_some());
    assert!(accounts::person_of_token(ctx, &token).await.unwrap().is_some(), "everything is as it was");
    assert!(room.stage.time_is_over().await.is_empty());
    assert_eq!(
        room.stage.deeds(tutor.id).await[..4],
        [Deed::SignedIn, Deed::LeaveTakenBack, Deed::SignedIn, Deed::LeaveAsked]
    );
    assert_eq!(room.stage.events("rights.stayed").await, 1);
    room.stage.asks_to_leave(tutor).await.unwrap();
    assert_eq!(again(&room.stage, tutor).await.leaves_at, Some(ctx.now() + GRACE), "they may ask anew");
}

#[tokio::test]
async fn asked_for_twice_it_is_one() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let form = leave_form(&stage.ctx);
    ask_to_leave(&stage.ctx, &stage.sudo(&ada), form.clone()).await.unwrap();
    stage.later(TimeDelta::days(1));
    ask_to_leave(&stage.ctx, &stage.sudo(&ada), form).await.unwrap();
    ask_to_leave(&stage.ctx, &stage.sudo(&ada), leave_form(&stage.ctx)).await.unwrap();
    assert_eq!(stage.count("SELECT count(*) FROM rights.erasure WHERE person_id = $1", ada.id).await, 1);
    assert_eq!(again(&stage, &ada).await.leaves_at, Some(monday() + GRACE), "the first one holds");
}

#[tokio::test]
async fn the_last_admin_stays_and_two_wait_for_each_other() {
    let stage = Stage::new().await;
    let root = stage.with_role("root", Role::Admin).await;
    assert_eq!(refusal(stage.asks_to_leave(&root).await), Refusal::LastAdmin);
    let other = stage.with_role("other", Role::Admin).await;
    let (a, b) = tokio::join!(stage.asks_to_leave(&root), stage.asks_to_leave(&other));
    let refused: Vec<_> = [a, b].into_iter().filter(Result::is_err).collect();
    assert_eq!(refused.len(), 1);
    let left = accounts::set_disabled(&stage.ctx, if refusal_of_first(&stage).await { "other" } else { "root" }, true);
    assert!(
        matches!(left.await, Err(accounts::Error::Refused(Refusal::LastAdmin))),
        "who is leaving counts for nobody"
    );
}

/// Whether `root` is the one who leaves.
async fn refusal_of_first(stage: &Stage) -> bool {
    let sql = "SELECT leaves_at IS NOT NULL FROM accounts.person WHERE handle = 'root'";
    sqlx::query_scalar(sql).fetch_one(&stage.ctx.db).await.unwrap()
}

#[tokio::test]
async fn whoever_books_them_at_that_moment_is_waited_for_or_refused() {
    for _ in 0..5 {
        let room = Classroom::new().await;
        let form = Book {
            choice: None,
            key: CommandKey(room.ctx().id()),
            start: monday() + TimeDelta::hours(25),
            subject: "algebra".into(),
            message: String::new(),
        };
        let (left, booked) = tokio::join!(
            room.stage.asks_to_leave(&room.tutor),
            bookings::book(room.ctx(), &room.student, "tutor", form)
        );
        match (left, booked) {
            (Ok(_), Err(bookings::Error::Refused(Refusal::NotTeaching) | bookings::Error::NotFound)) => {
                assert_eq!(room.busy_rows().await, 0);
            }
            (Err(Error::Refused(Refusal::OpenBookings)), Ok(_)) => {}
            (left, booked) => panic!("{left:?} {booked:?}"),
        }
    }
}

/// The very moment: their leaving is not committed yet when the booking looks.
#[tokio::test]
async fn a_booking_waits_for_somebody_who_is_leaving() {
    let room = Classroom::new().await;
    let mut tx = room.ctx().begin().await.unwrap();
    sqlx::query("UPDATE accounts.person SET leaves_at = now() WHERE handle = 'tutor'").execute(&mut *tx).await.unwrap();
    sqlx::query("SELECT id FROM accounts.person WHERE handle = 'tutor' FOR UPDATE").execute(&mut *tx).await.unwrap();
    let form = Book {
        choice: None,
        key: CommandKey(room.ctx().id()),
        start: monday() + TimeDelta::hours(25),
        subject: "algebra".into(),
        message: String::new(),
    };
    let book = bookings::book(room.ctx(), &room.student, "tutor", form);
    let commit = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        tx.commit().await.unwrap();
    };
    let (booked, ()) = tokio::join!(book, commit);
    assert!(matches!(booked, Err(bookings::Error::Refused(Refusal::NotTeaching))), "{booked:?}");
}

#[tokio::test]
async fn by_a_provider_they_come_back_to_the_same_question() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let until = scene.stage.asks_to_leave(&ada).await.unwrap();
    let Ok(CameBack::In { entry, .. }) = scene.comes(vouched("ada", "ada@example.org")).await else { panic!() };
    assert_eq!(entry.whole().leaves_at, Some(until));
    scene.stage.time_is_over().await;
    scene.stage.erase(ada.id).await.unwrap();
    let came = scene.comes(vouched("ada", "ada@example.org")).await;
    assert!(matches!(came, Ok(CameBack::Unknown { .. })), "whoever comes now is nobody we know: {came:?}");
}
