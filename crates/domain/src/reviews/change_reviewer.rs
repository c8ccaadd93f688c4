use contract::{SubmissionId, reviews::Step};

use super::{
    Error, Event,
    life::{announce, remember, settle_queue, turn_to},
    model::{Action, Turn},
    step::begin_step,
};
use crate::{Ctx, accounts::User};

/// The author asks for somebody else: all seats are free again, and the place in the queue is a day earlier. What was
/// published stays.
///
/// # Errors
/// The rules of [`Action::ChangeReviewer`].
pub async fn change_reviewer(ctx: &Ctx, user: &User, id: SubmissionId, form: Step) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::ChangeReviewer).await? else {
        return Ok(());
    };
    sqlx::query!("UPDATE reviews.review SET state = 'left' WHERE submission_id = $1 AND state <> 'left'", id.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("UPDATE reviews.submission SET queued_at = queued_at - interval '24 hours' WHERE id = $1", id.0)
        .execute(&mut *tx)
        .await?;
    turn_to(ctx, &mut tx, id, Turn::Reviewer).await?;
    settle_queue(ctx, &mut tx, id).await?;
    remember(ctx, &mut tx, id, "reviewer_changed", Some(user.id), &form.note).await?;
    for review in submission.reviews.iter().filter(|review| review.holds(ctx.now())) {
        let (author, reviewer, by) = (submission.author, review.reviewer, Some(user.id));
        announce(ctx, &mut tx, Event::Left { submission: id, review: review.id, author, reviewer, by }).await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use contract::Refusal;

    use super::*;
    use crate::reviews::testing::{Desk, refusal};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn the_seats_are_free_again_a_day_earlier_in_the_queue() {
        let desk = Desk::new().await;
        let id = desk.open(&FILES).await;
        let outcome = change_reviewer(desk.ctx(), &desk.author, id, desk.step()).await;
        assert_eq!(refusal(outcome), Refusal::NotReviewedYet);
        desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        assert!(!desk.is_queued(id).await);
        let outcome = change_reviewer(desk.ctx(), &desk.reviewer, id, desk.step()).await;
        assert_eq!(refusal(outcome), Refusal::OnlyTheAuthor);
        let form = desk.step();
        change_reviewer(desk.ctx(), &desk.author, id, form.clone()).await.unwrap();
        change_reviewer(desk.ctx(), &desk.author, id, form).await.unwrap();
        let queued: DateTime<Utc> = sqlx::query_scalar("SELECT queued_at FROM reviews.queue WHERE submission_id = $1")
            .bind(id.0)
            .fetch_one(&desk.ctx().db)
            .await
            .unwrap();
        assert_eq!(queued, desk.now() - TimeDelta::hours(24));
        assert_eq!((desk.turn(id).await, desk.stage.events("reviews.left").await), (Turn::Reviewer, 1));
        assert_eq!(desk.seen(None, id).await.len(), 1);
        desk.reviewed(id, &desk.second, "a.rs:1").await;
    }
}
