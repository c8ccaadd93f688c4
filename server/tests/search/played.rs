//! A Meilisearch that is played: an HTTP server with the routes that we call, which does what it is told at once and finds
//! roughly as the real one does.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use serde_json::{Map, Value, json};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

/// The key that it asks for.
pub const KEY: &str = "a-key-of-a-test";

type Documents = BTreeMap<String, Map<String, Value>>;

#[derive(Default)]
struct Index {
    documents: Documents,
    synonyms: BTreeMap<String, Vec<String>>,
}

/// What the server holds.
#[derive(Clone, Default)]
pub struct Played(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    indexes: BTreeMap<String, Index>,
    /// Answers nothing but 503.
    broken: bool,
    calls: Vec<String>,
}

impl Played {
    pub async fn start() -> (MockServer, Self) {
        let (server, played) = (MockServer::start().await, Self::default());
        Mock::given(any()).respond_with(played.clone()).mount(&server).await;
        (server, played)
    }

    pub fn break_down(&self, broken: bool) {
        self.0.lock().unwrap().broken = broken;
    }

    /// Method and path of each call, in order.
    pub fn calls(&self) -> Vec<String> {
        self.0.lock().unwrap().calls.clone()
    }
}

impl Respond for Played {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut state = self.0.lock().unwrap();
        let path = request.url.path().to_owned();
        state.calls.push(format!("{} {path}", request.method));
        if state.broken {
            return ResponseTemplate::new(503).set_body_string("no");
        }
        if request.headers.get("authorization").is_none_or(|key| key != &format!("Bearer {KEY}")) {
            return refused(403, "invalid_api_key", "auth");
        }
        let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("POST", ["indexes"]) => {
                state.indexes.entry(text(&body["uid"])).or_default();
                task()
            }
            ("DELETE", ["indexes", uid]) => {
                state.indexes.remove(*uid);
                task()
            }
            ("PATCH", ["indexes", uid, "settings"]) => state.settings(uid, &body),
            ("POST", ["indexes", uid, "documents"]) => state.put(uid, &body),
            ("POST", ["indexes", uid, "documents", "delete-batch"]) => {
                let gone: Vec<String> = list(&body).map(text).collect();
                state.indexes.entry((*uid).to_owned()).or_default().documents.retain(|id, _| !gone.contains(id));
                task()
            }
            ("POST", ["swap-indexes"]) => state.swap(&body[0]["indexes"]),
            ("GET", ["tasks"]) => ResponseTemplate::new(200)
                .set_body_json(json!({ "results": [], "total": 0, "limit": 1, "from": null, "next": null })),
            ("GET", ["indexes", uid, "documents"]) => state.held(uid, request),
            ("POST", ["indexes", uid, "search"]) => state.search(uid, &body),
            _ => refused(404, "not_found", "invalid_request"),
        }
    }
}

impl State {
    fn settings(&mut self, uid: &str, body: &Value) -> ResponseTemplate {
        assert_eq!(body["filterableAttributes"], json!(["tags"]));
        assert_eq!(body["typoTolerance"]["minWordSizeForTypos"], json!({ "oneTypo": 5, "twoTypos": 9 }));
        let synonyms = body["synonyms"].as_object().unwrap();
        let synonyms = synonyms.iter().map(|(word, means)| (word.clone(), list(means).map(text).collect()));
        self.indexes.entry(uid.to_owned()).or_default().synonyms = synonyms.collect();
        task()
    }

    fn put(&mut self, uid: &str, body: &Value) -> ResponseTemplate {
        let documents = list(body).map(|document| (text(&document["id"]), document.as_object().unwrap().clone()));
        self.indexes.entry(uid.to_owned()).or_default().documents.extend(documents);
        task()
    }

    fn swap(&mut self, names: &Value) -> ResponseTemplate {
        let [a, b] = [0, 1].map(|n| text(&names[n]));
        let (one, other) = (self.indexes.remove(&a).unwrap_or_default(), self.indexes.remove(&b).unwrap_or_default());
        self.indexes.extend([(a, other), (b, one)]);
        task()
    }

    fn held(&self, uid: &str, request: &Request) -> ResponseTemplate {
        let Some(index) = self.indexes.get(uid) else { return refused(404, "index_not_found", "invalid_request") };
        let number = |name: &str| {
            let pair = request.url.query_pairs().find(|(key, _)| key == name);
            pair.and_then(|(_, value)| value.parse::<usize>().ok()).unwrap_or(20)
        };
        let (from, limit) = (number("offset"), number("limit"));
        let documents = index.documents.values().skip(from).take(limit);
        let results: Vec<_> = documents.map(|d| json!({ "id": d["id"], "stamp": d["stamp"] })).collect();
        let total = index.documents.len();
        ResponseTemplate::new(200)
            .set_body_json(json!({ "results": results, "limit": limit, "offset": from, "total": total }))
    }

    fn search(&self, uid: &str, body: &Value) -> ResponseTemplate {
        let Some(index) = self.indexes.get(uid) else { return refused(404, "index_not_found", "invalid_request") };
        let filters = tags(body["filter"].as_str().unwrap_or_default());
        let words: Vec<String> = words(body["q"].as_str().unwrap_or_default());
        let mut hits: Vec<(usize, i64, &Value)> = Vec::new();
        for document in index.documents.values() {
            let has = |tag: &String| list(&document["tags"]).any(|other| text(other) == *tag);
            if !filters.iter().all(|any| any.iter().any(has)) {
                continue;
            }
            if let Some(slips) = words.iter().map(|word| index.slips(document, word)).sum::<Option<usize>>() {
                #[expect(clippy::cast_possible_truncation, reason = "thousandths of a quality")]
                let quality = (document["quality"].as_f64().unwrap() * -1000.0) as i64;
                hits.push((slips, quality, &document["id"]));
            }
        }
        hits.sort_by_key(|(slips, quality, _)| (*slips, *quality));
        let hits: Vec<_> = hits.into_iter().map(|(.., id)| json!({ "id": id })).collect();
        ResponseTemplate::new(200).set_body_json(json!({
            "hits": hits, "query": body["q"], "processingTimeMs": 0, "limit": body["limit"], "offset": 0, "estimatedTotalHits": hits.len(),
        }))
    }
}

impl Index {
    /// How many slips of the keys are between a word and the document's nearest; `None` if none is near.
    fn slips(&self, document: &Map<String, Value>, word: &str) -> Option<usize> {
        let fields = ["name", "subjects", "headline", "text", "handle"].map(|field| text(&document[field]));
        let there: Vec<String> = fields.iter().flat_map(|field| self::words(field)).collect();
        let allowed = match word.chars().count() {
            0..5 => 0,
            5..9 => 1,
            _ => 2,
        };
        let near =
            there.iter().map(|other| strsim::damerau_levenshtein(word, other)).filter(|slips| *slips <= allowed).min();
        let other_words = self.synonyms.get(word).into_iter().flatten();
        let mut meant = other_words.filter(|means| self::words(means).iter().all(|part| there.contains(part)));
        near.or_else(|| meant.next().map(|_| 0))
    }
}

/// In small letters and without accents, as far as the test needs it.
fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace('ü', "u").replace('ë', "e");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// `tags IN ["a", "b"] AND tags IN ["c"]`.
fn tags(filter: &str) -> Vec<Vec<String>> {
    let lists = filter.split(" AND ").filter_map(|one| one.strip_prefix("tags IN "));
    lists.map(|list| serde_json::from_str(list).expect("a filter that Meilisearch reads")).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn task() -> ResponseTemplate {
    ResponseTemplate::new(202).set_body_json(json!({
        "taskUid": 1, "indexUid": "tutors", "status": "enqueued", "type": "documentAdditionOrUpdate",
        "details": { "receivedDocuments": 0, "indexedDocuments": null }, "enqueuedAt": "2026-03-02T09:00:00Z",
    }))
}

fn refused(status: u16, code: &str, kind: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({ "message": code, "code": code, "type": kind, "link": "" }))
}
