//! Conversations: what was drafted, published, suggested and answered, in one word each.

use contract::{
    CommentId, ReviewId, SubmissionId, ThreadId,
    reviews::{
        Apply, Comment, Decline, Kind, OpenThread, Place, PublishRound, Reconsider, Resolve, Step, Suggested,
        ThreadState, Verdict,
    },
};

use super::Desk;
use crate::{
    accounts::User,
    reviews::{Error, ThreadView, Turn, open_thread, publish_round, surviving::recount, threads},
};

impl Desk {
    /// As `open`, but only for those with the link.
    pub async fn private(&self, files: &[(&str, &str)]) -> SubmissionId {
        let id = self.open(files).await;
        self.change("UPDATE reviews.submission SET visibility = 'link' WHERE id = $1", id.0).await;
        id
    }

    /// As `open`, with a second opinion.
    pub async fn two_seats(&self, files: &[(&str, &str)]) -> SubmissionId {
        let id = self.open(files).await;
        self.change("UPDATE reviews.submission SET seats = 2 WHERE id = $1", id.0).await;
        id
    }

    async fn change(&self, sql: &'static str, id: uuid::Uuid) {
        sqlx::query(sql).bind(id).execute(&self.ctx().db).await.unwrap();
    }

    pub fn step(&self) -> Step {
        Step { key: self.key(), note: String::new() }
    }

    /// A thread that is to be opened there, in the first iteration.
    pub fn about(&self, place: &str, kind: Kind) -> OpenThread {
        OpenThread {
            key: self.key(),
            place: Place::parse(place).unwrap(),
            iteration: 1,
            kind,
            text: "Look here.".into(),
            suggested: None,
        }
    }

    pub fn answer(&self, thread: ThreadId) -> Comment {
        Comment { key: self.key(), thread, text: "Because of that.".into(), suggested: None }
    }

    pub fn to(&self, thread: ThreadId, to: ThreadState) -> Resolve {
        Resolve { key: self.key(), thread, to }
    }

    pub fn verdict(&self, iteration: u32) -> PublishRound {
        PublishRound { key: self.key(), iteration, verdict: Verdict::NeedsWork, summary: "Nearly.".into(), marks: None }
    }

    pub fn apply(&self, comments: &[CommentId]) -> Apply {
        Apply { key: self.key(), comments: comments.to_vec() }
    }

    pub fn declining(&self, comment: CommentId, reason: &str) -> Decline {
        Decline { key: self.key(), comment, reason: reason.into() }
    }

    pub fn reconsidering(&self, comment: CommentId) -> Reconsider {
        Reconsider { key: self.key(), comment }
    }

    /// A draft about a place of the latest iteration, perhaps with other lines for it.
    pub async fn drafted(&self, id: SubmissionId, by: &User, place: &str, lines: Option<&str>) -> ThreadId {
        let suggested = lines.map(|lines| Suggested::Lines(lines.into()));
        let iteration = self.latest(id).await;
        let form = OpenThread { iteration, suggested, ..self.about(place, Kind::Improvement) };
        open_thread(self.ctx(), by, id, form).await.unwrap()
    }

    pub async fn drafted_as(&self, id: SubmissionId, by: &User, place: &str, kind: Kind) -> ThreadId {
        open_thread(self.ctx(), by, id, self.about(place, kind)).await.unwrap()
    }

    /// A question of the author.
    pub async fn asked(&self, id: SubmissionId) -> ThreadId {
        self.drafted_as(id, &self.author, "", Kind::Question).await
    }

    /// All drafts of that reviewer are published.
    pub async fn round(&self, id: SubmissionId, by: &User) {
        let form = self.verdict(self.latest(id).await);
        publish_round(self.ctx(), by, id, form).await.unwrap();
    }

    /// That person claims it, says something there and publishes it.
    pub async fn reviewed(&self, id: SubmissionId, by: &User, place: &str) -> ThreadId {
        self.claimed(id, by).await;
        let thread = self.drafted(id, by, place, None).await;
        self.round(id, by).await;
        thread
    }

    /// The reviewer, who claims it if nobody has, publishes other lines for that place.
    pub async fn suggested(&self, id: SubmissionId, place: &str, lines: &str) -> CommentId {
        self.suggesting(id, place, Suggested::Lines(lines.into())).await
    }

    pub async fn deletion(&self, id: SubmissionId, place: &str) -> CommentId {
        self.suggesting(id, place, Suggested::Deletion).await
    }

    async fn suggesting(&self, id: SubmissionId, place: &str, suggested: Suggested) -> CommentId {
        if self.is_queued(id).await {
            self.claimed(id, &self.reviewer).await;
        }
        let iteration = self.latest(id).await;
        let form = OpenThread { iteration, suggested: Some(suggested), ..self.about(place, Kind::Bug) };
        let thread = open_thread(self.ctx(), &self.reviewer, id, form).await.unwrap();
        self.round(id, &self.reviewer).await;
        let seen = self.seen(Some(&self.author), id).await;
        seen.iter().find(|seen| seen.id == thread).unwrap().comments[0].id
    }

    /// That person's seat is free again.
    pub async fn left(&self, id: SubmissionId, reviewer: &User) {
        sqlx::query("UPDATE reviews.review SET state = 'left' WHERE submission_id = $1 AND reviewer_id = $2")
            .bind(id.0)
            .bind(reviewer.id.0)
            .execute(&self.ctx().db)
            .await
            .unwrap();
        self.settle(id).await;
    }

    /// What that person reads.
    pub async fn seen(&self, by: Option<&User>, id: SubmissionId) -> Vec<ThreadView> {
        threads(self.ctx(), by, id).await.unwrap()
    }

    pub async fn turn(&self, id: SubmissionId) -> Turn {
        self.text("SELECT turn FROM reviews.submission WHERE id = $1", id.0).await.parse().unwrap()
    }

    pub async fn seat_state(&self, review: ReviewId) -> String {
        self.text("SELECT state FROM reviews.review WHERE id = $1", review.0).await
    }

    async fn text(&self, sql: &'static str, id: uuid::Uuid) -> String {
        sqlx::query_scalar(sql).bind(id).fetch_one(&self.ctx().db).await.unwrap()
    }

    async fn latest(&self, id: SubmissionId) -> u32 {
        self.text("SELECT iteration::text FROM reviews.submission WHERE id = $1", id.0).await.parse().unwrap()
    }

    /// Lines that are kept, of those that were brought.
    pub async fn kept(&self, comment: CommentId) -> (i32, i32) {
        sqlx::query_as("SELECT kept, brought FROM reviews.suggestion WHERE comment_id = $1")
            .bind(comment.0)
            .fetch_one(&self.ctx().db)
            .await
            .unwrap()
    }

    /// What making that iteration does.
    pub async fn recounted(&self, id: SubmissionId, latest: u32) {
        let mut conn = self.ctx().db.acquire().await.unwrap();
        recount(&mut conn, id, latest).await.unwrap();
    }
}

/// The fields that were wrong.
pub(crate) fn wrong<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<String> {
    match outcome {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|error| error.field).collect(),
        other => panic!("expected wrong fields, got {other:?}"),
    }
}
