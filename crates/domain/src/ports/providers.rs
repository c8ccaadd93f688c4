//! Those who say who somebody is: Google, a school, GitHub. What they say is checked by the adapter; what follows from it
//! is decided here.

use std::sync::Arc;

use async_trait::async_trait;

/// What a browser takes along to a provider, and what its answer is checked by. None of it is used twice.
#[derive(Clone)]
pub struct Question {
    /// The browser brings it back.
    pub state: String,
    /// Stands in the provider's signed answer.
    pub nonce: String,
    /// Only who has it can redeem the code (PKCE): 43 to 128 letters and digits.
    pub verifier: String,
    /// The address that the browser comes back to.
    pub back: String,
    /// The person is to show once more that it is them, though the provider knows them.
    pub anew: bool,
}

/// What a browser brought back from a provider.
#[derive(Clone, Debug)]
pub struct Token {
    pub code: String,
    /// Whose it is, where the provider says so (RFC 9207).
    pub issuer: Option<String>,
}

/// Who somebody is, as a provider that was checked says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// What the provider calls them, for ever.
    pub subject: String,
    pub email: Option<Email>,
    pub name: Option<String>,
    /// What they call themselves there.
    pub handle: Option<String>,
    pub zone: Option<String>,
}

/// An address, and whether the provider has seen that its mail arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    pub address: String,
    pub verified: bool,
}

/// Why a provider did not say who somebody is. The texts are for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    #[error("the provider does not answer: {0}")]
    Away(String),
    #[error("the provider's answer is not to be trusted: {0}")]
    Nonsense(String),
    #[error("the code was used before, or has run out")]
    Spent,
    #[error("the provider did not ask the person anew")]
    NotAnew,
}

#[async_trait]
pub trait Provider: Send + Sync {
    /// Small letters and digits: in addresses, tables and metrics.
    fn name(&self) -> &str;

    /// For people.
    fn label(&self) -> &str;

    /// The address that the browser is sent to.
    async fn ask(&self, question: &Question) -> Result<String, ProviderError>;

    /// Who came back from there.
    async fn redeem(&self, question: &Question, token: &Token) -> Result<Vouched, ProviderError>;
}

/// All that are configured, in their order.
#[derive(Clone, Default)]
pub struct Providers(Arc<[Arc<dyn Provider>]>);

impl Providers {
    pub fn new(all: Vec<Arc<dyn Provider>>) -> Self {
        Self(all.into())
    }

    pub fn named(&self, name: &str) -> Option<&dyn Provider> {
        self.iter().find(|provider| provider.name() == name)
    }

    pub fn iter(&self) -> impl Iterator<Item = &dyn Provider> {
        self.0.iter().map(AsRef::as_ref)
    }

    pub fn names(&self) -> Vec<String> {
        self.iter().map(|provider| provider.name().to_owned()).collect()
    }
}
