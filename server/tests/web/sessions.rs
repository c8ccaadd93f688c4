//! What a session's cookie is worth.

use axum::body::Body;
use http::{Method, Request, StatusCode};

use super::app::{Answer, HOME, TestApp};

const ADA: &str = "email=ada@example.org&password=four+quiet+words+here";

/// The session that an answer sets.
fn cookie(answer: &Answer) -> Option<String> {
    let value = answer.cookies.iter().find_map(|cookie| cookie.strip_prefix("tf="))?;
    Some(value.split(';').next()?.to_owned())
}

async fn is_in(app: &TestApp, session: &str) -> bool {
    app.get("/settings", Some(session)).await.status == StatusCode::OK
}

async fn rows(app: &TestApp) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM accounts.session").fetch_one(&app.ctx.db).await.unwrap()
}

#[tokio::test]
async fn a_visitor_has_none() {
    let app = TestApp::new().await;
    let planted = tower_sessions::session::Id::default().to_string();
    for session in [None, Some(planted.as_str())] {
        let answers = [
            app.get("/", session).await,
            app.post("/theme", session, "theme=dark&back=/").await,
            app.post("/signin", session, "email=eva@example.org&password=nope").await,
            app.get("/bookings", session).await,
        ];
        assert!(answers.iter().all(|answer| cookie(answer).is_none_or(|value| value.is_empty())));
    }
    assert_eq!(rows(&app).await, 0);
}

#[tokio::test]
async fn signing_in_makes_a_new_id_and_ends_what_was_before() {
    let app = TestApp::new().await;
    let (_, planted) = app.person("eva").await;
    app.person("ada").await;
    let answer = app.post("/signin", Some(&planted), ADA).await;
    let new = cookie(&answer).expect("a session");
    assert_ne!(new, planted);
    assert!(is_in(&app, &new).await && !is_in(&app, &planted).await);
    let set = answer.cookies.iter().find(|cookie| cookie.starts_with("tf=")).unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
}

#[tokio::test]
async fn its_device_and_network_stand_in_the_list_and_its_id_does_not() {
    let app = TestApp::new().await;
    app.person("ada").await;
    let request = Request::builder().method(Method::POST).uri("/signin").header("origin", HOME);
    let request =
        request.header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let session = cookie(&app.answer(request.body(Body::from(ADA)).unwrap()).await).unwrap();
    let page = app.get("/settings/sessions", Some(&session)).await;
    assert!(page.body.contains("Firefox on Linux") && page.body.contains("This one"));
    assert!(!page.body.contains(&session));
}

#[tokio::test]
async fn one_is_ended_from_elsewhere_and_by_nobody_else() {
    let app = TestApp::new().await;
    app.person("ada").await;
    let (_, other) = app.person("bob").await;
    let here = cookie(&app.post("/signin", None, ADA).await).unwrap();
    let there = cookie(&app.post("/signin", None, ADA).await).unwrap();
    let page = app.get("/settings/sessions", Some(&there)).await;
    let ids: Vec<_> = page.body.split("name=\"session\" value=\"").skip(1).map(|rest| &rest[..36]).collect();
    assert!(ids.len() >= 2);
    for id in &ids {
        let answer = app.post("/settings/sessions", Some(&other), &format!("action=end&session={id}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    let ended = app.post("/settings/sessions", Some(&here), "action=end_others").await;
    assert_eq!(ended.status, StatusCode::OK);
    assert!(ended.body.contains("Ended: "));
    assert!(is_in(&app, &here).await && !is_in(&app, &there).await && is_in(&app, &other).await);
    let odd = app.post("/settings/sessions", Some(&here), "action=rename").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
}
