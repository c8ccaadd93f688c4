//! A search engine beside the database. It finds by words and is told what the database says; it may be away at any time,
//! and nothing is lost with it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A tutor as the engine is told of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub id: Uuid,
    /// Changes with whatever else is in here.
    pub stamp: String,
    pub name: String,
    pub handle: String,
    /// What is taught, and the other words for it.
    pub subjects: String,
    pub headline: String,
    pub text: String,
    /// What filters ask for: see `search/terms.rs`.
    pub tags: Vec<String>,
    /// Orders those who match alike, 0 to 1.
    pub quality: f32,
}

/// What is looked for by words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    pub words: String,
    /// Of each of these lists a tutor has at least one tag.
    pub tags: Vec<Vec<String>>,
    pub limit: usize,
}

/// The tutor and the stamp of a document.
pub type Held = (Uuid, String);

/// Why the engine did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum BesideError {
    /// It is away, slow, or was so a moment ago.
    #[error("the search engine is away: {0}")]
    Away(String),
    /// It refuses this: trying again does not help.
    #[error("the search engine refuses: {0}")]
    Refused(String),
}

/// Which of the two indexes: the one that is searched, or the one that is being filled to take its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Index {
    Live,
    Fresh,
}

/// The engine. Nothing here waits until what was handed over can be found; [`Beside::is_idle`] tells.
#[async_trait]
pub trait Beside: Send + Sync {
    /// Tutors of the live index, the best first.
    async fn find(&self, sought: &Sought) -> Result<Vec<Uuid>, BesideError>;

    /// Makes the fresh index anew, empty. The synonyms: a word, and what it may also mean.
    async fn begin(&self, synonyms: &BTreeMap<String, Vec<String>>) -> Result<(), BesideError>;

    async fn put(&self, index: Index, documents: &[Document]) -> Result<(), BesideError>;

    async fn remove(&self, index: Index, tutors: &[Uuid]) -> Result<(), BesideError>;

    /// Whether all that was handed over is done.
    async fn is_idle(&self) -> Result<bool, BesideError>;

    /// Lets the fresh index take the place of the live one, whose documents are dropped.
    async fn swap(&self) -> Result<(), BesideError>;

    /// So many documents of the live index, from a place on, in an order that stays. `None` if there is no such index.
    async fn held(&self, from: usize, limit: usize) -> Result<Option<Vec<Held>>, BesideError>;
}
