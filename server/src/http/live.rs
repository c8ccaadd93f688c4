//! Keeps open pages up to date by server-sent events. A page hears that something is new and asks for it like for any page,
//! so that nothing is told here that the page itself would not show.

use std::{convert::Infallible, time::Duration};

use app::request::{Caller, ClientAddress};
use axum::{
    Extension,
    extract::{Path, Query},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{MethodRouter, get},
};
use contract::SubmissionId;
use domain::{
    Ctx,
    accounts::User,
    live::{Reader, Word},
    ranking,
    reviews::{self, OpenPage},
};
use futures::stream;
use http::StatusCode;
use leptos::prelude::LeptosOptions;
use serde::Deserialize;

use super::{streams::Streams, while_signed_in::while_signed_in};

/// How often a page says that it is still open.
const STILL_HERE: Duration = Duration::from_secs(15);

pub fn submission() -> MethodRouter<LeptosOptions> {
    get(follow)
}

/// Boards are the same for everybody, and open to everybody.
pub fn boards() -> MethodRouter<LeptosOptions> {
    get(follow_boards)
}

async fn follow_boards(
    Extension(ctx): Extension<Ctx>,
    Extension(Caller(user)): Extension<Caller>,
    Extension(streams): Extension<Streams>,
    Extension(address): Extension<ClientAddress>,
) -> Response {
    let seat = match streams.take(user.as_ref(), address) {
        Ok(seat) => seat,
        Err(full) => return full.into_response(),
    };
    metrics::counter!("live_pages_total").increment(1);
    let events = stream::unfold(ctx.live.reader(ranking::boards::TOPIC), |mut reader| async move {
        reader.next().await?;
        // An event without data is none to a browser.
        Some((Ok::<_, Infallible>(Event::default().event("changed").data("boards")), reader))
    });
    Sse::new(seat.keep(events)).keep_alive(KeepAlive::default()).into_response()
}

#[derive(Deserialize)]
struct Asked {
    link: Option<String>,
}

async fn follow(
    Extension(ctx): Extension<Ctx>,
    Extension(Caller(user)): Extension<Caller>,
    Extension(streams): Extension<Streams>,
    Extension(address): Extension<ClientAddress>,
    Path(id): Path<SubmissionId>,
    Query(Asked { link }): Query<Asked>,
) -> Response {
    match reviews::page(&ctx, user.as_ref(), id, link.as_deref()).await {
        Ok(Some(_)) => {}
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::warn!(%error, "a page cannot be followed");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    }
    let seat = match streams.take(user.as_ref(), address) {
        Ok(seat) => seat,
        Err(full) => return full.into_response(),
    };
    metrics::counter!("live_pages_total").increment(1);
    let page = Page::open(ctx.clone(), user.clone(), id, link);
    let events = stream::unfold(page, |mut page| async move { Some((Ok::<_, Infallible>(page.next().await?), page)) });
    let events = while_signed_in(&ctx, user.as_ref(), events);
    Sse::new(seat.keep(events)).keep_alive(KeepAlive::default()).into_response()
}

/// An open page, until it is dropped.
struct Page {
    ctx: Ctx,
    user: Option<User>,
    id: SubmissionId,
    link: Option<String>,
    reader: Reader,
    open: Option<OpenPage>,
    still_here: tokio::time::Interval,
}

impl Page {
    fn open(ctx: Ctx, user: Option<User>, id: SubmissionId, link: Option<String>) -> Self {
        let open = user.as_ref().map(|user| OpenPage { page: ctx.id(), submission: id, person: user.id });
        let reader = ctx.live.reader(reviews::topic(id));
        Self { ctx, user, id, link, reader, open, still_here: tokio::time::interval(STILL_HERE) }
    }

    /// The next thing to tell. `None` ends the stream: the process stops, or the page is not for this person any more.
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                word = self.reader.next() => return self.tell(&word?).await,
                _ = self.still_here.tick() => {
                    if let (Some(user), Some(open)) = (&self.user, self.open)
                        && let Err(error) = reviews::here(&self.ctx, user, open).await
                    {
                        tracing::debug!(%error, "who is here cannot be told");
                    }
                }
            }
        }
    }

    async fn tell(&self, word: &Word) -> Option<Event> {
        let page = reviews::page(&self.ctx, self.user.as_ref(), self.id, self.link.as_deref()).await.ok()??;
        let others = match &self.user {
            Some(me) => reviews::others(&self.ctx, me.id, &page).await.ok()?,
            None => Vec::new(),
        };
        let name = match word {
            Word::Changed(topic) if topic.ends_with("/present") => "present",
            _ => "changed",
        };
        Event::default().event(name).json_data(others).ok()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(open) = self.open {
            let ctx = self.ctx.clone();
            tokio::spawn(async move { reviews::gone(&ctx, open).await });
        }
    }
}
