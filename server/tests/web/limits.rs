//! Whatever is limited says for how long, kindly, and keeps what was typed.

use std::net::SocketAddr;

use axum::{body::Body, extract::ConnectInfo};
use http::{Method, Request, StatusCode, header};

use super::app::{Answer, HOME, TestApp};

/// Of each one.
const ONE: &str = "sign_in_by_address=1/3600, sign_up_by_address=1/3600, search_by_address=1/3600, upload_by_person=1/3600, \
                   code_by_person=1/3600, code_try_by_address=1/3600, password_by_person=1/3600, reset_by_address=1/3600";

fn is_kind(answer: &Answer, what: &str) {
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{what}: {}", answer.body);
    let seconds: u32 = answer.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=3_600).contains(&seconds), "{what}: {seconds}");
    assert!(answer.body.contains("too often") && answer.body.contains("</html>"), "{what}: {}", answer.body);
}

#[tokio::test]
async fn every_form_that_is_limited_says_when_it_can_be_sent_again_and_keeps_what_was_typed() {
    let app = TestApp::with(&[("TF_LIMITS", ONE)]).await;
    let (_, ada) = app.person("ada").await;
    let sql = "UPDATE accounts.person SET verified_at = NULL";
    sqlx::query(sql).execute(&app.ctx.db).await.unwrap();
    let draft =
        "title=A+queue&ask=Why+so+slow&level=beginner&urgency=whenever&visibility=public&path=a.rs&text=fn+a()+%7B%7D";
    for (path, session, form, kept) in [
        ("/signin", None, "email=eva@example.org&password=nope+nope+nope", "eva@example.org"),
        (
            "/signup",
            None,
            "name=Eva&handle=eva-e&email=eve@example.org&password=four+quiet+words+here&zone=UTC",
            "eva-e",
        ),
        ("/reset", None, "action=ask&email=eva@example.org", "eva@example.org"),
        ("/verify", Some(&ada), "action=again", ""),
        ("/verify", Some(&ada), "action=confirm&code=AAAA-BBBB", "AAAA-BBBB"),
        (
            "/settings/security",
            Some(&ada),
            "action=email&email=new@example.org&current_password=nope+nope",
            "new@example.org",
        ),
        ("/reviews/new", Some(&ada), draft, "Why so slow"),
    ] {
        let mut answer = app.post(path, session.map(String::as_str), form).await;
        // Another handle: the first form has made an account.
        for nth in 0..2 {
            if answer.status != StatusCode::TOO_MANY_REQUESTS {
                answer =
                    app.post(path, session.map(String::as_str), &form.replace("eva-e", &format!("eva-e{nth}"))).await;
            }
        }
        is_kind(&answer, &format!("{path} {form}"));
        assert!(answer.body.contains(kept), "{path}: {kept} is lost");
    }
}

#[tokio::test]
async fn a_search_that_is_limited_is_a_page_that_says_so() {
    let app = TestApp::with(&[("TF_LIMITS", ONE)]).await;
    assert_eq!(app.get("/tutors?q=algebra", None).await.status, StatusCode::OK);
    let answer = app.get("/tutors?q=algebra", None).await;
    is_kind(&answer, "search");
    assert!(answer.body.contains("tf-header") && answer.body.contains("wait a moment"));
    assert_eq!(app.get("/tutors", None).await.status, StatusCode::OK, "looking around is not");
}

/// A try from this connection, with what the proxy in front has written.
async fn tries(app: &TestApp, peer: &str, forwarded: Option<&str>) -> StatusCode {
    let peer: SocketAddr = peer.parse().unwrap();
    let request =
        Request::builder().method(Method::POST).uri("/signin").header("origin", HOME).extension(ConnectInfo(peer));
    let request = forwarded.into_iter().fold(request, |request, value| request.header("x-forwarded-for", value));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    app.answer(request.body(Body::from("email=eva@example.org&password=nope+nope")).unwrap()).await.status
}

#[tokio::test]
async fn behind_a_proxy_the_last_address_that_it_wrote_is_counted_and_nothing_that_a_client_says() {
    let app = TestApp::with(&[("TF_LIMITS", ONE), ("TF_TRUSTED_PROXY", "true")]).await;
    assert_eq!(tries(&app, "127.0.0.1:1", Some("192.0.2.1, 192.0.2.2")).await, StatusCode::CONFLICT);
    assert_eq!(tries(&app, "127.0.0.1:1", Some("192.0.2.9, 192.0.2.2")).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(tries(&app, "127.0.0.1:1", Some("192.0.2.3")).await, StatusCode::CONFLICT);
    assert_eq!(tries(&app, "127.0.0.1:1", None).await, StatusCode::CONFLICT, "the proxy itself");
    assert_eq!(tries(&app, "127.0.0.1:1", Some("nonsense")).await, StatusCode::TOO_MANY_REQUESTS, "the proxy again");
}

#[tokio::test]
async fn without_a_proxy_nobody_chooses_their_address() {
    let app = TestApp::with(&[("TF_LIMITS", ONE)]).await;
    assert_eq!(tries(&app, "192.0.2.1:1", Some("192.0.2.2")).await, StatusCode::CONFLICT);
    assert_eq!(tries(&app, "192.0.2.1:2", Some("192.0.2.3")).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(tries(&app, "192.0.2.4:1", None).await, StatusCode::CONFLICT);
}
