//! What stands in the log for whoever looks after the place.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use axum::body::Body;
use http::{Method, Request, StatusCode};
use serde_json::Value;
use server::telemetry;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::EnvFilter;

use super::app::TestApp;

/// The log of this test's thread, as JSON.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn begin() -> (Self, DefaultGuard) {
        let log = Self::default();
        let to = log.clone();
        let lines = telemetry::lines(EnvFilter::new("info,server=debug"), true, move || to.clone());
        (log, tracing::subscriber::set_default(lines))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines that say this.
    fn saying(&self, message: &str) -> Vec<Value> {
        let lines = self.text();
        let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.filter(|line| line["message"] == message).collect()
    }
}

#[tokio::test]
async fn the_lines_of_a_request_say_who_asked() {
    let app = TestApp::new().await;
    let (ada, session) = app.person("ada").await;
    let (log, _guard) = Log::begin();
    app.get("/settings/profile", Some(&session)).await;
    app.get("/tutors", None).await;
    let [hers, nobodys] = &log.saying("answered")[..] else { panic!("two lines: {}", log.text()) };
    assert_eq!(
        (&hers["span"]["person"], &hers["span"]["route"]),
        (&ada.to_string().into(), &"/settings/profile".into())
    );
    assert_eq!(nobodys["span"]["person"], Value::Null);
    assert!(!log.text().contains(&session), "and nothing that opens her session");
}

#[tokio::test]
async fn a_refused_sign_in_stands_there_without_its_address() {
    let app = TestApp::new().await;
    app.person("ada").await;
    let (log, _guard) = Log::begin();
    for who in ["ada", "eva"] {
        app.post("/signin", None, &format!("email={who}@example.org&password=not+these+words")).await;
    }
    let refused = log.saying("a sign-in was refused");
    let known: Vec<_> = refused.iter().map(|line| line["known"].as_bool()).collect();
    assert_eq!(known, [Some(true), Some(false)], "{}", log.text());
    assert!(refused.iter().all(|line| line["spans"][0]["id"].is_string()));
    assert!(!log.text().contains("@example.org") && !log.text().contains("not these words"), "{}", log.text());
}

#[tokio::test]
async fn limits_that_are_reached_and_requests_from_other_sites_stand_there() {
    let app = TestApp::with(&[("TF_LIMITS", "sign_in_by_address=1/60")]).await;
    let (log, _guard) = Log::begin();
    for _ in 0..2 {
        app.post("/signin", None, "email=eva@example.org&password=not+these+words").await;
    }
    assert_eq!(log.saying("a limit was reached")[0]["limit"], "sign_in_by_address");
    let from_elsewhere =
        Request::builder().method(Method::POST).uri("/signin").header("origin", "https://evil.example");
    let answer = app.answer(from_elsewhere.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(log.saying("a request from another site was refused").len(), 1);
}
