use contract::{RubricId, reviews::Step};

use super::{model::Action, step::begin};
use crate::{
    Ctx,
    accounts::User,
    audit::{self, Deed, Note},
    reviews::Error,
};

/// Offers a rubric no longer. What was said by it stays, and so do the weights that came of its examples.
///
/// # Errors
/// `OnlyModerators`, `StillADraft`, `RubricRetired`.
pub async fn retire(ctx: &Ctx, user: &User, id: RubricId, form: Step) -> Result<(), Error> {
    let Some((mut tx, rubric)) = begin(ctx, user, id, form.key, Action::Retire).await? else { return Ok(()) };
    sqlx::query!("UPDATE reviews.rubric SET retired_at = $2 WHERE id = $1", rubric.id.0, ctx.now())
        .execute(&mut *tx)
        .await?;
    audit::append(ctx, &mut tx, Note::new(Deed::RubricRetired, user.id).on(rubric.id.to_string())).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::reviews::{
        rubric::{State, testing::Bench},
        testing::refusal,
    };

    #[tokio::test]
    async fn once_and_only_what_is_in_use() {
        let bench = Bench::new().await;
        let id = bench.drafted("rust").await;
        let early = retire(bench.ctx(), &bench.moderator, id, bench.step()).await;
        assert_eq!(refusal(early), Refusal::StillADraft);
        bench.publish(id).await;
        let outcome = retire(bench.ctx(), &bench.reviewer, id, bench.step()).await;
        assert_eq!(refusal(outcome), Refusal::OnlyModerators);
        let step = bench.step();
        retire(bench.ctx(), &bench.moderator, id, step.clone()).await.unwrap();
        retire(bench.ctx(), &bench.moderator, id, step).await.unwrap();
        assert_eq!(bench.rubric_state(id).await, State::Retired);
        assert_eq!(bench.deeds().await[0], Deed::RubricRetired);
        let again = retire(bench.ctx(), &bench.moderator, id, bench.step()).await;
        assert_eq!(refusal(again), Refusal::RubricRetired);
    }
}
