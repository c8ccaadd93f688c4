use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::request::Parts;
use leptos::prelude::use_context;

/// What the page that is being rendered has to say in the response's head. The outermost layer puts one beside every
/// request and reads it when the page is done. Leptos' own `ResponseOptions` hang on whatever page a thread renders, and
/// were seen to cross from one request to another (5 of 180 pages without their policy), so nothing relies on them.
#[derive(Clone, Debug, Default)]
pub struct Reply(Arc<Mutex<Head>>);

/// The head of the response, as far as a page decides it.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Of the page's scripts; only a rendered page has one.
    pub nonce: Option<String>,
    /// Where it is not 200.
    pub status: Option<u16>,
    /// Where the page is instead.
    pub location: Option<String>,
    /// The line about what was done has been shown.
    pub said: bool,
    /// In how many seconds it may be tried again.
    pub retry_after: Option<u32>,
    /// What the cookie of this device is to hold: its owner has shown who they are.
    pub device: Option<String>,
    /// What the cookie of the first step is to hold; empty: it is over.
    pub half: Option<String>,
}

impl Reply {
    /// What was said until now.
    pub fn head(&self) -> Head {
        self.lock().clone()
    }

    /// The reply to the request that is being answered; outside of one, words that nobody hears.
    pub(crate) fn current() -> Self {
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<Self>().cloned()).unwrap_or_default()
    }

    pub(crate) fn say(&self, words: impl FnOnce(&mut Head)) {
        words(&mut self.lock());
    }

    fn lock(&self) -> MutexGuard<'_, Head> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
