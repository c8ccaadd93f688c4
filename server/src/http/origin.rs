//! Unsafe requests come from our own pages or from no page at all. Checked before everything else.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};

/// Our own origin, as browsers write it.
#[derive(Clone, Debug)]
pub struct Home(String);

impl Home {
    pub fn new(public_url: &str) -> Self {
        Self(public_url.trim_end_matches('/').to_owned())
    }

    fn may_change_things(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        match text("sec-fetch-site") {
            Some("same-origin" | "none") => true,
            _ => text(header::ORIGIN.as_str()) == Some(&self.0),
        }
    }
}

pub async fn check(State(home): State<Home>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || home.may_change_things(request.headers()) {
        return next.run(request).await;
    }
    metrics::counter!("http_cross_site_refused_total").increment(1);
    tracing::info!("a request from another site was refused");
    let words = "This was sent from another site, so nothing was done. Please use the page itself.\n";
    (StatusCode::FORBIDDEN, words).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_and_the_address_bar() {
        let home = Home::new("https://tutors.example.org");
        let may = |pairs: &[(&'static str, &'static str)]| {
            let headers = pairs.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect();
            home.may_change_things(&headers)
        };
        assert!(may(&[("sec-fetch-site", "same-origin")]));
        assert!(may(&[("sec-fetch-site", "none")]));
        assert!(may(&[("origin", "https://tutors.example.org")]));
        assert!(!may(&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]));
        assert!(!may(&[("sec-fetch-site", "same-site"), ("origin", "https://blog.example.org")]));
        assert!(!may(&[("origin", "null")]));
        assert!(!may(&[]), "no headers at all");
    }
}
