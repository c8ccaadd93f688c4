use futures::future::join_all;
use http::StatusCode;

use super::app::{TUESDAY, TestApp};

fn form(start: &str, key: u32) -> String {
    format!("key=00000000-0000-4000-8000-{key:012}&start={start}&subject=algebra&message=Quadratic+equations")
}

#[tokio::test]
async fn sixty_four_ask_for_one_slot_and_one_gets_it() {
    let app = TestApp::new().await;
    app.tutor("tutor").await;
    let mut sessions = Vec::new();
    for i in 0..64 {
        sessions.push(app.person(&format!("student-{i}")).await.1);
    }
    let asked = sessions
        .iter()
        .zip(1..)
        .map(async |(session, i)| app.post("/tutors/tutor/book", Some(session), &form(TUESDAY, i)).await);
    let answers = join_all(asked).await;
    let booked = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    let told = answers
        .iter()
        .filter(|a| {
            a.status == StatusCode::CONFLICT
                && a.body.contains("has just been taken")
                && a.body.contains("nearest free times")
        })
        .count();
    assert_eq!((booked, told), (1, 63));
    assert!(
        answers.iter().all(|a| a.status == StatusCode::SEE_OTHER || a.body.contains("Quadratic equations")),
        "input kept"
    );
}

#[tokio::test]
async fn the_same_form_twice_leads_to_the_same_booking() {
    let app = TestApp::new().await;
    app.tutor("tutor").await;
    let (_, session) = app.person("student").await;
    let first = app.post("/tutors/tutor/book", Some(&session), &form(TUESDAY, 1)).await;
    let again = app.post("/tutors/tutor/book", Some(&session), &form(TUESDAY, 1)).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(first.location, again.location);
}

#[tokio::test]
async fn from_the_request_to_the_reply_with_a_mail_for_each_step() {
    let app = TestApp::new().await;
    let tutor = app.tutor("tutor").await;
    let (_, student) = app.person("student").await;
    let asked = app.post("/tutors/tutor/book", Some(&student), &form(TUESDAY, 1)).await;
    let page = asked.location.unwrap();
    assert!(app.mails.subjects().is_empty(), "committed, and nothing is sent before a worker is there");
    app.run_jobs().await;
    assert_eq!(app.mails.subjects().len(), 2);
    app.run_jobs().await;
    assert_eq!(app.mails.subjects().len(), 2, "a second worker finds nothing left");

    let step = async |session: &str, form: &str| {
        let answer = app.post(&page, Some(session), form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}: {}", answer.body.len());
        app.run_jobs().await;
    };
    step(&tutor, "action=accept").await;
    app.ctx.clock.advance(chrono::TimeDelta::days(2));
    step(&student, "action=complete").await;
    step(&student, "action=rate&stars=5&words=Clear+and+patient").await;
    assert!(!app.get("/tutors/tutor", None).await.body.contains("Clear and patient"), "not before both have said it");
    step(&tutor, "action=rate&stars=4&words=Curious+and+punctual").await;
    step(&tutor, "action=reply&reply=Thank+you").await;
    let profile = app.get("/tutors/tutor", None).await;
    assert!(profile.body.contains("Clear and patient") && profile.body.contains("Thank you"));
    assert!(!profile.body.contains("Curious and punctual"), "what is said of a student is for the two of them");
    assert!(app.mails.subjects().len() >= 6, "{:?}", app.mails.subjects());
}

/// The session is 25 hours away, and the policy moderate.
#[tokio::test]
async fn what_comes_back_is_said_before_and_a_form_that_says_otherwise_is_refused() {
    let app = TestApp::new().await;
    let tutor = app.tutor("tutor").await;
    let (_, student) = app.person("student").await;
    let page = app.post("/tutors/tutor/book", Some(&student), &form(TUESDAY, 1)).await.location.unwrap();
    app.post(&page, Some(&tutor), "action=accept").await;
    let seen = app.get(&page, Some(&student)).await.body;
    assert!(seen.contains("Cancel now: you get back €") && seen.contains("24 hours or more"), "{seen}");
    // The form that changes the theme has a field of this name too.
    let sums =
        seen.split("name=\"back\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<i64>().ok());
    let back = sums.last().unwrap();
    app.ctx.clock.advance(chrono::TimeDelta::hours(2));
    let refused = app.post(&page, Some(&student), &format!("action=cancel&back={back}&note=I+am+ill")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{back}");
    assert!(refused.body.contains("has changed since you opened this page") && refused.body.contains("I am ill"));
    let half = back / 2;
    assert!(refused.body.contains(&format!("name=\"back\" value=\"{half}\"")), "the page says the new sum");
    let cancelled = app.post(&page, Some(&student), &format!("action=cancel&back={half}&note=")).await;
    assert_eq!(cancelled.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_time_is_held_asked_for_and_let_go() {
    let app = TestApp::new().await;
    let tutor = app.tutor("tutor").await;
    let (_, student) = app.person("student").await;
    let hold = format!("start={TUESDAY}&subject=algebra&message=&hold=on");
    let page = app.post("/tutors/tutor/book", Some(&student), &hold).await.location.unwrap();
    assert!(app.get(&page, Some(&student)).await.body.contains("Held for you"));
    assert_eq!(app.get(&page, Some(&tutor)).await.status, StatusCode::NOT_FOUND);
    let empty = app.post(&page, Some(&student), "action=ask&message=").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = app.post(&page, Some(&student), "action=ask&message=Quadratic+equations").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get(&page, Some(&tutor)).await.status, StatusCode::OK);
    let late = app.post(&page, Some(&student), "action=let_go").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_only_time_or_a_moderator_does_is_no_form() {
    let app = TestApp::new().await;
    app.tutor("tutor").await;
    let (_, student) = app.person("student").await;
    let page = app.post("/tutors/tutor/book", Some(&student), &form(TUESDAY, 1)).await.location.unwrap();
    for action in ["lapse", "close", "uphold", "annul", "nonsense"] {
        let answer = app.post(&page, Some(&student), &format!("action={action}&note=")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
    }
    let admin = app.post("/admin/sessions", Some(&student), "action=uphold-00000000-0000-4000-8000-000000000001").await;
    assert_eq!(admin.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn somebody_elses_booking_is_not_there() {
    let app = TestApp::new().await;
    app.tutor("tutor").await;
    let (_, student) = app.person("student").await;
    let (_, stranger) = app.person("stranger").await;
    let page = app.post("/tutors/tutor/book", Some(&student), &form(TUESDAY, 1)).await.location.unwrap();
    assert_eq!(app.get(&page, Some(&stranger)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.post(&page, Some(&stranger), "action=cancel").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get(&page, Some(&student)).await.status, StatusCode::OK);
}
