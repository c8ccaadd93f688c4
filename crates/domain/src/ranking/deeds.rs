use chrono::{DateTime, Utc};
use contract::{RingId, UserId};
use sqlx::PgConnection;

use super::Error;
use crate::{
    Ctx,
    accounts::{Power, User},
    audit::{self, Note},
};

/// Deeds that are shown.
const SHOWN: i64 = 30;

/// What somebody who looks after the ranking did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Made a version of the weights.
    Weights {
        version: i32,
    },
    /// Had what was earned counted anew by a version, or as it was earned.
    Recalculation {
        version: Option<i32>,
    },
    Cleared(RingId),
    Confirmed(RingId),
    Reopened(RingId),
}

impl Deed {
    fn parts(self) -> (&'static str, Option<i32>, Option<RingId>) {
        match self {
            Self::Weights { version } => ("weights", Some(version), None),
            Self::Recalculation { version } => ("recalculation", version, None),
            Self::Cleared(ring) => ("cleared", None, Some(ring)),
            Self::Confirmed(ring) => ("confirmed", None, Some(ring)),
            Self::Reopened(ring) => ("reopened", None, Some(ring)),
        }
    }

    fn audited(self, by: UserId) -> Note {
        match self {
            Self::Weights { version } => Note::new(audit::Deed::WeightsMade, by).on(version.to_string()),
            Self::Recalculation { version: None } => Note::new(audit::Deed::RecalculationBegun, by),
            Self::Recalculation { version: Some(version) } => {
                Note::new(audit::Deed::RecalculationBegun, by).on(version.to_string())
            }
            Self::Cleared(ring) => Note::new(audit::Deed::RingCleared, by).on(ring.to_string()),
            Self::Confirmed(ring) => Note::new(audit::Deed::RingConfirmed, by).on(ring.to_string()),
            Self::Reopened(ring) => Note::new(audit::Deed::RingReopened, by).on(ring.to_string()),
        }
    }

    fn of(what: &str, version: Option<i32>, ring: Option<RingId>) -> Option<Self> {
        match (what, version, ring) {
            ("weights", Some(version), _) => Some(Self::Weights { version }),
            ("recalculation", version, _) => Some(Self::Recalculation { version }),
            ("cleared", _, Some(ring)) => Some(Self::Cleared(ring)),
            ("confirmed", _, Some(ring)) => Some(Self::Confirmed(ring)),
            ("reopened", _, Some(ring)) => Some(Self::Reopened(ring)),
            _ => None,
        }
    }
}

/// A deed as it stands on the page.
#[derive(Clone, Debug)]
pub struct DeedRow {
    pub deed: Deed,
    /// None once their account is gone.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
    pub note: String,
}

/// Notes what was done, in the transaction that does it and last in it: see [`audit::append`].
pub(super) async fn record(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    deed: Deed,
    note: &str,
) -> Result<(), sqlx::Error> {
    let (what, version, ring) = deed.parts();
    sqlx::query!(
        "INSERT INTO ranking.deed (id, what, done_by, done_at, note, version, ring_id) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        ctx.id(),
        what,
        user.id.0,
        ctx.now(),
        note,
        version,
        ring.map(|ring| ring.0)
    )
    .execute(&mut *conn)
    .await?;
    audit::append(ctx, conn, deed.audited(user.id).because(note)).await
}

/// What was done lately, the newest first.
///
/// # Errors
/// `OnlyModerators`.
pub async fn deeds(ctx: &Ctx, user: &User) -> Result<Vec<DeedRow>, Error> {
    user.must(Power::LookAtRings)?;
    let rows = sqlx::query!(
        r#"SELECT d.what, d.version, d.ring_id, d.done_by, d.done_at, d.note, p.name AS "name?"
           FROM ranking.deed d LEFT JOIN accounts.public_person p ON p.id = d.done_by
           ORDER BY d.done_at DESC, d.id DESC LIMIT $1"#,
        SHOWN
    )
    .fetch_all(&ctx.db)
    .await?;
    let deeds = rows.into_iter().filter_map(|row| {
        let by = row.done_by.map(|id| row.name.unwrap_or_else(|| UserId(id).to_string()));
        let deed = Deed::of(&row.what, row.version, row.ring_id.map(RingId))?;
        Some(DeedRow { deed, by, at: row.done_at, note: row.note })
    });
    Ok(deeds.collect())
}
