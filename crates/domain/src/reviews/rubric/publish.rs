use contract::{RubricId, reviews::Step};

use super::{model::Action, step::begin};
use crate::{
    Ctx,
    accounts::User,
    audit::{self, Deed, Note},
    reviews::Error,
};

/// Offers a rubric to reviewers, with its examples, in the place of the one that was offered for the same language.
///
/// # Errors
/// `OnlyModerators`, `AlreadyPublished`, `RubricRetired`.
pub async fn publish(ctx: &Ctx, user: &User, id: RubricId, form: Step) -> Result<(), Error> {
    let Some((mut tx, rubric)) = begin(ctx, user, id, form.key, Action::Publish).await? else { return Ok(()) };
    sqlx::query!(
        "UPDATE reviews.rubric SET retired_at = $2
         WHERE language IS NOT DISTINCT FROM $1 AND published_at IS NOT NULL AND retired_at IS NULL",
        rubric.language,
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("UPDATE reviews.rubric SET published_at = $2 WHERE id = $1", rubric.id.0, ctx.now())
        .execute(&mut *tx)
        .await?;
    sqlx::query!("UPDATE reviews.example SET published_at = $2 WHERE rubric_id = $1", rubric.id.0, ctx.now())
        .execute(&mut *tx)
        .await?;
    audit::append(ctx, &mut tx, Note::new(Deed::RubricPublished, user.id).on(rubric.id.to_string())).await?;
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
    async fn it_takes_the_place_of_the_one_before_for_the_same_language() {
        let bench = Bench::new().await;
        let (any, old, new) = (bench.published("").await, bench.published("rust").await, bench.drafted("rust").await);
        let step = bench.step();
        publish(bench.ctx(), &bench.moderator, new, step.clone()).await.unwrap();
        publish(bench.ctx(), &bench.moderator, new, step).await.unwrap();
        let mut states = Vec::new();
        for id in [any, old, new] {
            states.push(bench.rubric_state(id).await);
        }
        assert_eq!(states, [State::InUse, State::Retired, State::InUse]);
        let noted = bench.deeds().await;
        assert_eq!(noted.iter().filter(|deed| **deed == Deed::RubricPublished).count(), 3, "each once");
    }

    #[tokio::test]
    async fn examples_are_published_with_it() {
        let bench = Bench::new().await;
        let id = bench.drafted("rust").await;
        bench.example(id, [1, 2]).await;
        assert!(bench.sees(&bench.reviewer, id, 1).await.is_none());
        publish(bench.ctx(), &bench.moderator, id, bench.step()).await.unwrap();
        assert!(bench.sees(&bench.reviewer, id, 1).await.is_some());
    }

    #[tokio::test]
    async fn once_and_only_by_moderators() {
        let bench = Bench::new().await;
        let id = bench.drafted("rust").await;
        let outcome = publish(bench.ctx(), &bench.reviewer, id, bench.step()).await;
        assert_eq!(refusal(outcome), Refusal::OnlyModerators);
        publish(bench.ctx(), &bench.moderator, id, bench.step()).await.unwrap();
        let again = publish(bench.ctx(), &bench.moderator, id, bench.step()).await;
        assert_eq!(refusal(again), Refusal::AlreadyPublished);
        bench.retired(id).await;
        let again = publish(bench.ctx(), &bench.moderator, id, bench.step()).await;
        assert_eq!(refusal(again), Refusal::RubricRetired);
        let nothing = publish(bench.ctx(), &bench.moderator, RubricId(bench.ctx().id()), bench.step()).await;
        assert!(matches!(nothing, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn of_two_at_the_same_moment_the_later_is_in_use() {
        let bench = Bench::new().await;
        let (a, b) = (bench.drafted("rust").await, bench.drafted("rust").await);
        let (one, two) = tokio::join!(
            publish(bench.ctx(), &bench.moderator, a, bench.step()),
            publish(bench.ctx(), &bench.moderator, b, bench.step())
        );
        one.unwrap();
        two.unwrap();
        let states = [bench.rubric_state(a).await, bench.rubric_state(b).await];
        assert_eq!(states.iter().filter(|state| **state == State::InUse).count(), 1);
    }
}
