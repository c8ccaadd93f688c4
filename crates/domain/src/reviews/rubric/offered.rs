//! The rubric that a reviewer is offered.

use contract::{ReviewId, RubricId, reviews::Criterion};
use sqlx::PgConnection;

use super::{marks::small, page::criteria};
use crate::Ctx;

/// A rubric to mark a round by.
#[derive(Clone, Debug)]
pub struct Offered {
    pub id: RubricId,
    pub title: String,
    pub criteria: Vec<Criterion>,
    /// What the reviewer said by it in their last round: number of the criterion and level.
    pub before: Vec<(u8, u8)>,
}

/// The rubric for that language, else that for any, if there is one.
pub async fn offered(ctx: &Ctx, language: &str, review: ReviewId) -> Result<Option<Offered>, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    let Some(id) = in_use(&mut conn, language).await? else { return Ok(None) };
    let title =
        sqlx::query_scalar!("SELECT title FROM reviews.rubric WHERE id = $1", id.0).fetch_one(&mut *conn).await?;
    let before = sqlx::query!(
        "SELECT criterion, level FROM reviews.round_mark
         WHERE review_id = $1 AND rubric_id = $2 AND round = (SELECT max(number) FROM reviews.round WHERE review_id = $1)",
        review.0,
        id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let before = before.into_iter().map(|row| (small(row.criterion), small(row.level))).collect();
    Ok(Some(Offered { id, title, criteria: criteria(&mut conn, id).await?, before }))
}

pub(super) async fn in_use(conn: &mut PgConnection, language: &str) -> Result<Option<RubricId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "SELECT id FROM reviews.rubric
         WHERE published_at IS NOT NULL AND retired_at IS NULL AND (language = $1 OR language IS NULL)
         ORDER BY language NULLS LAST LIMIT 1",
        language
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(RubricId))
}
