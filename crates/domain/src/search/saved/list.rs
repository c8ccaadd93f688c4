use chrono::{DateTime, Utc};
use contract::{
    SavedId,
    tutors::{Alert, Search},
};

use crate::{Ctx, accounts::User};

/// A question that somebody keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    pub id: SavedId,
    pub name: String,
    pub search: Search,
    pub alert: Alert,
    pub created_at: DateTime<Utc>,
    /// When they were last told of a time.
    pub told_at: Option<DateTime<Utc>>,
}

/// What a person keeps, the newest first: at most [`super::SAVED_MAX`].
pub async fn saved(ctx: &Ctx, user: &User) -> Result<Vec<Saved>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT s.id, s.name, s.query, s.alert, s.created_at,
                (SELECT max(o.told_at) FROM search.opening o WHERE o.saved_id = s.id) AS told_at
         FROM search.saved s WHERE s.person_id = $1 ORDER BY s.created_at DESC, s.id DESC LIMIT 20",
        user.id.0,
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Saved {
            id: SavedId(row.id),
            name: row.name,
            search: Search::parse(&row.query),
            alert: row.alert.parse().unwrap_or(Alert::Off),
            created_at: row.created_at,
            told_at: row.told_at,
        })
        .collect())
}
