use std::net::{IpAddr, SocketAddr};

use app::request::ClientAddress;
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Ctx, accounts::Visitor, ports::Limit};
use http::{StatusCode, header};

/// Whether a proxy of ours stands in front.
#[derive(Clone, Copy, Debug)]
pub struct Trust {
    pub proxy: bool,
}

/// Finds out where a request comes from. What a client says of itself is believed only behind our own proxy, which
/// adds the address it saw at the end.
pub async fn address(State(trust): State<Trust>, mut request: Request, next: Next) -> Response {
    let direct = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = if trust.proxy { forwarded(&request).or(direct) } else { direct };
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

fn forwarded(request: &Request) -> Option<IpAddr> {
    let header = request.headers().get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    header.rsplit(',').next()?.trim().parse().ok()
}

/// Searching is the one costly thing that anyone may do without end.
pub async fn limit_searches(State(ctx): State<Ctx>, request: Request, next: Next) -> Response {
    let searches = request.uri().path() == "/tutors" && request.uri().query().is_some();
    if searches {
        let address = request.extensions().get::<ClientAddress>().and_then(|address| address.0);
        if let Err(seconds) = ctx.limits.take(Limit::SearchByAddress, &Visitor { address }.source()) {
            let words = "Too many searches at once. Please wait a moment, then load the page again.";
            return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())], words)
                .into_response();
        }
    }
    next.run(request).await
}

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
