//! A form posts to its page's own URL. It either leads somewhere, or the same page is shown again with what was typed
//! and what was wrong.

use axum::{
    Extension,
    extract::{RawPathParams, State},
    response::Response,
    routing::{MethodRouter, post},
};
use contract::{AppError, Pairs};
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;

use super::{Failure, LocalPath, Request, Setting, again, answer, caught, confirm, sent::Sent, sign_in_first};
use crate::{said::Said, ui::Submitted};

/// The largest form, in KiB, unless it says otherwise.
const LIMIT_KIB: usize = 64;
/// Never handed back to the page.
const SECRETS: [&str; 6] = ["password", "current_password", "second_code", "key", confirm::FIELD, confirm::CODE];

/// What a form led to.
#[derive(Debug)]
pub struct Done {
    way: Way,
    said: Option<Said>,
    theme: Option<&'static str>,
    leaves: bool,
}

#[derive(Debug)]
enum Way {
    To(LocalPath),
    /// The form's own page, in the answer to the form itself.
    Here(again::Shown),
}

impl Done {
    /// On to a page of ours; anything else leads home.
    pub fn to(path: impl AsRef<str>) -> Self {
        Self { way: Way::To(LocalPath::or_home(Some(path.as_ref()))), said: None, theme: None, leaves: false }
    }

    /// The form's page once more with this in its context: what may stand in no address and no cookie, such as a fresh
    /// token, or what was typed so far.
    pub fn here<T: Clone + Send + Sync + 'static>(shown: T) -> Self {
        Self { way: Way::Here(again::Shown::new(shown)), said: None, theme: None, leaves: false }
    }

    /// With a line about what has just been done.
    #[must_use]
    pub fn saying(self, said: Said) -> Self {
        Self { said: Some(said), ..self }
    }

    /// Somebody has signed out: the browser forgets what it keeps of our pages, for whoever sits there next.
    #[must_use]
    pub fn leaving(self) -> Self {
        Self { leaves: true, ..self }
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

/// The handler of a page's form, and how much it takes.
pub struct Handler {
    pub limit_kib: usize,
    pub route: MethodRouter<LeptosOptions>,
}

/// The handler of an ordinary form.
pub fn form<F>(act: fn(Request, Pairs) -> F) -> Handler
where
    F: Future<Output = Result<Done, Failure>> + Send + 'static,
{
    form_up_to(LIMIT_KIB, act)
}

/// The handler of a form that carries files: they are the request's [`uploads`](Request::uploads).
pub fn form_up_to<F>(limit_kib: usize, act: fn(Request, Pairs) -> F) -> Handler
where
    F: Future<Output = Result<Done, Failure>> + Send + 'static,
{
    let route = post(
        move |State(options): State<LeptosOptions>,
              Extension(super::RequestId(id)): Extension<super::RequestId>,
              Extension(setting): Extension<Setting>,
              path: RawPathParams,
              http: axum::extract::Request| async move {
            let (parts, body) = http.into_parts();
            let params = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let Sent { pairs, uploads } = match Sent::read(&parts.headers, body, limit_kib).await {
                Ok(sent) => sent,
                Err(error) => return refuse(options, parts, Pairs::new(), error).await,
            };
            let outcome = match Request::of(&parts, params) {
                Ok(request) => {
                    let sent = pairs.clone();
                    caught(async move {
                        let (request, pairs) = confirm::confirmed(request.with_uploads(uploads), sent).await?;
                        act(request, pairs).await
                    })
                    .await
                }
                Err(failure) => Err(failure),
            };
            match outcome {
                Ok(done) => lead_on(options, parts, setting, done).await,
                Err(failure) => refuse(options, parts, pairs, answer(failure, &id)).await,
            }
        },
    );
    Handler { limit_kib, route }
}

async fn lead_on(options: LeptosOptions, parts: Parts, setting: Setting, done: Done) -> Response {
    let mut response = match done.way {
        Way::To(path) => path.see_other(),
        Way::Here(shown) => again::render(options, parts, move || shown.provide()).await,
    };
    let said = done.said.and_then(|said| setting.say_next(said));
    let theme = done.theme.and_then(|theme| setting.keep_theme(theme));
    if done.leaves {
        response.headers_mut().insert("clear-site-data", HeaderValue::from_static(r#""cache", "storage""#));
    }
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
    let waiting = confirm::Waiting::of(&sent, &error);
    let submitted = submitted(sent, &error);
    let retry_after = error.retry_after();
    let refusal = Refused(error);
    let provide = move || {
        provide_context(submitted.clone());
        provide_context(refusal.clone());
        if let Some(waiting) = waiting.clone() {
            provide_context(waiting);
        }
    };
    let mut response = again::render(options, parts, provide).await;
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
    Submitted { pairs: without_secrets(sent), fields, banner }
}

/// What was typed, for a page that is shown once more though nothing was wrong: a form that grows by a field.
pub fn typed(sent: Pairs) -> Submitted {
    Submitted { pairs: without_secrets(sent), ..Submitted::default() }
}

fn without_secrets(sent: Pairs) -> Pairs {
    sent.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str())).collect()
}
