use contract::{RubricId, reviews::Step};

use super::{model::Action, step::begin};
use crate::{Ctx, accounts::User, reviews::Error};

/// A draft goes for good, with its examples: nobody has been measured by it.
///
/// # Errors
/// `OnlyModerators`, `AlreadyPublished`, `RubricRetired`.
pub async fn discard(ctx: &Ctx, user: &User, id: RubricId, form: Step) -> Result<(), Error> {
    let Some((mut tx, rubric)) = begin(ctx, user, id, form.key, Action::Discard).await? else { return Ok(()) };
    // Marks of reference go with their examples, and only then can the criteria go.
    sqlx::query!("DELETE FROM reviews.example WHERE rubric_id = $1", rubric.id.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM reviews.rubric WHERE id = $1", rubric.id.0).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::reviews::{
        rubric::{rubric_page, testing::Bench},
        testing::refusal,
    };

    #[tokio::test]
    async fn a_draft_goes_with_its_examples() {
        let bench = Bench::new().await;
        let id = bench.drafted("rust").await;
        bench.example(id, [1, 2]).await;
        let outcome = discard(bench.ctx(), &bench.reviewer, id, bench.step()).await;
        assert_eq!(refusal(outcome), Refusal::OnlyModerators);
        let step = bench.step();
        discard(bench.ctx(), &bench.moderator, id, step.clone()).await.unwrap();
        discard(bench.ctx(), &bench.moderator, id, step).await.unwrap();
        assert!(rubric_page(bench.ctx(), Some(&bench.moderator), id).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn what_is_published_stays() {
        let bench = Bench::new().await;
        let id = bench.published("rust").await;
        let outcome = discard(bench.ctx(), &bench.moderator, id, bench.step()).await;
        assert_eq!(refusal(outcome), Refusal::AlreadyPublished);
    }
}
