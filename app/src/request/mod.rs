//! Who is asking, what they sent and how they are answered: the only place that touches leptos_axum and sessions.
//! Pages get a [`Request`], forms a [`Request`] and their pairs; neither sees HTTP.

mod again;
mod audience;
mod caller;
mod confirm;
mod cookies;
mod failure;
mod forms;
mod functions;
mod leave;
mod moved;
mod redirect;
mod reply;
mod screen;
mod sent;

use std::{net::IpAddr, sync::Arc};

use axum::http::{header, request::Parts};
use chrono_tz::Tz;
use contract::{AppError, CommandKey, Pairs};
use domain::{
    Ctx, Origin,
    accounts::{self, Entered, Entry, User, Visitor, devices, sessions::Seat},
    when::Reader,
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use tower_sessions::Session;

pub use audience::{Audience, Gate, Row, guard};
pub use caller::{CONFIRMED, Caller, PERSON, SEAT, identify, log_as};
pub use confirm::{sudo, sudo_page};
pub(crate) use failure::caught;
pub use failure::{Failure, answer};
pub use forms::{Done, Handler, Refused, form, form_up_to, typed};
pub use functions::function;
pub use leave::Leaving;
pub use redirect::{LocalPath, sign_in_first};
pub use reply::{Head, Reply};
pub(crate) use screen::not_found;
pub use screen::{Screen, page};
pub use sent::{Sent, Upload, whole};

use crate::said::Said;

/// Of what a browser calls itself, in bytes.
const AGENT_MAX: usize = 400;
/// Where the second step of signing in is taken.
const SECOND: &str = "/signin/second";
/// Where it is set up.
const SET_UP_SECOND: &str = "/settings/security/factors";

/// What the app has to know of how it is run.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Opens `/dev/*`.
    pub development: bool,
    /// People reach us by https.
    pub secure: bool,
}

/// The client's address as the server made it out; `None` where nobody can say.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub Option<IpAddr>);

/// The id of the request, in the log, in the response's header and on error pages.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Everything a page or a form may know of the one request that it answers.
#[derive(Clone)]
pub struct Request {
    pub ctx: Ctx,
    pub caller: Option<User>,
    pub visitor: Visitor,
    pub path: String,
    /// How times are written for the reader, and in which zone.
    pub reader: Reader,
    /// Whether the zone is the reader's own, or UTC because nobody has told us yet.
    pub zone_known: bool,
    pub theme: String,
    pub id: String,
    pub setting: Setting,
    pub said: Option<Said>,
    browser: Option<String>,
    half: Option<String>,
    session: Option<Session>,
    reply: Reply,
    params: Pairs,
    query: Pairs,
    uploads: Arc<[Upload]>,
}

impl Request {
    /// The request of the page or server function that is being run.
    pub fn current() -> Result<Self, Failure> {
        let parts = use_context::<Parts>().ok_or_else(|| Failure::broken("no request in context"))?;
        Self::of(&parts, Pairs::new())
    }

    /// The same inside the router, where the path's parameters are.
    pub fn current_page() -> Result<Self, Failure> {
        let mut request = Self::current()?;
        // Outside of every route, on the page of what is not found, there are none.
        request.params = use_context::<ArcMemo<ParamsMap>>()
            .map(|params| params.get_untracked())
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| (name.into_owned(), value))
            .collect();
        Ok(request)
    }

    /// Reads a request that the layers of the server have prepared.
    pub fn of(parts: &Parts, params: Pairs) -> Result<Self, Failure> {
        let ext = &parts.extensions;
        let ctx = ext.get::<Ctx>().cloned().ok_or_else(|| Failure::broken("no domain context"))?;
        let setting = ext.get::<Setting>().copied().ok_or_else(|| Failure::broken("no setting"))?;
        let address = ext.get::<ClientAddress>().and_then(|address| address.0);
        let id = ext.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        let device = cookies::device(setting, parts).map(Into::into);
        let ctx = ctx.called_from(Origin { address, agent: agent(parts), request: Some(id.as_str().into()), device });
        let caller = ext.get::<Caller>().cloned().unwrap_or_default().0;
        let known = caller.as_ref().map(|user| user.reader).or_else(|| cookies::zone(setting, parts).map(Reader::from));
        let reader = known.unwrap_or_else(|| Tz::UTC.into());
        Ok(Self {
            visitor: Visitor { address },
            path: parts.uri.path().to_owned(),
            reader,
            zone_known: known.is_some(),
            theme: cookies::theme(setting, parts),
            id,
            said: cookies::said(setting, parts),
            browser: cookies::browser(setting, parts),
            half: cookies::half(setting, parts),
            session: ext.get::<Session>().cloned(),
            reply: ext.get::<Reply>().cloned().unwrap_or_default(),
            query: text_of(pairs(parts.uri.query().unwrap_or_default().as_bytes())),
            ctx,
            caller,
            setting,
            params,
            uploads: Arc::default(),
        })
    }

    fn with_uploads(self, uploads: Vec<Upload>) -> Self {
        Self { uploads: uploads.into(), ..self }
    }

    /// The one who is signed in.
    pub fn user(&self) -> Result<&User, AppError> {
        self.caller.as_ref().ok_or(AppError::SignedOut)
    }

    /// A part of the path, such as `handle` of `/tutors/{handle}`.
    pub fn param(&self, name: &str) -> Result<&str, AppError> {
        let part = value_of(&self.params, name).filter(|part| !part.chars().any(char::is_control));
        part.ok_or(AppError::NotFound)
    }

    /// A part of the path that is an id; anything else is a page that does not exist.
    pub fn id_param<T: std::str::FromStr>(&self, name: &str) -> Result<T, AppError> {
        self.param(name)?.parse().map_err(|_| AppError::NotFound)
    }

    /// The first value of that name after the `?`.
    pub fn query(&self, name: &str) -> Option<&str> {
        value_of(&self.query, name)
    }

    /// All pairs after the `?`.
    pub fn queries(&self) -> &Pairs {
        &self.query
    }

    /// What a browser is known by that was sent to a provider.
    pub fn browser(&self) -> Option<&str> {
        self.browser.as_deref()
    }

    /// What somebody is known by who has taken the first step of signing in.
    pub fn half(&self) -> Option<&str> {
        self.half.as_deref()
    }

    /// The files that came with the form.
    pub fn uploads(&self) -> &[Upload] {
        &self.uploads
    }

    /// A fresh key for a form.
    pub fn key(&self) -> String {
        CommandKey(self.ctx.id()).to_string()
    }

    /// Has the device hold this in its cookie.
    pub fn knows_device(&self, device: String) {
        self.reply.say(|head| head.device = Some(device));
    }

    /// Lets in whoever has shown all that they have to, and has anybody else take the second step. Answers where to go.
    pub async fn enter(&self, entry: Entry, next: &str) -> Result<LocalPath, Failure> {
        match entry {
            Entry::In(entered) => {
                self.let_in(&entered).await?;
                Ok(LocalPath::or_home(Some(if entered.owes_second { SET_UP_SECOND } else { next })))
            }
            Entry::Half(secret) => {
                self.reply.say(|head| head.half = Some(secret));
                Ok(LocalPath::or_home(Some(SECOND)))
            }
        }
    }

    /// Lets somebody in: a new session with a new id, so that one planted before is worth nothing, and with nothing of
    /// what another had. Their device is known from now on.
    pub async fn let_in(&self, user: &Entered) -> Result<(), Failure> {
        let session = self.session.as_ref().ok_or_else(|| Failure::broken("no session"))?;
        if let Some(before) = &self.caller {
            accounts::sign_out(&self.ctx, before).await?;
        }
        session.clear().await;
        session.cycle_id().await.map_err(Failure::broken)?;
        session.insert(PERSON, user.id).await.map_err(Failure::broken)?;
        session.insert(SEAT, Seat::new(&self.ctx)).await.map_err(Failure::broken)?;
        self.knows_device(devices::remember(&self.ctx, user.id).await?);
        if user.is_fresh() {
            session.insert(CONFIRMED, self.ctx.now()).await.map_err(Failure::broken)?;
        }
        if self.half.is_some() {
            self.reply.say(|head| head.half = Some(String::new()));
        }
        Ok(())
    }

    /// Remembers in the session that they have shown just now that it is them. It has a new id from here on.
    pub async fn confirmed(self) -> Result<Self, Failure> {
        let session = self.session.as_ref().ok_or_else(|| Failure::broken("no session"))?;
        session.cycle_id().await.map_err(Failure::broken)?;
        session.insert(CONFIRMED, self.ctx.now()).await.map_err(Failure::broken)?;
        let now = self.ctx.now();
        let caller = self.caller.map(|user| match user.session.as_ref().map(|seated| seated.id) {
            Some(id) => user.in_session(id, Some(now)),
            None => user,
        });
        Ok(Self { caller, ..self })
    }

    /// Ends the session, here and in the store.
    pub async fn let_out(&self) -> Result<(), Failure> {
        accounts::sign_out(&self.ctx, self.user()?).await?;
        match &self.session {
            Some(session) => session.flush().await.map_err(Failure::broken),
            None => Ok(()),
        }
    }
}

/// What the browser calls itself, as far as it is not absurd.
fn agent(parts: &Parts) -> Option<Arc<str>> {
    let words = parts.headers.get(header::USER_AGENT)?.to_str().ok()?;
    words.get(..words.len().min(AGENT_MAX)).map(Into::into)
}

/// Reads `name=value&…`, undoing the percent signs.
pub(crate) fn pairs(bytes: &[u8]) -> Pairs {
    form_urlencoded::parse(bytes).into_owned().collect()
}

/// An address is not refused for a NUL in it, and no column holds one.
fn text_of(pairs: Pairs) -> Pairs {
    pairs.into_iter().map(|(name, value)| (name, value.replace('\0', ""))).collect()
}

/// The first value that was sent under this name.
pub(crate) fn value_of<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}
