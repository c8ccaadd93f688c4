//! What a provider publishes of itself: its addresses and its keys. Kept for an hour, and for as long as it is away.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ports::ProviderError;
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata, TokenUrl, UserInfoUrl,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::http::{Http, HttpError, chain};

const FRESH: TimeDelta = TimeDelta::hours(1);
/// Nobody is asked more often, whatever signs an answer with a key that we do not know.
const PAUSE: TimeDelta = TimeDelta::minutes(1);
/// After a failure.
const SHORT_PAUSE: TimeDelta = TimeDelta::seconds(10);

/// Beyond OpenID Connect Discovery 1.0.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct More {
    /// Whoever comes back says whom from (RFC 9207).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

pub(super) type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

#[derive(Default)]
struct Kept {
    metadata: Option<Arc<Metadata>>,
    fetched_at: DateTime<Utc>,
    failed: Option<(DateTime<Utc>, ProviderError)>,
}

/// The newest that is known. Two who need it at once ask once.
pub(super) struct Cache {
    issuer: IssuerUrl,
    kept: Mutex<Kept>,
}

impl Cache {
    pub(super) fn new(issuer: IssuerUrl) -> Self {
        Self { issuer, kept: Mutex::default() }
    }

    pub(super) async fn get(&self, http: &Http, now: DateTime<Utc>) -> Result<Arc<Metadata>, ProviderError> {
        self.at_most(http, now, FRESH).await
    }

    /// The same after an answer that was signed with an unknown key: the provider may have a new one.
    pub(super) async fn newer(&self, http: &Http, now: DateTime<Utc>) -> Result<Arc<Metadata>, ProviderError> {
        self.at_most(http, now, PAUSE).await
    }

    async fn at_most(&self, http: &Http, now: DateTime<Utc>, age: TimeDelta) -> Result<Arc<Metadata>, ProviderError> {
        let mut kept = self.kept.lock().await;
        if let Some(metadata) = kept.metadata.as_ref().filter(|_| now < kept.fetched_at + age) {
            return Ok(metadata.clone());
        }
        let failed = match &kept.failed {
            Some((at, error)) if now < *at + SHORT_PAUSE => error.clone(),
            _ => match fetch(&self.issuer, http).await {
                Ok(metadata) => {
                    let metadata = Arc::new(metadata);
                    *kept = Kept { metadata: Some(metadata.clone()), fetched_at: now, failed: None };
                    return Ok(metadata);
                }
                Err(error) => {
                    kept.failed = Some((now, error.clone()));
                    error
                }
            },
        };
        kept.metadata.clone().ok_or(failed)
    }
}

async fn fetch(issuer: &IssuerUrl, http: &Http) -> Result<Metadata, ProviderError> {
    let metadata = Metadata::discover_async(issuer.clone(), http).await.map_err(explain)?;
    let addresses = [
        Some(metadata.authorization_endpoint().url()),
        metadata.token_endpoint().map(TokenUrl::url),
        metadata.userinfo_endpoint().map(UserInfoUrl::url),
        Some(metadata.jwks_uri().url()),
    ];
    // Whoever is reached by https does not send secrets elsewhere without it.
    let scheme = issuer.url().scheme();
    let astray = addresses.into_iter().flatten().find(|address| address.scheme() != scheme);
    match astray.map(|address| format!("{address} is not by {scheme}")) {
        Some(why) => Err(ProviderError::Nonsense(why)),
        None => Ok(metadata),
    }
}

fn explain(error: DiscoveryError<HttpError>) -> ProviderError {
    match error {
        DiscoveryError::Request(error) => error.into(),
        DiscoveryError::Response(status, ..) => ProviderError::Nonsense(format!("its metadata answer {status}")),
        other => ProviderError::Nonsense(chain(&other)),
    }
}
