//! Submitting code as a program does.

use axum::body::Body;
use http::{Request, StatusCode};

use super::{
    app::{Answer, MULTIPART, TestApp, multipart},
    tokens::token_in,
};

const PATH: &str = "/api/v1/submissions";

async fn token(app: &TestApp, session: &str) -> String {
    let made = app.post("/settings/tokens", Some(session), "action=create&name=laptop&days=7").await;
    token_in(&made.body).unwrap().to_owned()
}

/// As curl sends it: no cookie, no origin.
async fn send(app: &TestApp, token: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = Request::builder().method("POST").uri(PATH).header("authorization", format!("Bearer {token}"));
    app.answer(request.header("content-type", kind).body(body.into()).unwrap()).await
}

fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("no JSON: {}", answer.body))
}

#[tokio::test]
async fn files_become_a_draft_of_the_tokens_owner() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let token = token(&app, &session).await;
    let body = multipart(&[
        ("title", None, b"A queue"),
        ("ask", None, b"Is it right?"),
        ("level", None, b"beginner"),
        ("files", Some("src/main.rs"), b"fn main() {}\n"),
        ("files", Some("logo.png"), b"\x89PNG\0"),
    ]);
    let answer = send(&app, &token, MULTIPART, body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let created = json(&answer);
    let url = created["url"].as_str().unwrap();
    assert_eq!(answer.location.as_deref(), Some(url));
    assert!(url.starts_with("http://127.0.0.1:3000/reviews/"));
    assert_eq!(created["left_out"], serde_json::json!(["logo.png"]));
    assert_eq!(created["published"], false);

    let mine = app.get("/reviews?view=mine", Some(&session)).await;
    assert!(mine.body.contains("A queue") && mine.body.contains("Draft"));
    assert!(!app.get("/reviews", None).await.body.contains("A queue"), "nobody else sees a draft");
}

#[tokio::test]
async fn json_is_taken_too_and_published_when_asked() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let token = token(&app, &session).await;
    let body = r#"{"title": "A queue", "ask": "Is it right?", "level": "advanced", "publish": true,
                   "files": [{"path": "a.rs", "text": "fn a() {}\n"}]}"#;
    let answer = send(&app, &token, "application/json; charset=utf-8", body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    assert_eq!(json(&answer)["published"], true);
    assert!(app.get("/reviews", None).await.body.contains("A queue"));
}

#[tokio::test]
async fn what_looks_like_a_secret_is_not_published() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let token = token(&app, &session).await;
    let body = r#"{"title": "A queue", "ask": "Is it right?", "level": "advanced", "publish": true,
                   "files": [{"path": "a.py", "text": "password = 'hunter2'\n"}]}"#;
    let answer = send(&app, &token, "application/json", body).await;
    assert_eq!((answer.status, &json(&answer)["published"]), (StatusCode::CREATED, &serde_json::json!(false)));
    assert!(json(&answer)["secrets"][0].as_str().unwrap().starts_with("a.py:1: "));
    assert!(!answer.body.contains("hunter2"));
}

#[tokio::test]
async fn the_same_key_is_the_same_submission() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let token = token(&app, &session).await;
    let body = r#"{"title": "A queue", "ask": "Why?", "level": "beginner", "files": [{"path": "a.rs", "text": "a"}]}"#;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let request = Request::builder().method("POST").uri(PATH).header("authorization", format!("bearer {token}"));
        let request = request.header("content-type", "application/json");
        let request = request.header("idempotency-key", "00000000-0000-0000-0000-000000000042");
        let answer = app.answer(request.body(Body::from(body)).unwrap()).await;
        ids.push(json(&answer)["id"].clone());
    }
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn refusals_say_what_to_do() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    let token = token(&app, &session).await;

    let answer = send(&app, "tft_nonsense", "application/json", "{}").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(json(&answer)["detail"].as_str().unwrap().contains("Authorization: Bearer"));

    let answer = send(&app, &token, "application/json", r#"{"title": "x", "level": "god"}"#).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = json(&answer);
    let of = |name: &str| {
        let field = told["fields"].as_array().unwrap().iter().find(|field| field["field"] == name);
        field.unwrap_or_else(|| panic!("{name} in {told}"))["problem"].as_str().unwrap().to_owned()
    };
    assert_eq!(of("level"), "Please choose one of beginner, intermediate, advanced.");
    assert_eq!(of("files"), "Please fill this in.");
    assert!(of("title").contains("at least 3"));

    for (kind, body) in [
        ("application/json", "not json".into()),
        (MULTIPART, "--xBoundaryx\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\ncut".to_owned()),
        ("multipart/form-data", String::new()),
        ("text/plain", "hello".into()),
        ("", String::new()),
    ] {
        let answer = send(&app, &token, kind, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
        assert_eq!(json(&answer)["status"], 422, "{kind}");
    }

    let answer = send(&app, &token, "application/json", "x".repeat(6 * 1024 * 1024)).await;
    assert_eq!((answer.status, &json(&answer)["status"]), (StatusCode::PAYLOAD_TOO_LARGE, &serde_json::json!(413)));
}

#[tokio::test]
async fn what_is_not_there_is_said_in_json() {
    let app = TestApp::new().await;
    for path in ["/api/v1/submission", "/api/v2/submissions", "/api/v1/submissions/7"] {
        let request = Request::builder().method("POST").uri(path);
        let answer = app.answer(request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            (answer.status, &json(&answer)["status"]),
            (StatusCode::NOT_FOUND, &serde_json::json!(404)),
            "{path}"
        );
    }
    let request = Request::builder().method("GET").uri(PATH);
    assert_eq!(app.answer(request.body(Body::empty()).unwrap()).await.status, StatusCode::METHOD_NOT_ALLOWED);
}
