//! Meilisearch behind the port `Beside`. What it is told is handed over and not awaited, except by who asks whether it is
//! idle. While it does not answer, it is not asked: a search then waits for nobody.

mod breaker;
mod http;

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use domain::ports::{Beside, BesideError, Document, Held, Index, Sought};
use meilisearch_sdk::{
    client::{Client, SwapIndexes},
    documents::DocumentsQuery,
    errors::{Error, ErrorCode},
    search::{MatchingStrategies, Selectors},
    settings::{MinWordSizeForTypos, PaginationSetting, Settings, TypoToleranceSettings},
    tasks::TasksSearchQuery,
};
use serde::Deserialize;
use uuid::Uuid;

use breaker::Breaker;
use http::Http;

/// The index that is searched, and the one that is filled to take its place.
const LIVE: &str = "tutors";
const FRESH: &str = "tutors_fresh";

/// A server, reached by HTTP.
pub struct Meilisearch {
    client: Client<Http>,
    breaker: Breaker,
}

/// What is asked back of a document.
#[derive(Deserialize)]
struct Found {
    id: Uuid,
    #[serde(default)]
    stamp: String,
}

impl Meilisearch {
    /// # Errors
    /// For a key that no header can carry.
    pub fn new(url: &str, key: Option<&str>) -> Result<Self, BesideError> {
        let http = Http::new(key)?;
        let client = Client::new_with_client(url.trim_end_matches('/'), key, http);
        Ok(Self { client, breaker: Breaker::default() })
    }
}

#[async_trait]
impl Beside for Meilisearch {
    async fn find(&self, sought: &Sought) -> Result<Vec<Uuid>, BesideError> {
        self.breaker.must_be_closed()?;
        let index = self.client.index(LIVE);
        let filter = filter(&sought.tags);
        let mut query = index.search();
        query
            .with_query(&sought.words)
            .with_limit(sought.limit)
            .with_attributes_to_retrieve(Selectors::Some(&["id"]))
            .with_matching_strategy(MatchingStrategies::ALL);
        if !filter.is_empty() {
            query.with_filter(&filter);
        }
        let found = self.breaker.note(query.execute::<Found>().await.map_err(refusal))?;
        Ok(found.hits.into_iter().map(|hit| hit.result.id).collect())
    }

    async fn begin(&self, synonyms: &BTreeMap<String, Vec<String>>) -> Result<(), BesideError> {
        // Each is a task, and tasks are done in their order: one that has nothing to delete fails, and that is all.
        self.client.delete_index(FRESH).await.map_err(refusal)?;
        self.client.create_index(FRESH, Some("id")).await.map_err(refusal)?;
        self.client.index(FRESH).set_settings(&settings(synonyms)).await.map_err(refusal)?;
        Ok(())
    }

    async fn put(&self, index: Index, documents: &[Document]) -> Result<(), BesideError> {
        if !documents.is_empty() {
            self.client.index(name(index)).add_or_replace(documents, Some("id")).await.map_err(refusal)?;
        }
        Ok(())
    }

    async fn remove(&self, index: Index, tutors: &[Uuid]) -> Result<(), BesideError> {
        if !tutors.is_empty() {
            self.client.index(name(index)).delete_documents(tutors).await.map_err(refusal)?;
        }
        Ok(())
    }

    async fn is_idle(&self) -> Result<bool, BesideError> {
        let mut query = TasksSearchQuery::new(&self.client);
        query.with_index_uids([LIVE, FRESH]);
        query.with_statuses(["enqueued", "processing"]);
        query.with_limit(1);
        Ok(self.client.get_tasks_with(&query).await.map_err(refusal)?.total == 0)
    }

    async fn swap(&self) -> Result<(), BesideError> {
        // A swap needs both; where there is a live one already, this task fails.
        self.client.create_index(LIVE, Some("id")).await.map_err(refusal)?;
        let swap = SwapIndexes { indexes: (LIVE.to_owned(), FRESH.to_owned()), rename: None };
        self.client.swap_indexes([&swap]).await.map_err(refusal)?;
        self.client.delete_index(FRESH).await.map_err(refusal)?;
        Ok(())
    }

    async fn held(&self, from: usize, limit: usize) -> Result<Option<Vec<Held>>, BesideError> {
        let index = self.client.index(LIVE);
        let mut query = DocumentsQuery::new(&index);
        query.with_offset(from).with_limit(limit).with_fields(["id", "stamp"]);
        match query.execute::<Found>().await {
            Ok(page) => Ok(Some(page.results.into_iter().map(|found| (found.id, found.stamp)).collect())),
            Err(Error::Meilisearch(error)) if error.error_code == ErrorCode::IndexNotFound => Ok(None),
            Err(error) => Err(refusal(error)),
        }
    }
}

/// The index's settings. Fields in the order of their weight; what is equally good comes by quality.
fn settings(synonyms: &BTreeMap<String, Vec<String>>) -> Settings {
    let synonyms: HashMap<&str, &Vec<String>> = synonyms.iter().map(|(word, means)| (word.as_str(), means)).collect();
    Settings::new()
        .with_searchable_attributes(["name", "subjects", "headline", "text", "handle"])
        .with_filterable_attributes(["tags"])
        .with_displayed_attributes(["id", "stamp"])
        .with_ranking_rules(["words", "typo", "proximity", "attribute", "exactness", "quality:desc"])
        .with_synonyms(synonyms)
        .with_typo_tolerance(TypoToleranceSettings {
            enabled: Some(true),
            disable_on_attributes: Some(vec!["handle".to_owned()]),
            disable_on_words: None,
            min_word_size_for_typos: Some(MinWordSizeForTypos { one_typo: Some(5), two_typos: Some(9) }),
            disable_on_numbers: None,
        })
        .with_pagination(PaginationSetting { max_total_hits: 1_001 })
}

fn name(index: Index) -> &'static str {
    match index {
        Index::Live => LIVE,
        Index::Fresh => FRESH,
    }
}

/// `tags IN ["a", "b"] AND tags IN ["c"]`.
fn filter(tags: &[Vec<String>]) -> String {
    let quoted = |tag: &String| format!("\"{}\"", tag.replace('\\', r"\\").replace('"', "\\\""));
    let one_of = |any: &Vec<String>| format!("tags IN [{}]", any.iter().map(quoted).collect::<Vec<_>>().join(", "));
    tags.iter().map(one_of).collect::<Vec<_>>().join(" AND ")
}

/// What cannot be sent or is answered by a fault of the server may work later; what it understands and refuses will not.
#[expect(clippy::needless_pass_by_value, reason = "stands in map_err")]
fn refusal(error: Error) -> BesideError {
    match &error {
        Error::Meilisearch(answer) if answer.error_code != ErrorCode::IndexNotFound => {
            BesideError::Refused(error.to_string())
        }
        _ => BesideError::Away(error.to_string()),
    }
}
