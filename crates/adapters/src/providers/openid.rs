use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Clock,
    ports::{Email, Provider, ProviderError, Question, Token, Vouched},
};
use openidconnect::{
    AccessToken, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError, SubjectIdentifier,
    TokenResponse, UserInfoError,
    core::{
        CoreAuthPrompt, CoreClient, CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier,
        CoreJwsSigningAlgorithm, CoreResponseType, CoreTokenResponse, CoreUserInfoClaims,
    },
};

use super::{
    BadProvider, Registration,
    http::{Http, HttpError, chain},
    metadata::{Cache, Metadata},
};

/// Signatures that are believed: those that only the provider can make.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];
/// Somebody who was asked anew has answered within this.
const ANEW: TimeDelta = TimeDelta::minutes(10);

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// A provider by OpenID Connect: authorization code with PKCE.
pub struct OpenId {
    registration: Registration,
    issuer: IssuerUrl,
    http: Http,
    published: Cache,
    clock: Clock,
}

impl OpenId {
    /// Asks for what the provider publishes when it is first needed. `clock` is real time, by which a provider dates its
    /// answers, also where ours is moved.
    ///
    /// # Panics
    /// If no TLS provider of rustls was installed.
    pub fn new(registration: Registration, issuer: &str, clock: Clock) -> Result<Self, BadProvider> {
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|_| BadProvider::Address(issuer.to_owned()))?;
        Ok(Self { registration, published: Cache::new(issuer.clone()), issuer, http: Http::new()?, clock })
    }

    fn client(&self, metadata: &Metadata, back: &str) -> Result<Client, ProviderError> {
        let id = ClientId::new(self.registration.client_id.clone());
        let secret = ClientSecret::new(self.registration.client_secret.clone());
        let back = RedirectUrl::new(back.to_owned()).map_err(nonsense)?;
        Ok(CoreClient::from_provider_metadata(metadata.clone(), id, Some(secret)).set_redirect_uri(back))
    }

    async fn exchange(
        &self,
        client: &Client,
        question: &Question,
        code: &str,
    ) -> Result<CoreTokenResponse, ProviderError> {
        let request = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(nonsense)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(question.verifier.clone()));
        request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::Request(error) => error.into(),
            RequestTokenError::ServerResponse(told) if *told.error() == CoreErrorResponseType::InvalidGrant => {
                ProviderError::Spent
            }
            other => nonsense(other),
        })
    }

    /// What an ID token says, if all of it holds. A key that is not known may be a new one.
    async fn checked(
        &self,
        client: &Client,
        token: &CoreIdToken,
        question: &Question,
    ) -> Result<CoreIdTokenClaims, ProviderError> {
        let nonce = Nonce::new(question.nonce.clone());
        let outcome = match token.claims(&self.verifier(client, question.anew), &nonce) {
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let newer = self.published.newer(&self.http, self.clock.now()).await?;
                let client = self.client(&newer, &question.back)?;
                token.claims(&self.verifier(&client, question.anew), &nonce).cloned()
            }
            outcome => outcome.cloned(),
        };
        outcome.map_err(|error| match error {
            ClaimsVerificationError::InvalidAuthTime(_) => ProviderError::NotAnew,
            other => nonsense(other),
        })
    }

    fn verifier<'a>(&self, client: &'a Client, anew: bool) -> CoreIdTokenVerifier<'a> {
        let now = self.clock.now();
        client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || now)
            .set_auth_time_verifier_fn(move |at| if anew { was_asked_anew(at, now) } else { Ok(()) })
    }

    /// What the ID token leaves out, from where the provider tells it.
    async fn more(
        &self,
        client: &Client,
        access: &AccessToken,
        subject: &SubjectIdentifier,
    ) -> Result<Option<CoreUserInfoClaims>, ProviderError> {
        let Ok(request) = client.user_info(access.clone(), Some(subject.clone())) else { return Ok(None) };
        let told: Result<CoreUserInfoClaims, UserInfoError<HttpError>> = request.request_async(&self.http).await;
        told.map(Some).map_err(|error| match error {
            UserInfoError::Request(error) => error.into(),
            other => nonsense(other),
        })
    }
}

#[async_trait]
impl Provider for OpenId {
    fn name(&self) -> &str {
        &self.registration.name
    }

    fn label(&self) -> &str {
        &self.registration.label
    }

    async fn ask(&self, question: &Question) -> Result<String, ProviderError> {
        let metadata = self.published.get(&self.http, self.clock.now()).await?;
        let client = self.client(&metadata, &question.back)?;
        let (state, nonce) = (CsrfToken::new(question.state.clone()), Nonce::new(question.nonce.clone()));
        let verifier = PkceCodeVerifier::new(question.verifier.clone());
        let request = client
            .authorize_url(AuthenticationFlow::<CoreResponseType>::AuthorizationCode, move || state, move || nonce)
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        let request = if question.anew {
            request.add_prompt(CoreAuthPrompt::Login).set_max_age(std::time::Duration::ZERO)
        } else {
            request
        };
        Ok(request.url().0.into())
    }

    async fn redeem(&self, question: &Question, token: &Token) -> Result<Vouched, ProviderError> {
        let metadata: Arc<Metadata> = self.published.get(&self.http, self.clock.now()).await?;
        let says_whom = metadata.additional_metadata().authorization_response_iss_parameter_supported;
        match &token.issuer {
            Some(issuer) if issuer != self.issuer.as_str() => {
                return Err(nonsense(format!("the code is of {issuer}")));
            }
            None if says_whom => return Err(nonsense("the code does not say whose it is")),
            _ => {}
        }
        let client = self.client(&metadata, &question.back)?;
        let answer = self.exchange(&client, question, &token.code).await?;
        let id_token = answer.id_token().ok_or_else(|| nonsense("there is no ID token"))?;
        let claims = self.checked(&client, id_token, question).await?;
        let more = match claims.email() {
            Some(_) => None,
            None => self.more(&client, answer.access_token(), claims.subject()).await?,
        };
        Ok(vouched(&claims, more.as_ref()))
    }
}

fn was_asked_anew(at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), String> {
    // Not every provider says when it asked; that it was asked to ask has to do.
    if at.is_some_and(|at| at + ANEW < now) { Err("the person was not asked anew".into()) } else { Ok(()) }
}

fn vouched(claims: &CoreIdTokenClaims, more: Option<&CoreUserInfoClaims>) -> Vouched {
    let email = match (claims.email(), more.and_then(|more| Some((more.email()?, more.email_verified())))) {
        (Some(email), _) => Some((email, claims.email_verified())),
        (None, more) => more,
    };
    let name = claims.name().or_else(|| more?.name()).and_then(|name| name.get(None));
    let handle = claims.preferred_username().or_else(|| more?.preferred_username());
    let zone = claims.zoneinfo().or_else(|| more?.zoneinfo());
    Vouched {
        subject: claims.subject().to_string(),
        email: email
            .map(|(address, verified)| Email { address: address.to_string(), verified: verified.unwrap_or_default() }),
        name: name.map(|name| name.to_string()),
        handle: handle.map(|handle| handle.to_string()),
        zone: zone.map(|zone| zone.to_string()),
    }
}

fn nonsense(error: impl Into<Box<dyn std::error::Error>>) -> ProviderError {
    ProviderError::Nonsense(chain(error.into().as_ref()))
}
