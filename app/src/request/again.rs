use std::{fmt, sync::Arc};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::request::Parts;
use leptos::prelude::*;

use crate::shell::shell;

/// Something that the page of a form finds in its context when it answers that form.
#[derive(Clone)]
pub(super) struct Shown(Arc<dyn Fn() + Send + Sync>);

impl Shown {
    pub(super) fn new<T: Clone + Send + Sync + 'static>(value: T) -> Self {
        Self(Arc::new(move || provide_context(value.clone())))
    }

    pub(super) fn provide(&self) {
        (self.0)();
    }
}

impl fmt::Debug for Shown {
    /// Never its content: it may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

/// Renders the page of a form as the answer to it, with more in its context.
pub(super) async fn render(
    options: LeptosOptions,
    parts: Parts,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let render = leptos_axum::render_app_async_with_context(provide, move || shell(options.clone()));
    render(http::Request::from_parts(parts, Body::empty())).await.into_response()
}
