//! The file with all that is held of somebody, for them alone.

use app::request::{Failure, LocalPath, Request, RequestId, answer};
use axum::{
    Extension,
    extract::Path,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use contract::{AppError, Pairs};
use domain::rights;
use http::{StatusCode, header, request::Parts};
use leptos::prelude::LeptosOptions;

/// Where one shows that it is them, and comes back from.
const CONFIRM: &str = "/sudo?next=%2Fsettings%2Fdata";

/// `/settings/data/exports/{id}`
pub fn fetch() -> MethodRouter<LeptosOptions> {
    get(async |Extension(RequestId(request)): Extension<RequestId>, Path(id): Path<String>, parts: Parts| {
        download(&id, &parts).await.unwrap_or_else(|failure| {
            let status = answer(failure, &request).status();
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        })
    })
}

async fn download(id: &str, parts: &Parts) -> Result<Response, Failure> {
    let request = Request::of(parts, Pairs::new())?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let Ok(sudo) = request.user()?.must_be_sudo(&request.ctx) else {
        return Ok(LocalPath::or_home(Some(CONFIRM)).see_other());
    };
    let file = rights::download(&request.ctx, &sudo, id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file.archive).into_response())
}
