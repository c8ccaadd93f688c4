//! The sessions of somebody for programs, at an address that nobody guesses.

use app::request::Request;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use contract::Pairs;
use domain::{bookings, ports::Limit};
use http::{StatusCode, header, request::Parts};
use leptos::prelude::LeptosOptions;
use sha2::{Digest, Sha256};

pub fn feed() -> MethodRouter<LeptosOptions> {
    get(answer)
}

/// 304 if the program has it already, 404 for what leads nowhere, 429 for whoever guesses.
async fn answer(Path(file): Path<String>, parts: Parts) -> Response {
    let Ok(Request { ctx, visitor, .. }) = Request::of(&parts, Pairs::new()) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Some(secret) = file.strip_suffix(".ics") else { return StatusCode::NOT_FOUND.into_response() };
    if let Err(seconds) = ctx.limits.take(Limit::CalendarByAddress, &visitor.source()).await {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())]).into_response();
    }
    match bookings::feed(&ctx, secret).await {
        Ok(Some(calendar)) => {
            let digest = Sha256::digest(&calendar).first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes));
            let tag = format!("\"{digest:032x}\"");
            let kept = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "private, no-cache".into())];
            if parts.headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
                return (StatusCode::NOT_MODIFIED, kept).into_response();
            }
            let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
            (kept, kind, calendar).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a calendar could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
