use contract::{Refusal, RubricId, reviews::Step};
use sqlx::PgConnection;

use super::{
    model::{Action, State},
    step::begin,
};
use crate::{
    Ctx,
    accounts::User,
    audit::{self, Deed, Note},
    reviews::Error,
};

/// Opens an example of a rubric that is in use already. From then on it stays as it is.
///
/// # Errors
/// `OnlyModerators`, `RubricRetired`, `AlreadyPublished`, and `StillADraft` while the rubric is one: they go out together.
pub async fn publish_example(ctx: &Ctx, user: &User, id: RubricId, number: u8, form: Step) -> Result<(), Error> {
    let Some((mut tx, rubric)) = begin(ctx, user, id, form.key, Action::AddExample).await? else { return Ok(()) };
    if rubric.state == State::Draft {
        return Err(Refusal::StillADraft.into());
    }
    refuse_published(&mut tx, id, number).await?;
    sqlx::query!(
        "UPDATE reviews.example SET published_at = $3 WHERE rubric_id = $1 AND number = $2",
        id.0,
        i16::from(number),
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    let note = Note::new(Deed::ExamplePublished, user.id).on(format!("{id}, {number}"));
    audit::append(ctx, &mut tx, note).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn refuse_published(conn: &mut PgConnection, id: RubricId, number: u8) -> Result<(), Error> {
    let published = sqlx::query_scalar!(
        r#"SELECT published_at IS NOT NULL AS "published!" FROM reviews.example WHERE rubric_id = $1 AND number = $2"#,
        id.0,
        i16::from(number),
    )
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    if published { Err(Refusal::AlreadyPublished.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reviews::{
        rubric::{ExampleAction, testing::Bench},
        testing::refusal,
    };

    #[tokio::test]
    async fn it_can_be_assessed_from_then_on() {
        let bench = Bench::new().await;
        let id = bench.published("rust").await;
        let number = bench.example(id, [1, 2]).await;
        let outcome = publish_example(bench.ctx(), &bench.reviewer, id, number, bench.step()).await;
        assert_eq!(refusal(outcome), Refusal::OnlyModerators);
        let step = bench.step();
        publish_example(bench.ctx(), &bench.moderator, id, number, step.clone()).await.unwrap();
        publish_example(bench.ctx(), &bench.moderator, id, number, step).await.unwrap();
        assert!(bench.sees(&bench.reviewer, id, number).await.unwrap().may(ExampleAction::Assess));
        assert_eq!(bench.deeds().await[..2], [Deed::ExamplePublished, Deed::RubricPublished], "each once");
        let again = publish_example(bench.ctx(), &bench.moderator, id, number, bench.step()).await;
        assert_eq!(refusal(again), Refusal::AlreadyPublished);
        let nothing = publish_example(bench.ctx(), &bench.moderator, id, 9, bench.step()).await;
        assert!(matches!(nothing, Err(Error::NotFound)));
    }

    #[tokio::test]
    async fn with_a_draft_it_goes_out_together() {
        let bench = Bench::new().await;
        let id = bench.drafted("rust").await;
        let number = bench.example(id, [1, 2]).await;
        let outcome = publish_example(bench.ctx(), &bench.moderator, id, number, bench.step()).await;
        assert_eq!(refusal(outcome), Refusal::StillADraft);
    }
}
