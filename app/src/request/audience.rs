//! Who may call what. Every page, form, server function and other route has a row; what has none is refused.

use std::sync::Arc;

use axum::{
    extract::{MatchedPath, Request as HttpRequest, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::accounts::{Role, User};
use http::{Method, StatusCode};
use leptos::prelude::*;

use super::{Caller, LocalPath, SET_UP_SECOND, Setting, again, sign_in_first};

/// To whom something is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Anyone,
    SignedIn,
    /// Moderators and admins.
    Moderator,
    Admin,
    /// Anyone, on a machine that runs in development.
    Development,
    /// Programs that bring a token, which the route itself asks for. It never sees a session.
    Token,
}

impl Audience {
    /// Whether it would be open to them, had they set up the second step that their role asks for.
    fn wants_second(self, user: &User) -> bool {
        let least = match self {
            Self::Moderator => Role::Moderator,
            Self::Admin => Role::Admin,
            Self::Anyone | Self::SignedIn | Self::Development | Self::Token => return false,
        };
        user.owes_second && user.role >= least
    }

    /// Whether it is open to this person, who is signed in.
    fn takes(self, user: &User) -> bool {
        match self {
            Self::Moderator => user.must_moderate().is_ok(),
            Self::Admin => user.must_administer().is_ok(),
            Self::Anyone | Self::SignedIn | Self::Development | Self::Token => true,
        }
    }
}

/// Method, path as it is registered, audience.
pub type Row = (Method, String, Audience);

/// What the guard stands on.
#[derive(Clone, Debug)]
pub struct Gate {
    pub rows: Arc<[Row]>,
    /// For the page that says that something is not open.
    pub options: LeptosOptions,
}

/// In the context of a page that is not open to whoever asks: it says so instead.
#[derive(Clone, Copy)]
pub(super) struct NotOpen;

/// All that is open to somebody who is about to leave: staying, signing out, and what is no page.
const WHILE_LEAVING: [&str; 7] = ["/leaving", "/signout", "/theme", "/healthz", "/readyz", "/metrics", "/violations"];

/// Lets a request through if its row says so.
pub async fn guard(State(Gate { rows, options }): State<Gate>, request: HttpRequest, next: Next) -> Response {
    let Some(path) = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()) else {
        return next.run(request).await;
    };
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let audience = rows.iter().find(|(m, p, _)| m == method && *p == path).map(|(_, _, audience)| *audience);
    let caller = request.extensions().get::<Caller>().and_then(|caller| caller.0.clone());
    let development = request.extensions().get::<Setting>().is_some_and(|setting| setting.development);
    let leaves = caller.as_ref().is_some_and(|user| user.leaves_at.is_some());
    if leaves && !WHILE_LEAVING.contains(&path.as_str()) {
        let choose = LocalPath::or_home(Some("/leaving")).see_other();
        return if path.starts_with("/fn/") { StatusCode::FORBIDDEN.into_response() } else { choose };
    }
    match audience {
        Some(Audience::Anyone | Audience::Token) => next.run(request).await,
        Some(Audience::Development) if development => next.run(request).await,
        Some(Audience::Development) => StatusCode::NOT_FOUND.into_response(),
        Some(audience) => match caller {
            Some(user) if audience.takes(&user) => next.run(request).await,
            Some(user) if audience.wants_second(&user) && !path.starts_with("/fn/") => {
                LocalPath::or_home(Some(SET_UP_SECOND)).see_other()
            }
            Some(user) => {
                tracing::info!(person = %user.id, %method, %path, "refused: not open to them");
                if path.starts_with("/fn/") {
                    return StatusCode::FORBIDDEN.into_response();
                }
                again::render(options, request.into_parts().0, || provide_context(NotOpen)).await
            }
            None if path.starts_with("/fn/") => StatusCode::UNAUTHORIZED.into_response(),
            None => sign_in_first(&LocalPath::of_request(request.method(), request.uri())),
        },
        None if rows.iter().any(|(_, p, _)| *p == path) => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        None => {
            tracing::error!(%path, %method, "refused: no audience row");
            StatusCode::FORBIDDEN.into_response()
        }
    }
}
