//! A form posts to its page's own URL. It either leads somewhere, or the same page is shown again with what was typed
//! and what was wrong.

use axum::{
    Extension,
    body::Body,
    extract::{RawPathParams, State},
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use contract::{AppError, Pairs};
use futures::StreamExt;
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;

use super::{Failure, LocalPath, Request, Setting, answer, caught, pairs, sign_in_first};
use crate::{said::Said, shell::shell, ui::Submitted};

/// The largest form, in KiB.
const LIMIT_KIB: usize = 64;
/// Never handed back to the page.
const SECRETS: [&str; 2] = ["password", "key"];

/// What a form led to.
#[derive(Debug)]
pub struct Done {
    to: LocalPath,
    said: Option<Said>,
    theme: Option<&'static str>,
}

impl Done {
    /// On to a page of ours; anything else leads home.
    pub fn to(path: impl AsRef<str>) -> Self {
        Self { to: LocalPath::or_home(Some(path.as_ref())), said: None, theme: None }
    }

    /// With a line about what has just been done.
    #[must_use]
    pub fn saying(self, said: Said) -> Self {
        Self { said: Some(said), ..self }
    }

    /// With a theme to remember for a year; anything but light and dark is the system's own.
    #[must_use]
    pub fn theme(self, name: &str) -> Self {
        let theme = match name {
            "light" => "light",
            "dark" => "dark",
            _ => "system",
        };
        Self { theme: Some(theme), ..self }
    }
}

/// The handler of a page's form.
pub fn form<F>(act: fn(Request, Pairs) -> F) -> MethodRouter<LeptosOptions>
where
    F: Future<Output = Result<Done, Failure>> + Send + 'static,
{
    post(
        move |State(options): State<LeptosOptions>,
              Extension(super::RequestId(id)): Extension<super::RequestId>,
              Extension(setting): Extension<Setting>,
              path: RawPathParams,
              http: axum::extract::Request| async move {
            let (parts, body) = http.into_parts();
            let params = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let sent = match read(&parts, body).await {
                Ok(sent) => sent,
                Err(error) => return refuse(options, parts, Pairs::new(), error).await,
            };
            let outcome = match Request::of(&parts, params) {
                Ok(request) => caught(act(request, sent.clone())).await,
                Err(failure) => Err(failure),
            };
            match outcome {
                Ok(done) => lead_on(&done, setting),
                Err(failure) => refuse(options, parts, sent, answer(failure, &id)).await,
            }
        },
    )
}

async fn read(parts: &Parts, body: Body) -> Result<Pairs, AppError> {
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let bytes = bytes(body).await.ok_or(AppError::TooLarge { limit_kib: LIMIT_KIB })?;
    // Anything but a form is read as an empty one: every field is missing.
    Ok(if kind.starts_with("application/x-www-form-urlencoded") { pairs(&bytes) } else { Pairs::new() })
}

/// `None` if there are too many. The rest is read all the same, up to the server's own limit: a browser that is still
/// sending would not see the answer.
async fn bytes(body: Body) -> Option<Vec<u8>> {
    let mut chunks = body.into_data_stream();
    let mut kept = Some(Vec::new());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.ok()?;
        kept = kept.filter(|kept| kept.len() + chunk.len() <= LIMIT_KIB * 1024);
        if let Some(kept) = &mut kept {
            kept.extend_from_slice(&chunk);
        }
    }
    kept
}

fn lead_on(done: &Done, setting: Setting) -> Response {
    let mut response = done.to.see_other();
    let said = done.said.and_then(|said| setting.say_next(said));
    let theme = done.theme.and_then(|theme| setting.keep_theme(theme));
    for cookie in [said, theme].into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn refuse(options: LeptosOptions, parts: Parts, sent: Pairs, error: AppError) -> Response {
    if error == AppError::SignedOut {
        return sign_in_first(&LocalPath::of_request(&parts.method, &parts.uri));
    }
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let submitted = submitted(sent, &error);
    let retry_after = match &error {
        AppError::TooMany { retry_after } => Some(*retry_after),
        AppError::Unavailable => Some(5),
        _ => None,
    };
    let refusal = Refused(error);
    let render = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(submitted.clone());
            provide_context(refusal.clone());
        },
        move || shell(options.clone()),
    );
    let mut response = render(http::Request::from_parts(parts, Body::empty())).await.into_response();
    // A page that is not there (404) says so itself; otherwise the refusal decides.
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Why the form of the page that is being rendered was refused, for pages that offer a way on.
#[derive(Clone, Debug)]
pub struct Refused(pub AppError);

fn submitted(sent: Pairs, error: &AppError) -> Submitted {
    let (fields, banner) = match error {
        AppError::Invalid { fields } => {
            (fields.iter().map(|f| (f.field.clone(), f.problem.to_string())).collect(), None)
        }
        other => (Vec::new(), Some(other.to_string())),
    };
    let pairs = sent.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())).collect();
    Submitted { pairs, fields, banner }
}
