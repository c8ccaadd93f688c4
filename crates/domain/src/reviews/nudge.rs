use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use contract::{SubmissionId, UserId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, load, remember, settle_queue, turn_to},
    model::{AMENDS, NUDGES, Review, ReviewState, State, Submission, TIME_OUT_DAYS, Turn},
};
use crate::{
    Ctx,
    jobs::{Job, JobError, NewJob, Run},
};

/// Reminds those whose turn it has been for that many days, and at the end waits no longer: what its author left alone is
/// closed, what its reviewers left alone is free for others. Each enqueues the next, as long as the turn lasts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Nudge {
    pub submission: SubmissionId,
    /// Which turn is meant: a newer one has reminders of its own.
    pub turn_since: DateTime<Utc>,
    pub days: u32,
}

impl Nudge {
    pub(super) fn first(submission: SubmissionId, turn_since: DateTime<Utc>) -> NewJob {
        Self { submission, turn_since, days: NUDGES[0] }.job()
    }

    fn job(&self) -> NewJob {
        let key = format!("nudge:{}:{}:{}", self.submission, self.turn_since.timestamp_micros(), self.days);
        NewJob::of(self).key(key).at(self.due())
    }

    fn due(&self) -> DateTime<Utc> {
        self.turn_since + TimeDelta::days(self.days.into())
    }

    fn next(self) -> Option<Self> {
        let days = NUDGES.into_iter().chain([TIME_OUT_DAYS]).find(|days| *days > self.days)?;
        Some(Self { days, ..self })
    }
}

#[async_trait]
impl Job for Nudge {
    const NAME: &'static str = "reviews.nudge";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        if ctx.now() < self.due() {
            return Ok(());
        }
        let mut tx = ctx.begin().await?;
        let submission = match load(&mut tx, self.submission).await {
            Err(Error::NotFound) => return Ok(()),
            found => found?,
        };
        if submission.state != State::Open || !self.turn_lasts(&mut tx).await? {
            return Ok(());
        }
        match (self.next(), submission.turn) {
            (Some(next), _) => {
                self.remind(ctx, &mut tx, &submission).await?;
                ctx.jobs.enqueue(&mut tx, next.job()).await?;
            }
            (None, Turn::Author) => self.close(ctx, &mut tx, &submission).await?,
            (None, Turn::Reviewer) => self.replace(ctx, &mut tx, &submission).await?,
        }
        tx.commit().await?;
        Ok(())
    }
}

impl Nudge {
    async fn turn_lasts(&self, conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
        let since = sqlx::query_scalar!("SELECT turn_since FROM reviews.submission WHERE id = $1", self.submission.0);
        Ok(since.fetch_one(conn).await? == self.turn_since)
    }

    async fn remind(&self, ctx: &Ctx, conn: &mut PgConnection, submission: &Submission) -> Result<(), Error> {
        let people = slow(submission);
        if people.is_empty() || self.has_reminded(conn).await? {
            return Ok(());
        }
        self.tell(ctx, conn, people).await?;
        remember(ctx, conn, self.submission, "nudged", None, &self.days.to_string()).await?;
        Ok(())
    }

    /// The timeline knows what an earlier run of this job did.
    async fn has_reminded(&self, conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
        sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM reviews.step
                              WHERE submission_id = $1 AND happened = 'nudged' AND at >= $2 AND note = $3) AS "reminded!""#,
            self.submission.0,
            self.turn_since,
            self.days.to_string(),
        )
        .fetch_one(conn)
        .await
    }

    async fn tell(&self, ctx: &Ctx, conn: &mut PgConnection, people: Vec<UserId>) -> Result<(), sqlx::Error> {
        for person in people {
            let event = Event::Nudged { submission: self.submission, person, days: self.days };
            announce(ctx, conn, event).await?;
        }
        Ok(())
    }

    /// The author does not come back.
    async fn close(&self, ctx: &Ctx, conn: &mut PgConnection, submission: &Submission) -> Result<(), Error> {
        sqlx::query!(
            "UPDATE reviews.submission SET state = 'closed', ended_at = $2 WHERE id = $1",
            self.submission.0,
            ctx.now()
        )
        .execute(&mut *conn)
        .await?;
        settle_queue(ctx, conn, self.submission).await?;
        remember(ctx, conn, self.submission, "timed_out", None, "author").await?;
        self.tell(ctx, conn, slow(submission)).await?;
        let reviewers = submission.reviews.iter().filter(|r| r.holds(ctx.now())).map(|r| r.reviewer).collect();
        announce(ctx, conn, Event::Closed { submission: self.submission, author: submission.author, reviewers })
            .await?;
        Ok(())
    }

    /// The reviewers do not come back: others may, and sooner than their turn would be.
    async fn replace(&self, ctx: &Ctx, conn: &mut PgConnection, submission: &Submission) -> Result<(), Error> {
        let gone: Vec<&Review> = published(submission).collect();
        if gone.is_empty() {
            return Ok(());
        }
        let ids: Vec<_> = gone.iter().map(|review| review.id.0).collect();
        sqlx::query!("UPDATE reviews.review SET state = 'left' WHERE id = ANY ($1)", &ids).execute(&mut *conn).await?;
        sqlx::query!(
            "UPDATE reviews.submission SET queued_at = queued_at - $2::interval WHERE id = $1",
            self.submission.0,
            AMENDS as _,
        )
        .execute(&mut *conn)
        .await?;
        turn_to(ctx, conn, self.submission, Turn::Reviewer).await?;
        settle_queue(ctx, conn, self.submission).await?;
        remember(ctx, conn, self.submission, "timed_out", None, "reviewer").await?;
        self.tell(ctx, conn, slow(submission)).await?;
        for review in gone {
            let (author, reviewer) = (submission.author, review.reviewer);
            let event = Event::Left { submission: self.submission, review: review.id, author, reviewer, by: None };
            announce(ctx, conn, event).await?;
        }
        Ok(())
    }
}

/// Whose turn it has been all the time: a claim is never old enough for that.
fn slow(submission: &Submission) -> Vec<UserId> {
    match submission.turn {
        Turn::Author => vec![submission.author],
        Turn::Reviewer => published(submission).map(|review| review.reviewer).collect(),
    }
}

fn published(submission: &Submission) -> impl Iterator<Item = &Review> {
    submission.reviews.iter().filter(|review| review.state == ReviewState::Published)
}

#[cfg(test)]
#[path = "nudge_tests.rs"]
mod tests;
