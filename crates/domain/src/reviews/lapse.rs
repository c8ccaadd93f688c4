use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contract::{ReviewId, SubmissionId};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, load, remember, settle_queue},
    model::{ReviewState, State, Submission},
};
use crate::{
    Ctx,
    jobs::{Class, Job, JobError, NewJob, Run},
};

/// Ends a claim whose time is over. Due when it is; nobody waits for it, because an overdue claim holds nothing anyway.
#[derive(Debug, Serialize, Deserialize)]
pub struct LapseClaim {
    pub review: ReviewId,
}

impl LapseClaim {
    /// One job for each end that the claim was ever given.
    pub(super) fn due(&self, until: DateTime<Utc>) -> NewJob {
        NewJob::of(self).key(format!("lapse:{}:{}", self.review, until.timestamp_micros())).at(until)
    }
}

#[async_trait]
impl Job for LapseClaim {
    const NAME: &'static str = "reviews.lapse_claim";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        let id = sqlx::query_scalar!("SELECT submission_id FROM reviews.review WHERE id = $1", self.review.0)
            .fetch_optional(&mut *tx)
            .await?;
        let Some(id) = id else { return Ok(()) };
        let submission = load(&mut tx, SubmissionId(id)).await?;
        end_overdue(ctx, &mut tx, &submission).await?;
        settle_queue(ctx, &mut tx, submission.id).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Ends the claims of a submission whose time is over. Of a submission that has ended nobody needs to hear it.
pub(super) async fn end_overdue(ctx: &Ctx, conn: &mut PgConnection, submission: &Submission) -> Result<(), Error> {
    let now = ctx.now();
    let overdue = submission.reviews.iter().filter(|r| r.state == ReviewState::Claimed && !r.holds(now));
    for review in overdue {
        sqlx::query!("UPDATE reviews.review SET state = 'left' WHERE id = $1", review.id.0).execute(&mut *conn).await?;
        if submission.state == State::Open {
            remember(ctx, conn, submission.id, "lapsed", None, "").await?;
            let (author, reviewer) = (submission.author, review.reviewer);
            let event = Event::Left { submission: submission.id, review: review.id, author, reviewer, by: None };
            announce(ctx, conn, event).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::reviews::{
        model::CLAIM,
        testing::{Desk, a_run},
    };

    #[tokio::test]
    async fn a_claim_that_ran_out_gives_its_place_back_once() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
        let review = desk.claimed(id, &desk.reviewer).await;
        assert!(!desk.is_queued(id).await);
        desk.ctx().clock.advance(CLAIM - TimeDelta::seconds(1));
        LapseClaim { review }.run(desk.ctx(), &a_run()).await.unwrap();
        assert_eq!(desk.review_state(review).await, "claimed", "not yet");
        desk.ctx().clock.advance(TimeDelta::seconds(1));
        LapseClaim { review }.run(desk.ctx(), &a_run()).await.unwrap();
        LapseClaim { review }.run(desk.ctx(), &a_run()).await.unwrap();
        assert_eq!(desk.review_state(review).await, "left");
        assert!(desk.is_queued(id).await);
        assert_eq!(desk.steps(id).await, ["lapsed"]);
        assert_eq!(desk.stage.events("reviews.left").await, 1);
    }

    #[tokio::test]
    async fn what_is_published_stays() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
        let review = desk.published(id, &desk.reviewer).await;
        desk.ctx().clock.advance(CLAIM);
        LapseClaim { review }.run(desk.ctx(), &a_run()).await.unwrap();
        assert_eq!(desk.review_state(review).await, "published");
        LapseClaim { review: ReviewId(desk.ctx().id()) }.run(desk.ctx(), &a_run()).await.unwrap();
    }

    #[tokio::test]
    async fn nobody_hears_of_a_claim_on_what_has_ended() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
        let review = desk.claimed(id, &desk.reviewer).await;
        desk.end(id, "closed").await;
        desk.ctx().clock.advance(CLAIM);
        LapseClaim { review }.run(desk.ctx(), &a_run()).await.unwrap();
        assert_eq!(desk.review_state(review).await, "left");
        assert_eq!(desk.stage.events("reviews.left").await, 0);
        assert!(!desk.is_queued(id).await);
    }
}
