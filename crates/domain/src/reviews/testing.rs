//! An author, two reviewers, and submissions that are put straight into the tables, so that each verb is tried alone.

mod study;
mod talk;

use chrono::{DateTime, Utc};
use contract::{CommandKey, Refusal, ReviewId, SubmissionId, ThreadId, reviews::Step};
use sha2::{Digest, Sha256};
use sqlx::{Postgres, QueryBuilder};

use super::{Error, life::settle_queue, model::CLAIM};
use crate::{Ctx, accounts::User, jobs::Run, testing::Stage};

pub(crate) use study::{Study, ask};
pub(crate) use talk::wrong;

/// Where verbs of code review are tried. It is Monday 2 March 2026, 09:00 UTC.
pub(crate) struct Desk {
    pub stage: Stage,
    pub author: User,
    pub reviewer: User,
    pub second: User,
}

impl Desk {
    pub async fn new() -> Self {
        let stage = Stage::new().await;
        let author = stage.person("author").await;
        let reviewer = stage.person("reviewer").await;
        let second = stage.person("second").await;
        Self { stage, author, reviewer, second }
    }

    pub fn ctx(&self) -> &Ctx {
        &self.stage.ctx
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.ctx().now()
    }

    pub fn key(&self) -> CommandKey {
        CommandKey(self.ctx().id())
    }

    /// A public Rust submission by `author` with one free seat, in the queue.
    pub async fn open(&self, files: &[(&str, &str)]) -> SubmissionId {
        let id = SubmissionId(self.ctx().id());
        sqlx::query(
            "INSERT INTO reviews.submission (id, author_id, title, ask, language, level, urgency, visibility, link, state,
                                             iteration, turn, turn_since, queued_at, created_at, published_at)
             VALUES ($1, $2, 'A queue', 'Is it right?', 'rust', 'beginner', 'whenever', 'public', $1::text, 'open', 1,
                     'reviewer', $3, $3, $3, $3)",
        )
        .bind(id.0)
        .bind(self.author.id.0)
        .bind(self.now())
        .execute(&self.ctx().db)
        .await
        .unwrap();
        self.put_files(id, 1, files).await;
        self.settle(id).await;
        id
    }

    /// The next iteration with exactly these files.
    pub async fn iterated(&self, id: SubmissionId, files: &[(&str, &str)]) -> u32 {
        let number: i32 = sqlx::query_scalar(
            "UPDATE reviews.submission SET iteration = iteration + 1 WHERE id = $1 RETURNING iteration",
        )
        .bind(id.0)
        .fetch_one(&self.ctx().db)
        .await
        .unwrap();
        self.put_files(id, number, files).await;
        u32::try_from(number).unwrap()
    }

    async fn put_files(&self, id: SubmissionId, number: i32, files: &[(&str, &str)]) {
        let db = &self.ctx().db;
        sqlx::query("INSERT INTO reviews.iteration (submission_id, number, made_at) VALUES ($1, $2, $3)")
            .bind(id.0)
            .bind(number)
            .bind(self.now())
            .execute(db)
            .await
            .unwrap();
        for (path, text) in files {
            let hash = Sha256::digest(text.as_bytes()).to_vec();
            sqlx::query("INSERT INTO reviews.blob (hash, text, lines) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
                .bind(&hash)
                .bind(*text)
                .bind(i32::try_from(text.lines().count()).unwrap())
                .execute(db)
                .await
                .unwrap();
            sqlx::query("INSERT INTO reviews.file (submission_id, iteration, path, hash) VALUES ($1, $2, $3, $4)")
                .bind(id.0)
                .bind(number)
                .bind(*path)
                .bind(&hash)
                .execute(db)
                .await
                .unwrap();
        }
    }

    /// A claim of that person on the lowest seat, half an hour long.
    pub async fn claimed(&self, id: SubmissionId, reviewer: &User) -> ReviewId {
        let review = ReviewId(self.ctx().id());
        sqlx::query(
            "INSERT INTO reviews.review (id, submission_id, reviewer_id, seat, state, claimed_at, claimed_until)
             SELECT $1, $2, $3, coalesce(max(seat), 0) + 1, 'claimed', $4, $5
             FROM reviews.review WHERE submission_id = $2 AND state <> 'left'",
        )
        .bind(review.0)
        .bind(id.0)
        .bind(reviewer.id.0)
        .bind(self.now())
        .bind(self.now() + CLAIM)
        .execute(&self.ctx().db)
        .await
        .unwrap();
        self.settle(id).await;
        review
    }

    /// A review of that person with one round of the verdict "ship it".
    pub async fn published(&self, id: SubmissionId, reviewer: &User) -> ReviewId {
        let review = self.claimed(id, reviewer).await;
        for sql in [
            "UPDATE reviews.review SET state = 'published' WHERE id = $1",
            "INSERT INTO reviews.round (review_id, number, iteration, verdict, summary, published_at)
             SELECT $1, 1, s.iteration, 'ship_it', 'Well done.', r.claimed_at
             FROM reviews.review r JOIN reviews.submission s ON s.id = r.submission_id WHERE r.id = $1",
        ] {
            sqlx::query(sql).bind(review.0).execute(&self.ctx().db).await.unwrap();
        }
        review
    }

    /// Whatever a test needs to be otherwise: `seats = 2`.
    pub async fn set(&self, id: SubmissionId, columns: &str) {
        let mut sql: QueryBuilder<Postgres> = QueryBuilder::new("UPDATE reviews.submission SET ");
        sql.push(columns).push(" WHERE id = ").push_bind(id.0).build().execute(&self.ctx().db).await.unwrap();
        self.settle(id).await;
    }

    /// As if its verb had done it.
    pub async fn end(&self, id: SubmissionId, state: &str) {
        sqlx::query("UPDATE reviews.submission SET state = $2, published_at = $3, ended_at = $3 WHERE id = $1")
            .bind(id.0)
            .bind(state)
            .bind(self.now())
            .execute(&self.ctx().db)
            .await
            .unwrap();
        self.settle(id).await;
    }

    /// A question on the first line of `a.rs` with a comment of the same person, "Why?".
    pub async fn thread(
        &self,
        submission: SubmissionId,
        thread: ThreadId,
        review: Option<ReviewId>,
        by: &User,
        published_at: Option<DateTime<Utc>>,
    ) {
        sqlx::query(
            "INSERT INTO reviews.thread (id, submission_id, number, review_id, opened_by, kind, iteration, path, from_line,
                                         to_line, state, opened_at, published_at)
             SELECT $1, $2, count(*) + 1, $3, $4, 'question', 1, 'a.rs', 1, 1, 'open', $5, $6
             FROM reviews.thread WHERE submission_id = $2",
        )
        .bind(thread.0)
        .bind(submission.0)
        .bind(review.map(|r| r.0))
        .bind(by.id.0)
        .bind(self.now())
        .bind(published_at)
        .execute(&self.ctx().db)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO reviews.comment (id, thread_id, author_id, text, written_at, published_at)
             VALUES ($1, $2, $3, 'Why?', $4, $5)",
        )
        .bind(self.ctx().id())
        .bind(thread.0)
        .bind(by.id.0)
        .bind(self.now())
        .bind(published_at)
        .execute(&self.ctx().db)
        .await
        .unwrap();
    }

    /// The review that a thread is part of.
    pub async fn review_of(&self, thread: ThreadId) -> Option<ReviewId> {
        sqlx::query_scalar("SELECT review_id FROM reviews.thread WHERE id = $1")
            .bind(thread.0)
            .fetch_one(&self.ctx().db)
            .await
            .map(|id: Option<uuid::Uuid>| id.map(ReviewId))
            .unwrap()
    }

    pub async fn review_state(&self, review: ReviewId) -> String {
        sqlx::query_scalar("SELECT state FROM reviews.review WHERE id = $1")
            .bind(review.0)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap()
    }

    pub async fn state(&self, id: SubmissionId) -> String {
        sqlx::query_scalar("SELECT state FROM reviews.submission WHERE id = $1")
            .bind(id.0)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap()
    }

    /// The timeline, by what happened.
    pub async fn steps(&self, id: SubmissionId) -> Vec<String> {
        sqlx::query_scalar("SELECT happened FROM reviews.step WHERE submission_id = $1 ORDER BY number")
            .bind(id.0)
            .fetch_all(&self.ctx().db)
            .await
            .unwrap()
    }

    async fn settle(&self, id: SubmissionId) {
        let mut conn = self.ctx().db.acquire().await.unwrap();
        settle_queue(self.ctx(), &mut conn, id).await.unwrap();
    }

    /// The files of an iteration, by path.
    pub async fn files(&self, id: SubmissionId, iteration: u32) -> Vec<(String, String)> {
        sqlx::query_as(
            "SELECT f.path, b.text FROM reviews.file f JOIN reviews.blob b ON b.hash = f.hash
             WHERE f.submission_id = $1 AND f.iteration = $2 ORDER BY f.path",
        )
        .bind(id.0)
        .bind(i32::try_from(iteration).unwrap())
        .fetch_all(&self.ctx().db)
        .await
        .unwrap()
    }

    pub async fn is_queued(&self, id: SubmissionId) -> bool {
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM reviews.queue WHERE submission_id = $1)")
            .bind(id.0)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap()
    }
}

pub(crate) fn step(ctx: &Ctx) -> Step {
    Step { key: CommandKey(ctx.id()), note: String::new() }
}

pub(crate) fn a_run() -> Run {
    Run { id: "1".into(), worker: "test".into(), attempt: 1 }
}

/// The rule that said no.
pub(crate) fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    match outcome {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}
