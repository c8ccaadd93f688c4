use contract::{SubmissionId, reviews::Step};

use super::{
    Error, LapseClaim,
    claim::count_alone,
    life::{load, remember},
    model::{Action, CLAIM, Role},
};
use crate::{Ctx, Once, accounts::User, once};

/// Another half hour from now for a claim that has not run out.
///
/// # Errors
/// `ClaimRanOut`, also for those who never had one; `SubmissionEnded`.
pub async fn extend(ctx: &Ctx, user: &User, id: SubmissionId, form: Step) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    let submission = load(&mut tx, id).await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    count_alone(&mut tx, user.id).await?;
    let now = ctx.now();
    submission.check(user.id, Action::Extend, now)?;
    let Role::Reviewer(review) = submission.role(user.id, now) else { return Err(Error::NotFound) };
    let until = now + CLAIM;
    sqlx::query!("UPDATE reviews.review SET claimed_until = $2 WHERE id = $1", review.id.0, until)
        .execute(&mut *tx)
        .await?;
    ctx.jobs.enqueue(&mut tx, LapseClaim { review: review.id }.due(until)).await?;
    remember(ctx, &mut tx, id, "extended", Some(user.id), &form.note).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::Refusal;

    use super::*;
    use crate::{
        jobs::Job,
        reviews::testing::{Desk, a_run, refusal, step},
    };

    #[tokio::test]
    async fn another_half_hour_from_now() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
        let review = desk.claimed(id, &desk.reviewer).await;
        desk.ctx().clock.advance(TimeDelta::minutes(20));
        let form = step(desk.ctx());
        extend(desk.ctx(), &desk.reviewer, id, form.clone()).await.unwrap();
        extend(desk.ctx(), &desk.reviewer, id, form).await.expect("the same form again is no error");
        let jobs: Vec<_> = desk.stage.jobs.0.lock().unwrap().iter().filter_map(|job| job.run_at).collect();
        assert_eq!(jobs, [desk.now() + CLAIM]);
        desk.ctx().clock.advance(TimeDelta::minutes(29));
        LapseClaim { review }.run(desk.ctx(), &a_run()).await.unwrap();
        assert_eq!(desk.review_state(review).await, "claimed", "the first job comes too early by now");
        desk.ctx().clock.advance(TimeDelta::minutes(1));
        LapseClaim { review }.run(desk.ctx(), &a_run()).await.unwrap();
        assert_eq!(desk.review_state(review).await, "left");
    }

    #[tokio::test]
    async fn what_has_run_out_is_claimed_and_not_extended() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
        desk.claimed(id, &desk.reviewer).await;
        let others = extend(desk.ctx(), &desk.second, id, step(desk.ctx())).await;
        assert_eq!(refusal(others), Refusal::ClaimRanOut);
        desk.ctx().clock.advance(CLAIM);
        let late = extend(desk.ctx(), &desk.reviewer, id, step(desk.ctx())).await;
        assert_eq!(refusal(late), Refusal::ClaimRanOut);
    }

    #[tokio::test]
    async fn what_is_published_needs_no_more_time() {
        let desk = Desk::new().await;
        let id = desk.open(&[("a.rs", "fn a() {}\n")]).await;
        desk.published(id, &desk.reviewer).await;
        let again = extend(desk.ctx(), &desk.reviewer, id, step(desk.ctx())).await;
        assert_eq!(refusal(again), Refusal::ClaimRanOut);
        desk.end(id, "finished").await;
        let ended = extend(desk.ctx(), &desk.reviewer, id, step(desk.ctx())).await;
        assert_eq!(refusal(ended), Refusal::SubmissionEnded);
    }
}
