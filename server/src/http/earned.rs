//! What people earn, told to their open pages and drawn for the pages of others.

use std::convert::Infallible;

use app::{
    ranking::share_image,
    request::{Caller, ClientAddress, answer},
};
use axum::{
    Extension,
    extract::Path,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{MethodRouter, get},
};
use chrono::{DateTime, Utc};
use contract::UserId;
use domain::{Ctx, live::Reader, ranking, ranking::xp};
use futures::stream;
use http::{StatusCode, header};
use leptos::prelude::LeptosOptions;
use serde_json::json;

use super::{streams::Streams, while_signed_in::while_signed_in};

/// Tells an open page what its reader earns from now on.
pub fn live() -> MethodRouter<LeptosOptions> {
    get(follow)
}

/// The picture of a badge of somebody.
pub fn share() -> MethodRouter<LeptosOptions> {
    get(picture)
}

async fn follow(
    Extension(ctx): Extension<Ctx>,
    Extension(Caller(user)): Extension<Caller>,
    Extension(streams): Extension<Streams>,
    Extension(address): Extension<ClientAddress>,
) -> Response {
    // A page that is still open after signing out asks again; "no content" is how a stream says: do not.
    let Some(user) = user else { return StatusCode::NO_CONTENT.into_response() };
    let seat = match streams.take(Some(&user), address) {
        Ok(seat) => seat,
        Err(full) => return full.into_response(),
    };
    let badges = xp::news(&ctx, &user).await.map(|news| news.badges).unwrap_or_default();
    let page = Page {
        reader: ctx.live.reader(ranking::topic(user.id)),
        person: user.id,
        since: ctx.now(),
        badges,
        ctx: ctx.clone(),
    };
    let events = stream::unfold(page, |mut page| async move { Some((Ok::<_, Infallible>(page.next().await?), page)) });
    let events = while_signed_in(&ctx, Some(&user), events);
    Sse::new(seat.keep(events)).keep_alive(KeepAlive::default()).into_response()
}

struct Page {
    ctx: Ctx,
    person: UserId,
    reader: Reader,
    /// Told up to here.
    since: DateTime<Utc>,
    /// Badges to be opened, as far as told.
    badges: i64,
}

impl Page {
    /// The next thing to tell. `None` ends the stream: the process stops.
    async fn next(&mut self) -> Option<Event> {
        loop {
            self.reader.next().await?;
            let earned = xp::earned_since(&self.ctx, self.person, self.since).await.ok()?;
            let new = earned.badges > self.badges;
            (self.since, self.badges) = (earned.until.unwrap_or(self.since), earned.badges);
            let says = match (earned.points, earned.title) {
                (1.., Some(title)) => format!("+{} XP: {title}", earned.points),
                _ if new => "A badge for you".to_owned(),
                _ => continue,
            };
            let href = new.then_some("/badges");
            return Event::default().event("earned").json_data(json!({ "says": says, "href": href })).ok();
        }
    }
}

async fn picture(Extension(ctx): Extension<Ctx>, Path((slug, file)): Path<(String, String)>) -> Response {
    let Some(handle) = file.strip_suffix(".svg") else { return StatusCode::NOT_FOUND.into_response() };
    match share_image(&ctx, &slug, handle).await {
        Ok(Some(svg)) => {
            ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=300")], svg)
                .into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => {
            let error = answer(failure, "picture");
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}
