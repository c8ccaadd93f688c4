//! What a browser signs that comes in with a passkey. Asked for by the page's script, because most who see that page do not.

use app::request::{Failure, Request, RequestId, answer};
use axum::{
    Extension, Json,
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use contract::Pairs;
use domain::accounts::passkeys::{self, Challenge};
use http::{StatusCode, request::Parts};
use leptos::prelude::LeptosOptions;

/// `POST /signin/passkey/challenge`
pub fn challenge() -> MethodRouter<LeptosOptions> {
    post(async |Extension(RequestId(id)): Extension<RequestId>, parts: Parts| match begin(&parts).await {
        Ok(challenge) => Json(challenge).into_response(),
        Err(failure) => refuse(failure, &id),
    })
}

async fn begin(parts: &Parts) -> Result<Challenge, Failure> {
    let request = Request::of(parts, Pairs::new())?;
    Ok(passkeys::begin_sign_in(&request.ctx, &request.visitor).await?)
}

fn refuse(failure: Failure, id: &str) -> Response {
    let status = StatusCode::from_u16(answer(failure, id).status());
    status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}
