//! What somebody may ask of what is held of them, over HTTP.

use chrono::TimeDelta;
use http::{Method, StatusCode};
use server::router::audiences;

use super::app::{TUESDAY, TestApp};

const EXPORT: &str = "action=export&key=00000000-0000-0000-0000-0000000000e1";
const LEAVE: &str = "action=leave&sure=on&key=00000000-0000-0000-0000-0000000000e2";
const PASSWORD: &str = "confirm_password=four+quiet+words+here";

/// Where the page offers a file.
fn offered(body: &str) -> Option<&str> {
    let at = body.find("/settings/data/exports/")?;
    let end = body[at..].find('"')?;
    Some(&body[at..at + end])
}

async fn sign_in(app: &TestApp, handle: &str) -> String {
    let form = format!("email={handle}%40example.org&password=four+quiet+words+here");
    let answer = app.post("/signin", None, &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let cookie = answer.cookies.iter().find_map(|cookie| cookie.strip_prefix("tf=")).expect("a session");
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_file_is_asked_for_made_and_fetched_by_its_owner_alone() {
    let app = TestApp::new().await;
    let ((_, ada), (_, eve)) = (app.person("ada").await, app.person("eve").await);
    assert_eq!(app.post("/settings/data", Some(&ada), EXPORT).await.status, StatusCode::SEE_OTHER);
    let page = app.get("/settings/data", Some(&ada)).await;
    assert!(page.body.contains("tables collected") && offered(&page.body).is_none());
    app.run_jobs().await;
    assert_eq!(app.mails.subjects(), ["The file of your data is ready"]);
    let page = app.get("/settings/data", Some(&ada)).await;
    let file = offered(&page.body).expect("a link to the file");
    let fetched = app.get(file, Some(&ada)).await;
    assert_eq!(fetched.status, StatusCode::OK);
    assert!(fetched.body.starts_with("PK"));
    let header = |name: &str| fetched.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/zip");
    assert_eq!(header("content-disposition"), "attachment; filename=\"tutorforge-2026-03-02.zip\"");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(app.get(file, Some(&eve)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/settings/data/exports/none", Some(&ada)).await.status, StatusCode::NOT_FOUND);
    let nobody = app.get(file, None).await;
    assert!(nobody.location.is_some_and(|to| to.starts_with("/signin?next=")));
    app.ctx.clock.advance(TimeDelta::minutes(10));
    let asked = app.get(file, Some(&ada)).await;
    assert_eq!(asked.location.as_deref(), Some("/sudo?next=%2Fsettings%2Fdata"), "the password has run out");
}

#[tokio::test]
async fn both_need_the_password_and_leaving_needs_a_tick() {
    let app = TestApp::new().await;
    let (_, ada) = app.person("ada").await;
    let unsure = app.post("/settings/data", Some(&ada), "action=leave").await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.ctx.clock.advance(TimeDelta::minutes(10));
    for form in [EXPORT, LEAVE] {
        let asked = app.post("/settings/data", Some(&ada), form).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.body.contains("name=\"confirm_password\""));
    }
    let done = app.post("/settings/data", Some(&ada), &format!("{LEAVE}&{PASSWORD}")).await;
    assert_eq!((done.status, done.location.as_deref()), (StatusCode::SEE_OTHER, Some("/signin")));
}

#[tokio::test]
async fn who_waits_for_them_is_shown_and_keeps_them() {
    let app = TestApp::new().await;
    let tutor = app.tutor("tutor").await;
    let (_, ada) = app.person("ada").await;
    let form = format!("start={TUESDAY}&subject=algebra&message=Hello");
    let booked = app.post("/tutors/tutor/book", Some(&ada), &form).await.location.unwrap();
    for session in [&tutor, &ada] {
        let page = app.get("/settings/data", Some(session)).await;
        assert!(page.body.contains(&format!("href=\"{booked}\"")), "{}", page.body);
        assert!(!page.body.contains("Delete my account"));
        let refused = app.post("/settings/data", Some(session), LEAVE).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("Somebody still waits for you"));
    }
}

/// From then on every page leads to the one question, whatever it is.
#[tokio::test]
async fn who_comes_back_sees_one_page_until_they_have_chosen() {
    let app = TestApp::new().await;
    let (_, ada) = app.person("ada").await;
    let left = app.post("/settings/data", Some(&ada), LEAVE).await;
    assert_eq!(left.headers["clear-site-data"], "\"cache\", \"storage\"");
    let out = app.get("/settings", Some(&ada)).await;
    assert!(out.location.is_some_and(|to| to.starts_with("/signin")), "signed out at once");
    app.run_jobs().await;
    assert_eq!(app.mails.subjects(), ["Your account at TutorForge will be deleted on Mon 16 Mar, 09:00"]);
    assert_eq!(app.get("/users/ada", None).await.status, StatusCode::NOT_FOUND);

    let back = sign_in(&app, "ada").await;
    let mut led = 0;
    let open = ["/leaving", "/signout", "/theme", "/healthz", "/readyz", "/metrics", "/violations"];
    for (method, path, _) in audiences() {
        if open.contains(&path.as_str()) || path.starts_with("/api") {
            continue;
        }
        let concrete = path.replace("{handle}", "ada").replace("{id}", "00000000-0000-0000-0000-000000000001");
        let answer = app.send(method.clone(), &concrete, Some(&back), Some("a=b")).await;
        if path.starts_with("/fn/") {
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
        } else {
            assert_eq!(answer.location.as_deref(), Some("/leaving"), "{method} {path}");
        }
        led += 1;
    }
    assert!(led > 80, "{led}");
    let page = app.get("/leaving", Some(&back)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Mon 16 Mar, 09:00") && page.body.contains("Keep my account"));

    let kept = app.send(Method::POST, "/leaving", Some(&back), Some("key=00000000-0000-0000-0000-0000000000e3")).await;
    assert_eq!((kept.status, kept.location.as_deref()), (StatusCode::SEE_OTHER, Some("/")));
    assert_eq!(app.get("/settings", Some(&back)).await.status, StatusCode::OK);
    assert_eq!(app.get("/users/ada", None).await.status, StatusCode::OK);
    assert!(app.get("/leaving", Some(&back)).await.body.contains("Your account stays"));
}

#[tokio::test]
async fn when_their_time_is_over_the_queue_erases_them() {
    let app = TestApp::new().await;
    let (id, ada) = app.person("ada").await;
    app.post("/settings/data", Some(&ada), LEAVE).await;
    app.run_jobs().await;
    app.ctx.clock.advance(TimeDelta::days(14));
    let mut conn = app.ctx.db.acquire().await.unwrap();
    let job = domain::jobs::NewJob::of(&domain::rights::KeepUp {});
    app.ctx.jobs.enqueue(&mut conn, job).await.unwrap();
    drop(conn);
    app.run_jobs().await;
    app.run_jobs().await;
    assert!(
        app.mails.subjects().contains(&"Your account at TutorForge is deleted".to_owned()),
        "{:?}",
        app.mails.subjects()
    );
    let name: String = sqlx::query_scalar("SELECT name FROM accounts.person WHERE id = $1 AND erased_at IS NOT NULL")
        .bind(id.0)
        .fetch_one(&app.ctx.db)
        .await
        .unwrap();
    assert_eq!(name, "A former member");
    let handle: String = sqlx::query_scalar("SELECT handle FROM accounts.person WHERE id = $1")
        .bind(id.0)
        .fetch_one(&app.ctx.db)
        .await
        .unwrap();
    let page = app.get(&format!("/users/{handle}"), None).await;
    assert!(page.status == StatusCode::OK && page.body.contains("A former member"), "{}", page.body);
    let refused = app.post("/signin", None, "email=ada%40example.org&password=four+quiet+words+here").await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);
    assert!(!refused.cookies.iter().any(|cookie| cookie.starts_with("tf=")), "nobody comes in");
}
