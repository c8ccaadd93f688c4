use contract::RubricId;

use super::model::{State, check};
use crate::{Ctx, accounts::User};

/// Rubrics of one list. Moderators write them by hand, so there are few.
const MOST: i64 = 100;

/// A rubric in the list.
#[derive(Clone, Debug)]
pub struct RubricRow {
    pub id: RubricId,
    pub title: String,
    /// The slug of its language; none: for any.
    pub language: Option<String>,
    pub state: State,
    pub criteria: i64,
    /// That can be assessed.
    pub examples: i64,
    /// Of these the reader has assessed.
    pub done: i64,
}

/// All rubrics: what is in use before drafts, which are for moderators, and both before what is retired.
pub async fn rubrics(ctx: &Ctx, viewer: Option<&User>) -> Result<Vec<RubricRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT r.id, r.title, r.language, r.published_at, r.retired_at,
                  (SELECT count(*) FROM reviews.criterion c WHERE c.rubric_id = r.id) AS "criteria!",
                  (SELECT count(*) FROM reviews.example e WHERE e.rubric_id = r.id AND e.published_at IS NOT NULL) AS "examples!",
                  (SELECT count(*) FROM reviews.assessment a WHERE a.rubric_id = r.id AND a.person_id = $1) AS "done!"
           FROM reviews.rubric r WHERE r.published_at IS NOT NULL OR $2
           ORDER BY r.retired_at DESC NULLS FIRST, r.published_at DESC NULLS LAST, r.id LIMIT $3"#,
        viewer.map(|user| user.id.0),
        viewer.is_some_and(|user| check(user).is_ok()),
        MOST,
    )
    .fetch_all(&ctx.db)
    .await?;
    let row = rows.into_iter().map(|row| RubricRow {
        id: RubricId(row.id),
        title: row.title,
        language: row.language,
        state: State::of(row.published_at, row.retired_at),
        criteria: row.criteria,
        examples: row.examples,
        done: row.done,
    });
    Ok(row.collect())
}

#[cfg(test)]
mod tests {
    use contract::reviews::Assess;

    use super::*;
    use crate::reviews::rubric::{
        assess,
        testing::{Bench, marks},
    };

    #[tokio::test]
    async fn drafts_are_for_moderators_and_progress_is_ones_own() {
        let bench = Bench::new().await;
        let (open, number) = bench.opened([1, 2]).await;
        let (draft, old) = (bench.drafted("go").await, bench.published("zig").await);
        bench.retired(old).await;
        assess(bench.ctx(), &bench.reviewer, open, number, Assess { marks: marks([1, 2]) }).await.unwrap();
        let ids =
            |rows: Vec<RubricRow>| rows.into_iter().map(|row| (row.id, row.done, row.examples)).collect::<Vec<_>>();
        let seen = rubrics(bench.ctx(), Some(&bench.moderator)).await.unwrap();
        assert_eq!(ids(seen), [(open, 0, 1), (draft, 0, 0), (old, 0, 0)]);
        let seen = rubrics(bench.ctx(), Some(&bench.reviewer)).await.unwrap();
        assert_eq!(ids(seen), [(open, 1, 1), (old, 0, 0)]);
        assert_eq!(ids(rubrics(bench.ctx(), None).await.unwrap()), [(open, 0, 1), (old, 0, 0)]);
    }
}
