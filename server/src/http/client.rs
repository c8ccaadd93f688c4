use std::net::{IpAddr, SocketAddr};

use app::request::ClientAddress;
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};

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

#[cfg(test)]
#[path = "client_tests.rs"]
mod tests;
