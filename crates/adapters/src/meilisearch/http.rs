//! The SDK's HTTP client on the one version of reqwest that we have.

use std::time::Duration;

use async_trait::async_trait;
use domain::ports::BesideError;
use futures::{AsyncRead, AsyncReadExt};
use meilisearch_sdk::{
    errors::Error,
    request::{HttpClient, Method, parse_response},
};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::{Serialize, de::DeserializeOwned};

/// Somebody waits for a search; nobody for the rest.
const SEARCH: Duration = Duration::from_millis(800);
const OTHERWISE: Duration = Duration::from_secs(15);

#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

impl Http {
    pub(super) fn new(key: Option<&str>) -> Result<Self, BesideError> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            let mut value = HeaderValue::from_str(&format!("Bearer {key}"))
                .map_err(|_| BesideError::Refused("MEILI_KEY holds what no header can carry".into()))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let client = reqwest::Client::builder()
            .default_headers(headers)
            .connect_timeout(SEARCH)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| BesideError::Refused(error.to_string()))?;
        Ok(Self(client))
    }
}

#[async_trait]
impl HttpClient for Http {
    async fn stream_request<
        Query: Serialize + Send + Sync,
        Body: AsyncRead + Send + Sync + 'static,
        Output: DeserializeOwned + 'static,
    >(
        &self,
        url: &str,
        method: Method<Query, Body>,
        content_type: &str,
        expected_status_code: u16,
    ) -> Result<Output, Error> {
        let url = format!("{url}{}", yaup::to_string(method.query())?);
        let limit = if url.ends_with("/search") { SEARCH } else { OTHERWISE };
        let mut request = self.0.request(verb(&method), &url).timeout(limit);
        if let Some(body) = method.into_body() {
            let (mut bytes, mut body) = (Vec::new(), std::pin::pin!(body));
            body.read_to_end(&mut bytes).await.map_err(|error| Error::Other(Box::new(error)))?;
            request = request.header(CONTENT_TYPE, content_type).body(bytes);
        }
        let response = request.send().await.map_err(other)?;
        let status = response.status().as_u16();
        let text = response.text().await.map_err(other)?;
        let text = if text.is_empty() { "null" } else { &text };
        parse_response(status, expected_status_code, text, url)
    }
}

fn verb<Q, B>(method: &Method<Q, B>) -> reqwest::Method {
    match method {
        Method::Get { .. } => reqwest::Method::GET,
        Method::Post { .. } => reqwest::Method::POST,
        Method::Patch { .. } => reqwest::Method::PATCH,
        Method::Put { .. } => reqwest::Method::PUT,
        Method::Delete { .. } => reqwest::Method::DELETE,
    }
}

fn other(error: reqwest::Error) -> Error {
    Error::Other(Box::new(error.without_url()))
}
