//! What reasons are worth, version by version. What was earned keeps the weight of its day, until an admin decides that it
//! counts by another version: then corrections are written, and no entry is changed.

mod change;
mod page;
mod preview;
mod recalculate;
mod recast;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{REASONS, Reason};

pub use change::{VERSIONS_A_DAY, change_weights};
pub use page::{Recalculation, Version, WeightsPage, weights_page};
pub use preview::{Mover, preview};
pub use recalculate::{Recalculate, recalculate};
pub(super) use recast::Recast;

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
        Ok(points.map(Self::read).unwrap_or_default())
    }

    fn read(points: serde_json::Value) -> Self {
        Self(serde_json::from_value(points).unwrap_or_default())
    }

    /// Points of one.
    pub fn of(&self, reason: &Reason) -> i32 {
        self.0.get(reason.slug).copied().unwrap_or(reason.points)
    }

    /// Of every reason: these, and where they say nothing what it is worth now.
    fn with(&self, points: &BTreeMap<String, i32>) -> BTreeMap<&'static str, i32> {
        let of = |reason: &Reason| points.get(reason.slug).copied().unwrap_or_else(|| self.of(reason));
        REASONS.into_iter().map(|reason| (reason.slug, of(reason))).collect()
    }
}
