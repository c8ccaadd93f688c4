use contract::{Refusal, SubmissionId, reviews::Step};

use super::{
    Error, Event,
    life::{announce, remember, settle_queue},
    model::{Action, ReviewState, Role},
    step::begin_step,
};
use crate::{Ctx, accounts::User};

/// A reviewer gives the seat back. What they published stays; their drafts stay theirs.
///
/// # Errors
/// The rules of [`Action::Leave`].
pub async fn leave(ctx: &Ctx, user: &User, id: SubmissionId, form: Step) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Leave).await? else { return Ok(()) };
    let Role::Reviewer(review) = submission.role(user.id, ctx.now()) else {
        return Err(Refusal::ClaimRanOut.into());
    };
    sqlx::query!("UPDATE reviews.review SET state = 'left' WHERE id = $1", review.id.0).execute(&mut *tx).await?;
    settle_queue(ctx, &mut tx, id).await?;
    remember(ctx, &mut tx, id, "left", Some(user.id), &form.note).await?;
    // A claim that became nothing is nobody's news.
    if review.state == ReviewState::Published {
        let (author, reviewer, by) = (submission.author, user.id, Some(user.id));
        announce(ctx, &mut tx, Event::Left { submission: id, review: review.id, author, reviewer, by }).await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::testing::{Desk, refusal};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn a_claim_goes_quietly_and_its_drafts_stay() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.claimed(id, &desk.reviewer).await;
        desk.drafted(id, &desk.reviewer, "a.rs:2", None).await;
        let form = desk.step();
        leave(desk.ctx(), &desk.reviewer, id, form.clone()).await.unwrap();
        leave(desk.ctx(), &desk.reviewer, id, form).await.unwrap();
        assert!(desk.is_queued(id).await);
        assert_eq!(desk.stage.events("reviews.left").await, 0);
        assert_eq!(desk.seen(Some(&desk.reviewer), id).await.len(), 1);
        assert_eq!(refusal(leave(desk.ctx(), &desk.reviewer, id, desk.step()).await), Refusal::ClaimRanOut);
    }

    #[tokio::test]
    async fn of_a_published_review_the_author_hears() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        leave(desk.ctx(), &desk.reviewer, id, desk.step()).await.unwrap();
        assert_eq!(desk.stage.events("reviews.left").await, 1);
        assert!(desk.is_queued(id).await);
        assert_eq!(desk.seen(None, id).await.len(), 1);
    }
}
