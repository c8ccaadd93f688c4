//! The outermost layer: gives a request its id, writes one line for it, counts it, and turns a panic into an answer.

use std::{panic::AssertUnwindSafe, time::Instant};

use app::request::RequestId;
use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use http::{HeaderName, HeaderValue, StatusCode, header};
use tracing::Instrument;
use ulid::Ulid;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

pub async fn request(mut request: Request, next: Next) -> Response {
    let id = Ulid::generate().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("file", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, %method, route);
    let begun = Instant::now();

    let answer = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone()).await;
    let mut response = answer.unwrap_or_else(|panic| broken(&id, panic.as_ref()));

    let (status, seconds) = (response.status().as_u16(), begun.elapsed().as_secs_f64());
    let _entered = span.enter();
    if status >= 500 {
        tracing::warn!(status, seconds, "answered");
    } else {
        tracing::debug!(status, seconds, "answered");
    }
    let labels = [("route", route), ("method", method.to_string()), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..2]).record(seconds);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

fn broken(id: &str, panic: &(dyn std::any::Any + Send)) -> Response {
    let words =
        panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    tracing::error!(reference = id, panic = words.as_deref().unwrap_or("unknown"), "a request panicked");
    metrics::counter!("http_panics_total").increment(1);
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Something broke · TutorForge</title>\
         <h1>Something broke on our side</h1><p>Please try again. If it stays, tell us this reference: <code>{id}</code></p>\
         <p><a href=\"/\">To the start</a></p></html>"
    );
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}
