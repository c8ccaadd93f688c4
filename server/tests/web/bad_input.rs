//! Whatever is sent, the answer is a clear one and never our own failure.

use app::request::Audience;
use http::{Method, StatusCode};
use server::router::audiences;

use super::app::{TUESDAY, TestApp};

const FIELDS: [&str; 48] = [
    "email",
    "password",
    "name",
    "handle",
    "zone",
    "about",
    "start",
    "subject",
    "message",
    "action",
    "note",
    "stars",
    "words",
    "reply",
    "headline",
    "price",
    "currency",
    "session_minutes",
    "languages",
    "day",
    "kind",
    "mon",
    "grid",
    "mon_was",
    "cell",
    "ranges",
    "from",
    "to",
    "until",
    "week",
    "season",
    "holiday",
    "number",
    "level",
    "minutes",
    "title",
    "ask",
    "urgency",
    "visibility",
    "question",
    "path",
    "text",
    "base",
    "days",
    "token",
    "letter",
    "code",
    "current_password",
];

/// Ends the session, moves the clock, breaks on purpose.
const LEFT_OUT: [&str; 3] = ["/signout", "/dev/clock", "/dev/break"];

#[tokio::test]
async fn every_form_survives_everything() {
    let app = TestApp::new().await;
    let session = app.tutor("tutor").await;
    let long = "x".repeat(2_000);
    let values = [
        "",
        "%00",
        "%07%1b",
        "-1",
        "99999999999999999999",
        "%F0%9F%8E%89",
        "%ff%fe",
        "</textarea><script>",
        long.as_str(),
        TUESDAY,
    ];
    let actions = [
        "",
        "profile",
        "specialty",
        "remove-specialty",
        "hours",
        "override",
        "remove-override",
        "season",
        "holiday",
        "copy-week",
        "undo",
        "accept",
        "rate",
        "create",
        "revoke",
        "confirm",
        "again",
        "password",
        "ask",
        "set",
        "nonsense",
    ];
    let mut called = 0;
    for (method, path, audience) in audiences() {
        if audience == Audience::Token {
            continue;
        }
        if method != Method::POST || path.starts_with("/fn/") || LEFT_OUT.contains(&path.as_str()) {
            continue;
        }
        let path = path.replace("{handle}", "tutor").replace("{id}", "00000000-0000-0000-0000-000000000001");
        for value in values {
            for action in actions {
                let pairs = FIELDS.map(|field| format!("{field}={value}")).join("&");
                let answer = app.post(&path, Some(&session), &format!("action={action}&{pairs}")).await;
                assert!(answer.status.as_u16() < 500, "{path} {action} {value}: {}", answer.status);
                assert!(!answer.body.contains("</textarea><script>"), "{path}: not escaped");
                called += 1;
            }
        }
    }
    println!("{called} bad forms answered");
}

#[tokio::test]
async fn a_refused_sign_up_keeps_all_but_the_password() {
    let app = TestApp::new().await;
    let form = "name=Ada+L&handle=A!&email=nobody&password=hunter2hunter2&zone=Mars";
    let answer = app.post("/signup", None, form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Ada L") && answer.body.contains("nobody"));
    assert!(!answer.body.contains("hunter2"));
    assert!(answer.body.contains("does not look like an e-mail address"));
}

#[tokio::test]
async fn too_large_is_told() {
    let app = TestApp::new().await;
    let (_, session) = app.person("ada").await;
    for path in ["/signin", "/teach"] {
        let answer = app.post(path, Some(&session), &format!("action=profile&about={}", "x".repeat(70_000))).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(answer.body.contains("That is more than we can take at once: at most 64 KiB."), "{path}");
        assert!(answer.body.contains("That was too much · TutorForge"), "{path}: a page like others");
    }
    let beyond = app.post("/signin", None, &format!("email={}", "x".repeat(300_000))).await;
    assert_eq!(beyond.status, StatusCode::PAYLOAD_TOO_LARGE);
    let fits = app.post("/signin", None, &format!("email={}", "x".repeat(64_000))).await;
    assert_eq!(fits.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_browser_that_sends_too_much_sees_the_answer() {
    let app = TestApp::new().await;
    let form = format!("email={}", "x".repeat(200_000));
    let answer = app.over_the_wire("/signin", &form).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("at most 64 KiB"), "{answer}");
    assert!(answer.contains("HTTP/1.1 200 OK"), "the connection goes on");
}
