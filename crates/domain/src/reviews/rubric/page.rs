use contract::{RubricId, reviews::Criterion};
use sqlx::PgConnection;

use super::{
    marks::small,
    model::{Action, State, allowed, check},
};
use crate::{Ctx, accounts::User};

/// An example in the list of its rubric.
#[derive(Clone, Debug)]
pub struct ExampleRow {
    pub number: u8,
    pub title: String,
    pub published: bool,
    /// The reader wrote its reference.
    pub is_own: bool,
    /// How close the reader came, if they have assessed it.
    pub agreement: Option<f64>,
}

/// Everything the page of a rubric shows.
#[derive(Clone, Debug)]
pub struct RubricPage {
    pub id: RubricId,
    pub title: String,
    /// Markdown.
    pub about: String,
    /// The slug of its language; none: for any.
    pub language: Option<String>,
    pub state: State,
    pub criteria: Vec<Criterion>,
    pub examples: Vec<ExampleRow>,
    pub allowed: Vec<Action>,
}

/// A rubric as this reader may see it: drafts are for moderators.
pub async fn rubric_page(ctx: &Ctx, viewer: Option<&User>, id: RubricId) -> Result<Option<RubricPage>, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    let row =
        sqlx::query!("SELECT title, about, language, published_at, retired_at FROM reviews.rubric WHERE id = $1", id.0)
            .fetch_optional(&mut *conn)
            .await?;
    let Some(row) = row else { return Ok(None) };
    let state = State::of(row.published_at, row.retired_at);
    let moderates = viewer.is_some_and(|user| check(user).is_ok());
    if state == State::Draft && !moderates {
        return Ok(None);
    }
    Ok(Some(RubricPage {
        id,
        title: row.title,
        about: row.about,
        language: row.language,
        state,
        criteria: criteria(&mut conn, id).await?,
        examples: examples(&mut conn, id, viewer, moderates).await?,
        allowed: allowed(viewer, state),
    }))
}

/// In the order of their numbers.
pub(super) async fn criteria(conn: &mut PgConnection, id: RubricId) -> Result<Vec<Criterion>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT title, description, levels, weight FROM reviews.criterion WHERE rubric_id = $1 ORDER BY number",
        id.0
    )
    .fetch_all(conn)
    .await?;
    let criterion = rows.into_iter().map(|row| {
        let mut levels = row.levels.into_iter();
        Criterion {
            title: row.title,
            description: row.description,
            levels: std::array::from_fn(|_| levels.next().unwrap_or_default()),
            weight: small(row.weight),
        }
    });
    Ok(criterion.collect())
}

async fn examples(
    conn: &mut PgConnection,
    id: RubricId,
    viewer: Option<&User>,
    drafts: bool,
) -> Result<Vec<ExampleRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT e.number, e.title, e.made_by, e.published_at IS NOT NULL AS "published!", a.agreement AS "agreement?"
           FROM reviews.example e
           LEFT JOIN reviews.assessment a
                ON a.rubric_id = e.rubric_id AND a.example = e.number AND a.person_id = $2
           WHERE e.rubric_id = $1 AND (e.published_at IS NOT NULL OR $3) ORDER BY e.number"#,
        id.0,
        viewer.map(|user| user.id.0),
        drafts,
    )
    .fetch_all(conn)
    .await?;
    let row = rows.into_iter().map(|row| ExampleRow {
        number: small(row.number),
        title: row.title,
        published: row.published,
        is_own: viewer.is_some_and(|user| user.id.0 == row.made_by),
        agreement: row.agreement,
    });
    Ok(row.collect())
}
