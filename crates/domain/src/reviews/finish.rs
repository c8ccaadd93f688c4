use contract::{SubmissionId, reviews::Step};

use super::{
    Error, Event,
    life::{announce, remember, settle_queue},
    model::Action,
    step::begin_step,
};
use crate::{Ctx, accounts::User};

/// The author has what they came for. A claim that has not become a review ends with it; names that were hidden are not
/// any more.
///
/// # Errors
/// The rules of [`Action::Finish`].
pub async fn finish(ctx: &Ctx, user: &User, id: SubmissionId, form: Step) -> Result<(), Error> {
    let Some((mut tx, submission)) = begin_step(ctx, user, id, form.key, Action::Finish).await? else { return Ok(()) };
    sqlx::query!("UPDATE reviews.submission SET state = 'finished', ended_at = $2 WHERE id = $1", id.0, ctx.now())
        .execute(&mut *tx)
        .await?;
    sqlx::query!("UPDATE reviews.review SET state = 'left' WHERE submission_id = $1 AND state = 'claimed'", id.0)
        .execute(&mut *tx)
        .await?;
    settle_queue(ctx, &mut tx, id).await?;
    remember(ctx, &mut tx, id, "finished", Some(user.id), &form.note).await?;
    let present = submission.reviews.iter().filter(|review| review.holds(ctx.now()));
    let reviewers = present.map(|review| review.reviewer).collect();
    announce(ctx, &mut tx, Event::Finished { submission: id, author: user.id, reviewers }).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::reviews::testing::{Desk, refusal};

    const FILES: [(&str, &str); 1] = [("a.rs", "fn a() {\n    x\n}\n")];

    #[tokio::test]
    async fn once_there_is_a_review() {
        let desk = Desk::new().await;
        let id = desk.two_seats(&FILES).await;
        assert_eq!(refusal(finish(desk.ctx(), &desk.author, id, desk.step()).await), Refusal::NotReviewedYet);
        desk.reviewed(id, &desk.reviewer, "a.rs:2").await;
        let claim = desk.claimed(id, &desk.second).await;
        assert_eq!(refusal(finish(desk.ctx(), &desk.reviewer, id, desk.step()).await), Refusal::OnlyTheAuthor);
        let form = desk.step();
        finish(desk.ctx(), &desk.author, id, form.clone()).await.unwrap();
        finish(desk.ctx(), &desk.author, id, form).await.unwrap();
        assert_eq!(refusal(finish(desk.ctx(), &desk.author, id, desk.step()).await), Refusal::SubmissionEnded);
        assert_eq!((desk.seat_state(claim).await.as_str(), desk.is_queued(id).await), ("left", false));
        assert_eq!(desk.stage.events("reviews.finished").await, 1);
    }
}
