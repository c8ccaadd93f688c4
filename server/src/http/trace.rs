//! The outermost layer: gives a request its id, writes one line for it, counts it, and turns a panic into an answer. Who is
//! asking stands in its lines once that is known.

use std::{panic::AssertUnwindSafe, time::Instant};

use app::request::{Failure, RequestId, answer};
use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use tracing::Instrument;
use ulid::Ulid;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

pub async fn request(mut request: Request, next: Next) -> Response {
    let id = Ulid::generate().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("file", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, %method, route, person = tracing::field::Empty);
    request.extensions_mut().insert(span.clone());
    let begun = Instant::now();

    let outcome = AssertUnwindSafe(next.run(request)).catch_unwind().instrument(span.clone()).await;
    let mut response = outcome.unwrap_or_else(|panic| broken(&id, Failure::panicked(panic.as_ref())));

    let (status, seconds) = (response.status().as_u16(), begun.elapsed().as_secs_f64());
    let _entered = span.enter();
    if status >= 500 {
        tracing::warn!(status, seconds, "answered");
    } else {
        tracing::debug!(status, seconds, "answered");
    }
    let labels = [("route", route), ("method", known(&method).to_owned()), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..2]).record(seconds);
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// The name of a method in metrics. A made-up one is none, or anybody could fill the memory with names.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Pages and forms answer their own panics: this is for whatever else there is, and leans on nothing.
fn broken(id: &str, panic: Failure) -> Response {
    answer(panic, id);
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Something broke · TutorForge</title>\
         <h1>Something broke on our side</h1><p>Please try again. If it stays, tell us this reference: <code>{id}</code></p>\
         <p><a href=\"/\">To the start</a></p></html>"
    );
    (StatusCode::INTERNAL_SERVER_ERROR, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware, routing::get};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    async fn breaks() -> &'static str {
        panic!("told to")
    }

    #[tokio::test]
    async fn a_panic_is_answered_with_the_reference_of_its_request() {
        let app = Router::new().route("/", get(breaks)).layer(middleware::from_fn(request));
        let response = app.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let id = response.headers()[HEADER].to_str().unwrap().to_owned();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert!(String::from_utf8_lossy(&body).contains(&id));
    }
}
