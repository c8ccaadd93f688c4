use contract::{RubricId, reviews::MakeRubric};
use sqlx::PgConnection;

use super::model::check;
use crate::{
    Ctx, Once,
    accounts::User,
    once,
    reviews::{Error, language},
};

/// Keeps a rubric as a draft that moderators alone see. `None` if this very form has made one already.
///
/// # Errors
/// `OnlyModerators`; `Invalid` at `language` for one that does not exist.
pub async fn make(ctx: &Ctx, user: &User, form: MakeRubric) -> Result<Option<RubricId>, Error> {
    check(user)?;
    let language = language::chosen(&form.language)?.map(|language| language.id);
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(None);
    }
    let id = RubricId(ctx.id());
    sqlx::query!(
        "INSERT INTO reviews.rubric (id, title, about, language, made_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        id.0,
        form.title,
        form.about,
        language,
        user.id.0,
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    insert_criteria(&mut tx, id, &form).await?;
    tx.commit().await?;
    Ok(Some(id))
}

async fn insert_criteria(conn: &mut PgConnection, id: RubricId, form: &MakeRubric) -> Result<(), sqlx::Error> {
    for (number, criterion) in (1_i16..).zip(&form.criteria) {
        sqlx::query!(
            "INSERT INTO reviews.criterion (rubric_id, number, title, description, levels, weight)
             VALUES ($1, $2, $3, $4, $5, $6)",
            id.0,
            number,
            criterion.title,
            criterion.description,
            &criterion.levels,
            i16::from(criterion.weight),
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::reviews::{
        rubric::{
            rubric_page,
            testing::{Bench, a_rubric},
        },
        testing::{refusal, wrong},
    };

    #[tokio::test]
    async fn a_draft_holds_what_was_sent_and_is_made_once() {
        let bench = Bench::new().await;
        let form = MakeRubric { key: bench.key(), ..a_rubric("python") };
        let id = make(bench.ctx(), &bench.moderator, form.clone()).await.unwrap().unwrap();
        assert_eq!(make(bench.ctx(), &bench.moderator, form.clone()).await.unwrap(), None);
        let page = rubric_page(bench.ctx(), Some(&bench.moderator), id).await.unwrap().unwrap();
        assert_eq!((page.criteria, page.language.as_deref()), (form.criteria, Some("python")));
        assert!(rubric_page(bench.ctx(), Some(&bench.reviewer), id).await.unwrap().is_none());
        assert!(rubric_page(bench.ctx(), None, id).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn only_moderators_may_and_the_language_exists() {
        let bench = Bench::new().await;
        let outcome = make(bench.ctx(), &bench.reviewer, a_rubric("")).await;
        assert_eq!(refusal(outcome), Refusal::OnlyModerators);
        assert_eq!(wrong(make(bench.ctx(), &bench.moderator, a_rubric("klingon")).await), ["language"]);
    }
}
