use contract::{RubricId, reviews::Step};

use super::{model::Action, publish_example::refuse_published, step::begin};
use crate::{Ctx, accounts::User, reviews::Error};

/// An example that nobody could assess yet goes for good.
///
/// # Errors
/// `OnlyModerators`, `RubricRetired`, `AlreadyPublished`.
pub async fn discard_example(ctx: &Ctx, user: &User, id: RubricId, number: u8, form: Step) -> Result<(), Error> {
    let Some((mut tx, _)) = begin(ctx, user, id, form.key, Action::AddExample).await? else { return Ok(()) };
    refuse_published(&mut tx, id, number).await?;
    sqlx::query!("DELETE FROM reviews.example WHERE rubric_id = $1 AND number = $2", id.0, i16::from(number))
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::reviews::{rubric::testing::Bench, testing::refusal};

    #[tokio::test]
    async fn a_draft_goes_and_what_is_published_stays() {
        let bench = Bench::new().await;
        let id = bench.published("rust").await;
        let (gone, stays) = (bench.example(id, [1, 2]).await, bench.example(id, [2, 3]).await);
        bench.open_example(id, stays).await;
        let outcome = discard_example(bench.ctx(), &bench.reviewer, id, gone, bench.step()).await;
        assert_eq!(refusal(outcome), Refusal::OnlyModerators);
        let step = bench.step();
        discard_example(bench.ctx(), &bench.moderator, id, gone, step.clone()).await.unwrap();
        discard_example(bench.ctx(), &bench.moderator, id, gone, step).await.unwrap();
        assert!(bench.sees(&bench.moderator, id, gone).await.is_none());
        let outcome = discard_example(bench.ctx(), &bench.moderator, id, stays, bench.step()).await;
        assert_eq!(refusal(outcome), Refusal::AlreadyPublished);
    }
}
