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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Gave a badge that was written, or retired it.
    BadgeGiven(String),
    BadgeRetired(String),
}

impl Deed {
    fn name(&self) -> &'static str {
        match self {
            Self::Weights { .. } => "weights",
            Self::Recalculation { .. } => "recalculation",
            Self::Cleared(_) => "cleared",
            Self::Confirmed(_) => "confirmed",
            Self::Reopened(_) => "reopened",
            Self::BadgeGiven(_) => "badge_given",
            Self::BadgeRetired(_) => "badge_retired",
        }
    }

    fn version(&self) -> Option<i32> {
        match self {
            Self::Weights { version } => Some(*version),
            Self::Recalculation { version } => *version,
            _ => None,
        }
    }

    fn ring(&self) -> Option<RingId> {
        match self {
            Self::Cleared(ring) | Self::Confirmed(ring) | Self::Reopened(ring) => Some(*ring),
            _ => None,
        }
    }

    fn badge(&self) -> Option<&str> {
        match self {
            Self::BadgeGiven(slug) | Self::BadgeRetired(slug) => Some(slug),
            _ => None,
        }
    }

    fn audited(&self, by: UserId) -> Note {
        let deed = match self {
            Self::Weights { .. } => audit::Deed::WeightsMade,
            Self::Recalculation { .. } => audit::Deed::RecalculationBegun,
            Self::Cleared(_) => audit::Deed::RingCleared,
            Self::Confirmed(_) => audit::Deed::RingConfirmed,
            Self::Reopened(_) => audit::Deed::RingReopened,
            Self::BadgeGiven(_) => audit::Deed::BadgeGiven,
            Self::BadgeRetired(_) => audit::Deed::BadgeRetired,
        };
        let thing = (self.version().map(|version| version.to_string()))
            .or_else(|| self.ring().map(|ring| ring.to_string()))
            .or_else(|| self.badge().map(str::to_owned));
        let note = Note::new(deed, by);
        match thing {
            Some(thing) => note.on(thing),
            None => note,
        }
    }

    fn of(what: &str, version: Option<i32>, ring: Option<RingId>, badge: Option<String>) -> Option<Self> {
        match what {
            "weights" => Some(Self::Weights { version: version? }),
            "recalculation" => Some(Self::Recalculation { version }),
            "cleared" => Some(Self::Cleared(ring?)),
            "confirmed" => Some(Self::Confirmed(ring?)),
            "reopened" => Some(Self::Reopened(ring?)),
            "badge_given" => Some(Self::BadgeGiven(badge?)),
            "badge_retired" => Some(Self::BadgeRetired(badge?)),
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
    sqlx::query!(
        "INSERT INTO ranking.deed (id, what, done_by, done_at, note, version, ring_id, badge)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        ctx.id(),
        deed.name(),
        user.id.0,
        ctx.now(),
        note,
        deed.version(),
        deed.ring().map(|ring| ring.0),
        deed.badge()
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
        r#"SELECT d.what, d.version, d.ring_id, d.badge, d.done_by, d.done_at, d.note, p.name AS "name?"
           FROM ranking.deed d LEFT JOIN accounts.public_person p ON p.id = d.done_by
           ORDER BY d.done_at DESC, d.id DESC LIMIT $1"#,
        SHOWN
    )
    .fetch_all(&ctx.db)
    .await?;
    let deeds = rows.into_iter().filter_map(|row| {
        let by = row.done_by.map(|id| row.name.unwrap_or_else(|| UserId(id).to_string()));
        let deed = Deed::of(&row.what, row.version, row.ring_id.map(RingId), row.badge)?;
        Some(DeedRow { deed, by, at: row.done_at, note: row.note })
    });
    Ok(deeds.collect())
}
