//! What reasons are worth, version by version. What was earned keeps the weight of its day.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Reason;

/// The weights of one version.
#[derive(Clone, Debug, Default)]
pub struct Weights(HashMap<String, i32>);

impl Weights {
    /// Those that held at that time; without any version, those of the code.
    pub async fn at(conn: &mut PgConnection, at: DateTime<Utc>) -> Result<Self, sqlx::Error> {
        let points = sqlx::query_scalar!(
            "SELECT points FROM ranking.weights WHERE since <= $1 ORDER BY since DESC, version DESC LIMIT 1",
            at
        )
        .fetch_optional(conn)
        .await?;
        Ok(Self(points.and_then(|points| serde_json::from_value(points).ok()).unwrap_or_default()))
    }

    /// Points of one.
    pub fn of(&self, reason: &Reason) -> i32 {
        self.0.get(reason.slug).copied().unwrap_or(reason.points)
    }
}
