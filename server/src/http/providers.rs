//! To a provider and back: what is not a page on the way of somebody who comes in by one. A GET each, because a form could
//! not leave (see `Leaving`); what follows from coming back hangs on what only this browser has.

use app::request::{Failure, LocalPath, Request, RequestId, Setting, answer};
use axum::{
    Extension,
    extract::Path,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use contract::{AppError, Pairs};
use domain::accounts::providers::{self, Back, CameBack, Returning};
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::LeptosOptions;

/// Random letters and digits of what the browser's cookie holds.
const SECRET: usize = 48;

/// `/signin/with/{provider}?next=…`
pub fn leave() -> MethodRouter<LeptosOptions> {
    get(
        async |Extension(setting): Extension<Setting>,
               Extension(RequestId(id)): Extension<RequestId>,
               Path(provider): Path<String>,
               parts: Parts| {
            set_out(setting, &provider, &parts).await.unwrap_or_else(|missed| missed.tell(&provider, &id))
        },
    )
}

/// `/signin/back/{provider}?state=…&code=…`
pub fn back() -> MethodRouter<LeptosOptions> {
    get(
        async |Extension(setting): Extension<Setting>,
               Extension(RequestId(id)): Extension<RequestId>,
               Path(provider): Path<String>,
               parts: Parts| {
            come_back(setting, &provider, &parts).await.unwrap_or_else(|missed| missed.tell(&provider, &id))
        },
    )
}

async fn set_out(setting: Setting, provider: &str, parts: &Parts) -> Result<Response, Missed> {
    let request = Request::of(parts, Pairs::new())?;
    let next = LocalPath::or_home(request.query("next"));
    // A second way that is begun in another tab does not spoil the first.
    let browser = request.browser().map_or_else(|| request.ctx.unguessable(SECRET), str::to_owned);
    let to = providers::depart(&request.ctx, &request.visitor, &browser, provider, next.as_str()).await;
    let to = to.map_err(|why| Missed { why: why.into(), next: Some(next.as_str().to_owned()) })?;
    let to = HeaderValue::from_str(&to).map_err(Failure::broken)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)], cookie(setting, &browser)?).into_response())
}

async fn come_back(setting: Setting, provider: &str, parts: &Parts) -> Result<Response, Missed> {
    let request = Request::of(parts, Pairs::new())?;
    let who = Returning { visitor: &request.visitor, browser: request.browser(), caller: request.caller.as_ref() };
    let came = providers::come_back(&request.ctx, who, provider, Back::read(request.queries())).await;
    let came = came.map_err(|missed| Missed { why: missed.why.into(), next: missed.next })?;
    let lead_on = |to: &str| LocalPath::or_home(Some(to)).see_other();
    Ok(match came {
        CameBack::In { entry, next } => request.enter(entry, &next).await?.see_other(),
        CameBack::Unknown { browser } => (cookie(setting, &browser)?, lead_on("/signin/join")).into_response(),
        CameBack::Linked { next } => lead_on(&next),
        CameBack::Confirmed { next, waiting } => {
            request.confirmed().await?;
            lead_on(&waiting.map_or(next, |form| format!("/sudo?departure={form}")))
        }
    })
}

fn cookie(setting: Setting, browser: &str) -> Result<[(HeaderName, HeaderValue); 1], Failure> {
    let cookie = setting.keep_browser(browser).ok_or_else(|| Failure::broken("no cookie"))?;
    Ok([(header::SET_COOKIE, cookie)])
}

/// Why nobody went on, and where they wanted to go.
struct Missed {
    why: Failure,
    next: Option<String>,
}

impl From<Failure> for Missed {
    fn from(why: Failure) -> Self {
        Self { why, next: None }
    }
}

impl Missed {
    /// On to the page that says why.
    fn tell(self, provider: &str, id: &str) -> Response {
        let why = match answer(self.why, id) {
            AppError::Refused { refusal } => format!("{refusal:?}"),
            _ => String::new(),
        };
        let pairs: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("why", &why)
            .append_pair("with", provider)
            .append_pair("next", self.next.as_deref().unwrap_or("/"))
            .finish();
        LocalPath::or_home(Some(&format!("/signin/failed?{pairs}"))).see_other()
    }
}
