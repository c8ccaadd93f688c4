use async_trait::async_trait;
use domain::ports::{Email, Provider, ProviderError, Question, Token, Vouched};
use openidconnect::{
    HttpRequest, PkceCodeChallenge, PkceCodeVerifier,
    http::{Method, Request, StatusCode, header},
    url::{Url, form_urlencoded},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{BadProvider, Registration, http::Http};

/// GitHub, or GitHub Enterprise: plain OAuth 2, and who somebody is from its API.
pub struct GitHub {
    registration: Registration,
    authorize: Url,
    exchange: String,
    /// Without a slash at the end.
    api: String,
    http: Http,
}

impl GitHub {
    /// `site` as `https://github.com`, `api` as `https://api.github.com`.
    ///
    /// # Panics
    /// If no TLS provider of rustls was installed.
    pub fn new(registration: Registration, site: &str, api: &str) -> Result<Self, BadProvider> {
        let site = site.trim_end_matches('/');
        let authorize = format!("{site}/login/oauth/authorize");
        Ok(Self {
            registration,
            authorize: authorize.parse().map_err(|_| BadProvider::Address(site.to_owned()))?,
            exchange: format!("{site}/login/oauth/access_token"),
            api: api.trim_end_matches('/').to_owned(),
            http: Http::new()?,
        })
    }

    /// The access token for a code. It is used for the two questions that follow, and kept nowhere.
    async fn exchange(&self, question: &Question, code: &str) -> Result<String, ProviderError> {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &self.registration.client_id)
            .append_pair("client_secret", &self.registration.client_secret)
            .append_pair("code", code)
            .append_pair("redirect_uri", &question.back)
            .append_pair("code_verifier", &question.verifier)
            .finish();
        let request = Request::builder()
            .method(Method::POST)
            .uri(&self.exchange)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into_bytes());
        // Also what it refuses is answered as 200.
        match self.ask_for::<Exchanged>(request).await? {
            Exchanged { access_token: Some(token), .. } => Ok(token),
            Exchanged { error: Some(error), .. } if error == "bad_verification_code" => Err(ProviderError::Spent),
            Exchanged { error, .. } => Err(ProviderError::Nonsense(error.unwrap_or_else(|| "no token".into()))),
        }
    }

    async fn read<T: DeserializeOwned>(&self, path: &str, token: &str) -> Result<T, ProviderError> {
        let request = Request::builder()
            .uri(format!("{}{path}", self.api))
            .header(header::ACCEPT, "application/vnd.github+json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Vec::new());
        self.ask_for(request).await
    }

    async fn ask_for<T: DeserializeOwned>(
        &self,
        request: Result<HttpRequest, openidconnect::http::Error>,
    ) -> Result<T, ProviderError> {
        let answer = self.http.send(request.map_err(nonsense)?).await?;
        if answer.status() != StatusCode::OK {
            return Err(ProviderError::Nonsense(format!("it answers {}", answer.status())));
        }
        serde_json::from_slice(answer.body()).map_err(nonsense)
    }
}

#[derive(Deserialize)]
struct Exchanged {
    access_token: Option<String>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Person {
    id: u64,
    login: String,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Address {
    email: String,
    primary: bool,
    verified: bool,
}

#[async_trait]
impl Provider for GitHub {
    fn name(&self) -> &str {
        &self.registration.name
    }

    fn label(&self) -> &str {
        &self.registration.label
    }

    /// GitHub has no way to ask somebody anew: who shows that it is them shows that they are signed in there.
    async fn ask(&self, question: &Question) -> Result<String, ProviderError> {
        let verifier = PkceCodeVerifier::new(question.verifier.clone());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
        let mut address = self.authorize.clone();
        address
            .query_pairs_mut()
            .append_pair("client_id", &self.registration.client_id)
            .append_pair("redirect_uri", &question.back)
            .append_pair("scope", "read:user user:email")
            .append_pair("state", &question.state)
            .append_pair("code_challenge", challenge.as_str())
            .append_pair("code_challenge_method", "S256");
        Ok(address.into())
    }

    async fn redeem(&self, question: &Question, token: &Token) -> Result<Vouched, ProviderError> {
        let token = self.exchange(question, &token.code).await?;
        let person: Person = self.read("/user", &token).await?;
        let addresses: Vec<Address> = self.read("/user/emails", &token).await?;
        let primary = addresses.into_iter().find(|address| address.primary);
        Ok(Vouched {
            subject: person.id.to_string(),
            email: primary.map(|Address { email: address, verified, .. }| Email { address, verified }),
            name: person.name,
            handle: Some(person.login),
            zone: None,
        })
    }
}

fn nonsense(error: impl std::fmt::Display) -> ProviderError {
    ProviderError::Nonsense(error.to_string())
}
