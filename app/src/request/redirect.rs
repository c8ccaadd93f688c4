//! The one way to send somebody elsewhere: to a path of our own.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode, Uri, header};

/// A path on this site: one leading slash, no second one, no backslash, no control bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalPath(String);

impl LocalPath {
    /// `None` for anything that could lead off this site.
    pub fn parse(text: &str) -> Option<Self> {
        let local = text.starts_with('/')
            && !text.starts_with("//")
            && !text.contains('\\')
            && text.bytes().all(|byte| (0x21..0x7f).contains(&byte))
            && text.len() <= 1_000;
        local.then(|| Self(text.to_owned()))
    }

    /// Where somebody wants to go, else `/`.
    pub fn or_home(text: Option<&str>) -> Self {
        text.and_then(Self::parse).unwrap_or_else(|| Self("/".into()))
    }

    /// Where to come back to after signing in: the page itself; for a form its page.
    pub fn of_request(method: &Method, uri: &Uri) -> Self {
        let wanted = if *method == Method::GET {
            uri.path_and_query().map(http::uri::PathAndQuery::as_str)
        } else {
            Some(uri.path())
        };
        Self::or_home(wanted)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A 303: the browser goes there with a GET.
    pub fn see_other(&self) -> Response {
        let mut response = StatusCode::SEE_OTHER.into_response();
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            response.headers_mut().insert(header::LOCATION, value);
        }
        response
    }
}

/// To the sign-in page, and back afterwards.
pub fn sign_in_first(back: &LocalPath) -> Response {
    let next: String = form_urlencoded::byte_serialize(back.as_str().as_bytes()).collect();
    LocalPath::or_home(Some(&format!("/signin?next={next}"))).see_other()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths() {
        for good in ["/", "/tutors?q=a%20b", "/bookings/1#x"] {
            assert!(LocalPath::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "tutors",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/ä",
            "/a b",
        ] {
            assert!(LocalPath::parse(bad).is_none(), "{bad:?}");
        }
    }
}
