//! What stands above every answer.

use axum::body::Body;
use http::{Method, Request, StatusCode};

use super::app::{Answer, TestApp};

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

#[tokio::test]
async fn every_answer_says_what_browsers_must_not_do() {
    let app = TestApp::new().await;
    for path in
        ["/", "/signin", "/nowhere", "/settings", "/admin", "/healthz", "/metrics", "/earned/live", "/api/v1/nothing"]
    {
        let answer = app.get(path, None).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(header(&answer, name), value, "{path} {name}");
        }
        assert!(header(&answer, "content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(header(&answer, "permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(header(&answer, "cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn scripts_of_a_page_run_by_a_nonce_that_no_other_page_has() {
    let app = TestApp::new().await;
    let (one, other) = (app.get("/", None).await, app.get("/", None).await);
    let policy = |answer: &Answer| header(answer, "content-security-policy").to_owned();
    assert_ne!(policy(&one), policy(&other));
    for part in ["'strict-dynamic'", "'wasm-unsafe-eval'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"]
    {
        assert!(policy(&one).contains(part), "{part} in {}", policy(&one));
    }
    assert!(!policy(&one).contains("unsafe-inline") && !policy(&one).contains("'unsafe-eval'"));
    let nonce = policy(&one).split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    assert!(nonce.len() >= 22 && one.body.contains(&nonce));
    assert!(header(&one, "content-type").ends_with("charset=utf-8"));
}

#[tokio::test]
async fn behind_https_browsers_stay_there() {
    let app = TestApp::by_https().await;
    let seconds = header(&app.get("/", None).await, "strict-transport-security").to_owned();
    assert_eq!(seconds, "max-age=63072000; includeSubDomains");
    let plain = TestApp::new().await;
    assert_eq!(header(&plain.get("/", None).await, "strict-transport-security"), "");
}

#[tokio::test]
async fn methods_that_nobody_needs_do_nothing_and_make_no_name() {
    let app = TestApp::new().await;
    for method in ["TRACE", "PUT", "DELETE", "INVENTED"] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let request = Request::builder().method(method.clone()).uri("/signin").body(Body::empty()).unwrap();
        let answer = app.answer(request).await;
        assert!(answer.status.is_client_error(), "{method}: {}", answer.status);
        assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(!app.get("/metrics", None).await.body.contains("INVENTED"));
}
