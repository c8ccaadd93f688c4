//! Who may call what. Every page, form, server function and other route has a row; what has none is refused.

use axum::{
    extract::{MatchedPath, Request as HttpRequest, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode};

use super::{Caller, LocalPath, Setting, sign_in_first};

/// To whom something is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Anyone,
    SignedIn,
    /// Anyone, on a machine that runs in development.
    Development,
    /// Programs that bring a token, which the route itself asks for. It never sees a session.
    Token,
}

/// Method, path as it is registered, audience.
pub type Row = (Method, String, Audience);

/// Lets a request through if its row says so.
pub async fn guard(State(rows): State<std::sync::Arc<[Row]>>, request: HttpRequest, next: Next) -> Response {
    let Some(path) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        return next.run(request).await;
    };
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let audience = rows.iter().find(|(m, p, _)| m == method && *p == path).map(|(_, _, audience)| *audience);
    let known = request.extensions().get::<Caller>().is_some_and(|caller| caller.0.is_some());
    let development = request.extensions().get::<Setting>().is_some_and(|setting| setting.development);
    match audience {
        Some(Audience::Anyone | Audience::Token) => next.run(request).await,
        Some(Audience::SignedIn) if known => next.run(request).await,
        Some(Audience::Development) if development => next.run(request).await,
        Some(Audience::SignedIn) if path.starts_with("/fn/") => StatusCode::UNAUTHORIZED.into_response(),
        Some(Audience::SignedIn) => sign_in_first(&LocalPath::of_request(request.method(), request.uri())),
        Some(Audience::Development) => StatusCode::NOT_FOUND.into_response(),
        None if rows.iter().any(|(_, p, _)| *p == path) => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        None => {
            tracing::error!(%path, %method, "refused: no audience row");
            StatusCode::FORBIDDEN.into_response()
        }
    }
}
