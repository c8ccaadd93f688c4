//! The desk of somebody who writes: drafts, and what became of them.

use std::ops::Deref;

use contract::{
    ReviewId, SubmissionId,
    reviews::{Ask, Iterate, Level, NewFile, SaveDraft, Step, Urgency, Visibility},
};
use serde_json::Value;

use super::Desk;
use crate::{
    accounts::User,
    reviews::{Error, Saved, save_draft},
};

pub(crate) struct Study(Desk);

impl Deref for Study {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.0
    }
}

impl Study {
    pub async fn new() -> Self {
        Self(Desk::new().await)
    }

    pub fn step(&self) -> Step {
        Step { key: self.key(), note: String::new() }
    }

    pub fn form(&self, ask: Ask, files: &[(&str, &str)]) -> SaveDraft {
        SaveDraft { key: self.key(), ask, files: pasted(files) }
    }

    pub fn next(&self, base: u32, files: &[(&str, &str)]) -> Iterate {
        Iterate { key: self.key(), base, note: "Better".into(), files: pasted(files) }
    }

    /// A draft of the author with one file and these questions.
    pub async fn draft(&self, questions: &[&str]) -> SubmissionId {
        let questions = questions.iter().map(|text| (*text).to_owned()).collect();
        self.draft_of(Ask { questions, ..ask() }, &[("a.rs", "fn a() {}")]).await
    }

    pub async fn draft_of(&self, ask: Ask, files: &[(&str, &str)]) -> SubmissionId {
        self.saved(&self.author, ask, files).await.unwrap().id
    }

    pub async fn saved(&self, user: &User, ask: Ask, files: &[(&str, &str)]) -> Result<Saved, Error> {
        save_draft(self.ctx(), user, self.form(ask, files)).await
    }

    /// That claim has become a review.
    pub async fn reviewed(&self, id: SubmissionId, reviewer: &User) {
        let review = self.claimed(id, reviewer).await;
        let published = "UPDATE reviews.review SET state = 'published' WHERE id = $1";
        sqlx::query(published).bind(review.0).execute(&self.ctx().db).await.unwrap();
    }

    /// Number, text, and whether both the thread and its comment are published.
    pub async fn questions(&self, id: SubmissionId) -> Vec<(i32, String, bool)> {
        sqlx::query_as(
            "SELECT t.number, c.text, t.published_at IS NOT NULL AND c.published_at IS NOT NULL
             FROM reviews.thread t JOIN reviews.comment c ON c.thread_id = t.id
             WHERE t.submission_id = $1 AND t.kind = 'question' AND t.review_id IS NULL AND t.path IS NULL ORDER BY t.number",
        )
        .bind(id.0)
        .fetch_all(&self.ctx().db)
        .await
        .unwrap()
    }

    /// One column of the submission, as text.
    pub async fn column(&self, id: SubmissionId, name: &str) -> String {
        let row: Value = sqlx::query_scalar("SELECT to_jsonb(s) FROM reviews.submission s WHERE id = $1")
            .bind(id.0)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap();
        row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned)
    }

    pub async fn state_of(&self, review: ReviewId) -> String {
        sqlx::query_scalar("SELECT state FROM reviews.review WHERE id = $1")
            .bind(review.0)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap()
    }

    /// What happened, for the timeline.
    pub async fn happened(&self, id: SubmissionId) -> Vec<String> {
        sqlx::query_scalar("SELECT happened FROM reviews.step WHERE submission_id = $1 ORDER BY number")
            .bind(id.0)
            .fetch_all(&self.ctx().db)
            .await
            .unwrap()
    }

    /// All texts that are kept.
    pub async fn texts(&self) -> Vec<String> {
        sqlx::query_scalar("SELECT text FROM reviews.blob ORDER BY text").fetch_all(&self.ctx().db).await.unwrap()
    }

    /// The only event of that name.
    pub async fn told(&self, name: &str) -> Value {
        let body: Value = sqlx::query_scalar("SELECT body FROM outbox.event WHERE name = $1")
            .bind(name)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap();
        body["what"].clone()
    }
}

/// Public, for one reviewer, of a language that is to be found out.
pub(crate) fn ask() -> Ask {
    Ask {
        title: "A queue".into(),
        ask: "Is it right?".into(),
        language: String::new(),
        level: Level::Beginner,
        urgency: Urgency::Whenever,
        visibility: Visibility::Public,
        anonymous: false,
        second_opinion: false,
        questions: Vec::new(),
    }
}

fn pasted(files: &[(&str, &str)]) -> Vec<NewFile> {
    files.iter().map(|(path, text)| NewFile { path: (*path).into(), bytes: text.as_bytes().to_vec() }).collect()
}
