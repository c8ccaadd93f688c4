use app::request::{Reply, Setting};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::violations::PATH;

/// Headers of every response.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self)",
    ),
];
/// For all that is no page.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const TWO_YEARS: &str = "max-age=63072000; includeSubDomains";

pub async fn headers(State(setting): State<Setting>, mut request: Request, next: Next) -> Response {
    let caching = caching(request.uri().path(), request.uri().query());
    let reply = Reply::default();
    request.extensions_mut().insert(reply.clone());
    let mut response = next.run(request).await;
    let head = reply.head();
    if let Some(status) = head.status.and_then(|status| StatusCode::from_u16(status).ok()) {
        *response.status_mut() = status;
    }
    let fine = response.status().is_success();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, head.nonce.as_deref().and_then(policy).unwrap_or(NO_PAGE));
    if let Some(location) = head.location.as_deref().and_then(|path| HeaderValue::from_str(path).ok()) {
        headers.insert(header::LOCATION, location);
    }
    if let Some(cookie) = head.said.then(|| setting.forget_said()).flatten() {
        headers.append(header::SET_COOKIE, cookie);
    }
    if let Some(cookie) = head.device.as_deref().and_then(|device| setting.keep_device(device)) {
        headers.append(header::SET_COOKIE, cookie);
    }
    if let Some(cookie) = head.half.as_deref().and_then(|half| setting.keep_half(half)) {
        headers.append(header::SET_COOKIE, cookie);
    }
    if let Some(seconds) = head.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if setting.secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TWO_YEARS));
    }
    if let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(with_charset) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    // Pages hold a nonce and, often, somebody's own things.
    let caching = if fine { caching } else { "no-store" };
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(caching));
    response
}

/// Scripts of a page run only with this response's nonce, or when such a script loads them.
fn policy(nonce: &str) -> Option<HeaderValue> {
    let policy = format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'; report-uri {PATH}"
    );
    HeaderValue::from_str(&policy).ok()
}

/// All our text is UTF-8; files of the site are sent without saying so.
fn with_charset(kind: &HeaderValue) -> Option<HeaderValue> {
    let kind = kind.to_str().ok().filter(|kind| !kind.contains("charset="))?;
    let is_text = kind.starts_with("text/") || kind.ends_with("javascript") || kind.ends_with("+xml");
    is_text.then(|| HeaderValue::from_str(&format!("{kind}; charset=utf-8")).ok()).flatten()
}

/// Files whose name changes with their content are kept for good.
fn caching(path: &str, query: Option<&str>) -> &'static str {
    let versioned = path.starts_with("/pkg/")
        || (path.rsplit('.').next() == Some("js") && query.is_some_and(|q| q.starts_with("v=")));
    if versioned {
        "public, max-age=31536000, immutable"
    } else if path.starts_with("/fonts/") || path.starts_with("/favicon") {
        "public, max-age=604800"
    } else {
        "no-store"
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::{caching, with_charset};

    #[test]
    fn text_says_that_it_is_utf_8_and_nothing_else_does() {
        let said = |kind: &'static str| with_charset(&HeaderValue::from_static(kind));
        for kind in ["text/javascript", "text/css", "application/javascript", "image/svg+xml"] {
            assert_eq!(said(kind).unwrap().to_str().unwrap(), format!("{kind}; charset=utf-8"));
        }
        for kind in ["text/html; charset=utf-8", "font/woff2", "application/wasm", "application/json", "image/png"] {
            assert_eq!(said(kind), None, "{kind}");
        }
    }

    #[test]
    fn only_what_changes_its_name_is_kept_for_good() {
        assert!(caching("/pkg/tutorforge.abc.css", None).contains("immutable"));
        assert!(caching("/app.js", Some("v=1")).contains("immutable"));
        assert!(caching("/upload.js", Some("v=1")).contains("immutable"));
        assert_eq!(caching("/upload.js", Some("w=1")), "no-store");
        assert_eq!(caching("/app.js", None), "no-store");
        assert_eq!(caching("/bookings", None), "no-store");
    }
}
