use contract::{SubmissionId, UserId, reviews::Step};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, remember, settle_queue},
    model::{Action, Submission},
    step::begin_step,
};
use crate::{Ctx, accounts::User};

/// Takes a submission back that nobody has reviewed yet. Whoever has just claimed it is told; what they had drafted stays
/// theirs.
///
/// # Errors
/// `OnlyTheAuthor`, `StillADraft`, `AlreadyReviewed`, `SubmissionEnded`.
pub async fn withdraw(ctx: &Ctx, user: &User, id: SubmissionId, form: Step) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Withdraw).await? else {
        return Ok(());
    };
    close(ctx, &mut tx, id).await?;
    settle_queue(ctx, &mut tx, id).await?;
    remember(ctx, &mut tx, id, "closed", Some(user.id), &form.note).await?;
    let reviewers = reviewers(ctx, &submission);
    announce(ctx, &mut tx, Event::Closed { submission: id, author: user.id, reviewers }).await?;
    tx.commit().await?;
    Ok(())
}

async fn close(ctx: &Ctx, conn: &mut PgConnection, id: SubmissionId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE reviews.submission SET state = 'closed', ended_at = $2 WHERE id = $1", id.0, ctx.now())
        .execute(&mut *conn)
        .await?;
    sqlx::query!("UPDATE reviews.review SET state = 'left' WHERE submission_id = $1 AND state = 'claimed'", id.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Those who are at it.
pub(super) fn reviewers(ctx: &Ctx, submission: &Submission) -> Vec<UserId> {
    submission.reviews.iter().filter(|review| review.holds(ctx.now())).map(|review| review.reviewer).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::Refusal;

    use super::*;
    use crate::reviews::testing::{Study, refusal};

    #[tokio::test]
    async fn its_place_and_its_claims_are_gone() {
        let desk = Study::new().await;
        let id = desk.open(&[("a.rs", "fn a() {}")]).await;
        let review = desk.claimed(id, &desk.reviewer).await;
        let form = desk.step();
        withdraw(desk.ctx(), &desk.author, id, form.clone()).await.unwrap();
        withdraw(desk.ctx(), &desk.author, id, form).await.unwrap();
        assert_eq!(desk.column(id, "state").await, "closed");
        assert!(!desk.is_queued(id).await);
        assert_eq!(desk.state_of(review).await, "left");
        assert_eq!(desk.happened(id).await, ["closed"]);
        let told = desk.told("reviews.closed").await;
        assert_eq!(told["reviewers"], serde_json::json!([desk.reviewer.id]));
        assert_eq!(refusal(withdraw(desk.ctx(), &desk.author, id, desk.step()).await), Refusal::SubmissionEnded);
    }

    #[tokio::test]
    async fn a_claim_that_ran_out_is_nobodys_business() {
        let desk = Study::new().await;
        let id = desk.open(&[("a.rs", "fn a() {}")]).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.ctx().clock.advance(TimeDelta::minutes(31));
        withdraw(desk.ctx(), &desk.author, id, desk.step()).await.unwrap();
        assert_eq!(desk.told("reviews.closed").await["reviewers"], serde_json::json!([]));
    }

    #[tokio::test]
    async fn not_a_draft_not_what_is_reviewed_not_anothers() {
        let desk = Study::new().await;
        let draft = desk.draft(&[]).await;
        assert_eq!(refusal(withdraw(desk.ctx(), &desk.author, draft, desk.step()).await), Refusal::StillADraft);
        let id = desk.open(&[("a.rs", "fn a() {}")]).await;
        assert_eq!(refusal(withdraw(desk.ctx(), &desk.reviewer, id, desk.step()).await), Refusal::OnlyTheAuthor);
        desk.reviewed(id, &desk.reviewer).await;
        assert_eq!(refusal(withdraw(desk.ctx(), &desk.author, id, desk.step()).await), Refusal::AlreadyReviewed);
    }
}
