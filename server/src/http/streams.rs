//! Connections that stay open to tell a page what is new: so many for one person, or for one household of visitors.

use app::request::ClientAddress;
use axum::response::{IntoResponse, Response};
use contract::UserId;
use domain::accounts::{User, Visitor};
use futures::{Stream, StreamExt};
use http::{StatusCode, header};

use super::open::{Open, Place};

/// Pages of one person that are open at a time, on all devices.
const OF_PERSON: usize = 24;
/// Pages of visitors from one address.
const OF_ADDRESS: usize = 48;
/// Seconds after which a page may ask again.
const AGAIN: u32 = 30;

/// All that are open. Clones are one.
#[derive(Clone, Debug, Default)]
pub struct Streams(Open<Reader>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Reader {
    Person(UserId),
    Visitor(String),
}

/// A page that may stay open.
pub struct Seat(Place<Reader>);

impl Streams {
    /// # Errors
    /// To be answered to whoever has as many open as they may.
    pub fn take(&self, user: Option<&User>, address: ClientAddress) -> Result<Seat, TooMany> {
        let (reader, most) = match user {
            Some(user) => (Reader::Person(user.id), OF_PERSON),
            None => (Reader::Visitor(Visitor { address: address.0 }.source()), OF_ADDRESS),
        };
        self.0.take(reader, most).map(Seat).ok_or(TooMany)
    }
}

impl Seat {
    /// Keeps the place for as long as the stream is there.
    pub fn keep<S: Stream>(self, stream: S) -> impl Stream<Item = S::Item> + use<S> {
        stream.inspect(move |_| _ = &self.0)
    }
}

/// Somebody has as many open as they may.
#[derive(Debug)]
pub struct TooMany;

impl IntoResponse for TooMany {
    fn into_response(self) -> Response {
        metrics::counter!("http_streams_refused_total").increment(1);
        let again = [(header::RETRY_AFTER, AGAIN.to_string())];
        (StatusCode::TOO_MANY_REQUESTS, again, "Too many pages are open.").into_response()
    }
}
