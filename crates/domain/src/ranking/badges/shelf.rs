//! Which badges people see: their own, those of others, and how rare each is.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::UserId;

use super::{Badge, shipped, written::named};
use crate::Ctx;

/// A badge that somebody has.
#[derive(Clone, Debug)]
pub struct Held {
    pub badge: Badge,
    pub earned_at: DateTime<Utc>,
    pub revealed: bool,
}

/// The badges of a person, the newest first. Those not revealed yet are for the person alone: leave them out for others.
pub async fn of_person(ctx: &Ctx, person: UserId) -> Result<Vec<Held>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT slug, earned_at, revealed_at IS NOT NULL AS "revealed!" FROM ranking.badge
           WHERE person_id = $1 AND undone_at IS NULL ORDER BY earned_at DESC, slug LIMIT 500"#,
        person.0
    )
    .fetch_all(&ctx.db)
    .await?;
    let slugs: Vec<&str> = rows.iter().map(|row| row.slug.as_str()).filter(|slug| shipped(slug).is_none()).collect();
    let written = named(ctx, &slugs).await?;
    let badge = |slug: &str| shipped(slug).or_else(|| written.iter().find(|badge| badge.slug == slug)).cloned();
    // What the program does not know any more is not shown.
    let held = rows
        .iter()
        .filter_map(|row| Some(Held { badge: badge(&row.slug)?, earned_at: row.earned_at, revealed: row.revealed }));
    Ok(held.collect())
}

/// How many people have each badge, and among how many who have earned anything.
#[derive(Clone, Debug, Default)]
pub struct Shares {
    holders: HashMap<String, i64>,
    people: i64,
}

impl Shares {
    /// Counted from an index that holds nothing else.
    pub async fn load(ctx: &Ctx) -> Result<Self, sqlx::Error> {
        let rows = sqlx::query!(
            r#"SELECT slug, count(*) AS "holders!" FROM ranking.badge WHERE undone_at IS NULL GROUP BY slug"#
        )
        .fetch_all(&ctx.db)
        .await?;
        let people = sqlx::query_scalar!(r#"SELECT count(*) AS "people!" FROM ranking.standing WHERE xp > 0"#)
            .fetch_one(&ctx.db)
            .await?;
        Ok(Self { holders: rows.into_iter().map(|row| (row.slug, row.holders)).collect(), people })
    }

    pub fn holders(&self, badge: &Badge) -> i64 {
        self.holders.get(&badge.slug).copied().unwrap_or_default()
    }

    /// In tenths of a percent.
    pub fn permille(&self, badge: &Badge) -> i64 {
        if self.people == 0 { 0 } else { (self.holders(badge) * 1000 + self.people / 2) / self.people }
    }

    /// `Nobody has it yet`, `12 % have it`.
    pub fn words(&self, badge: &Badge) -> String {
        match (self.holders(badge), self.permille(badge)) {
            (0, _) => "Nobody has it yet".into(),
            (_, permille) if permille < 1 => "Fewer than 0.1 % have it".into(),
            (_, permille) if permille < 100 => format!("{}.{} % have it", permille / 10, permille % 10),
            (_, permille) => format!("{} % have it", permille / 10),
        }
    }
}
