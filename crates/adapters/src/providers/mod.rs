//! Providers by OpenID Connect, and GitHub. What they answer is limited in size and time, followed nowhere, and believed
//! only when it is signed, meant for us and about the question that was asked.

mod github;
mod http;
mod metadata;
mod openid;

pub use github::GitHub;
pub use openid::OpenId;

/// What the operator has agreed with a provider.
#[derive(Clone)]
pub struct Registration {
    /// Small letters and digits.
    pub name: String,
    /// For people.
    pub label: String,
    pub client_id: String,
    pub client_secret: String,
}

/// Why a provider cannot be asked at all. Never holds its secret.
#[derive(Debug, thiserror::Error)]
pub enum BadProvider {
    #[error("{0:?} is no address such as https://accounts.example.org")]
    Address(String),
    #[error("requests cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}
