//! What a browser is asked for that comes in with a passkey. That it comes in is tried with a real browser.

use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use serde_json::Value;

use super::app::TestApp;

const CHALLENGE: &str = "/signin/passkey/challenge";

#[tokio::test]
async fn each_browser_is_asked_for_something_else_that_lies_here_once() {
    let app = TestApp::by_https().await;
    let ask = async || -> Value {
        let answer = app.post(CHALLENGE, None, "").await;
        assert_eq!((answer.status, answer.headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-store"));
        serde_json::from_str(&answer.body).unwrap()
    };
    let (one, two) = (ask().await, ask().await);
    assert_eq!(one["options"]["rpId"], "tutors.example.org");
    assert_eq!(one["options"]["userVerification"], "required");
    assert_eq!(one["options"]["allowCredentials"], serde_json::json!([]), "nobody is told who is here");
    assert_ne!(one["options"]["challenge"], two["options"]["challenge"]);
    assert_ne!(one["ceremony"], two["ceremony"]);
    let kept: Vec<String> =
        sqlx::query_scalar("SELECT c::text FROM accounts.ceremony c").fetch_all(&app.ctx.db).await.unwrap();
    assert_eq!(kept.len(), 2);
    assert!(!kept.iter().any(|row| row.contains(one["ceremony"].as_str().unwrap())));

    let form = format!("ceremony={}&credential=%7B%7D&next=%2Fbookings", one["ceremony"].as_str().unwrap());
    let refused = app.post("/signin/passkey", None, &form).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("could not be checked") && !refused.cookies.iter().any(|c| c.contains("tf=")));
    let again = app.post("/signin/passkey", None, &form).await;
    assert!(again.body.contains("answered already"), "the first answer has used it up");
}

#[tokio::test]
async fn another_site_is_told_nothing_and_nobody_asks_without_end() {
    let app = TestApp::with(&[("TF_LIMITS", "passkey_by_address=3/600")]).await;
    let elsewhere =
        Request::builder().method(Method::POST).uri(CHALLENGE).header(header::ORIGIN, "https://evil.example");
    assert_eq!(app.answer(elsewhere.body(Body::empty()).unwrap()).await.status, StatusCode::FORBIDDEN);
    for _ in 0..3 {
        assert_eq!(app.post(CHALLENGE, None, "").await.status, StatusCode::OK);
    }
    assert_eq!(app.post(CHALLENGE, None, "").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn passkeys_are_for_our_own_pages() {
    let app = TestApp::new().await;
    let page = app.get("/signin", None).await;
    let policy = page.headers["permissions-policy"].to_str().unwrap().to_owned();
    for part in ["publickey-credentials-create=(self)", "publickey-credentials-get=(self)"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(page.body.contains("autocomplete=\"username webauthn\"") && page.body.contains("Passkeys need JavaScript"));
}
