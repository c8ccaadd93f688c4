use contract::ranking::{BadgeState, Rule};
use sqlx::{PgConnection, types::Json};

use super::{Row, Written};
use crate::{
    Ctx,
    accounts::{Power, User},
    ranking::{
        Error,
        badges::{Badge, SHIPPED, shipped},
    },
};

/// All that can be earned now: those of the program, then those that were written, the oldest first.
pub async fn given(conn: &mut PgConnection) -> Result<Vec<Badge>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT slug, title, sentence, rarity, picture, rule AS "rule: Json<Rule>"
           FROM ranking.written_badge WHERE state = 'given' ORDER BY changed_at, slug"#
    )
    .fetch_all(conn)
    .await?;
    Ok(SHIPPED.iter().cloned().chain(rows.into_iter().filter_map(Row::badge)).collect())
}

/// Those of these names that were written.
pub(in crate::ranking::badges) async fn named(ctx: &Ctx, slugs: &[&str]) -> Result<Vec<Badge>, sqlx::Error> {
    if slugs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT slug, title, sentence, rarity, picture, rule AS "rule: Json<Rule>"
           FROM ranking.written_badge WHERE slug = ANY ($1)"#,
        slugs as &[&str]
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows.into_iter().filter_map(Row::badge).collect())
}

/// A badge that is known to everybody.
#[derive(Clone, Debug)]
pub struct Found {
    pub badge: Badge,
    /// Nobody gets it any more.
    pub retired: bool,
}

/// The badge of that name, unless it is a draft.
pub async fn find(ctx: &Ctx, slug: &str) -> Result<Option<Found>, sqlx::Error> {
    if let Some(badge) = shipped(slug) {
        return Ok(Some(Found { badge: badge.clone(), retired: false }));
    }
    let found = load(ctx, Some(slug)).await?.pop().filter(|one| one.state != BadgeState::Draft);
    Ok(found.map(|one| Found { retired: one.state == BadgeState::Retired, badge: one.badge }))
}

/// Those that were written, drafts first, then the newest.
///
/// # Errors
/// `OnlyAdmins`.
pub async fn written_badges(ctx: &Ctx, user: &User) -> Result<Vec<Written>, Error> {
    user.must(Power::WriteBadges)?;
    Ok(load(ctx, None).await?)
}

/// One of them.
///
/// # Errors
/// `OnlyAdmins`; `NotFound`.
pub async fn written(ctx: &Ctx, user: &User, slug: &str) -> Result<Written, Error> {
    user.must(Power::WriteBadges)?;
    load(ctx, Some(slug)).await?.pop().ok_or(Error::NotFound)
}

async fn load(ctx: &Ctx, slug: Option<&str>) -> Result<Vec<Written>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT w.slug, w.title, w.sentence, w.rarity, w.picture, w.rule AS "rule: Json<Rule>", w.state, w.changed_at,
                  p.name AS "name?",
                  (SELECT count(*) FROM ranking.badge b WHERE b.slug = w.slug AND b.undone_at IS NULL) AS "holders!"
           FROM ranking.written_badge w LEFT JOIN accounts.public_person p ON p.id = w.written_by
           WHERE $1::text IS NULL OR w.slug = $1
           ORDER BY w.state <> 'draft', w.changed_at DESC, w.slug LIMIT 500"#,
        slug
    )
    .fetch_all(&ctx.db)
    .await?;
    let written = rows.into_iter().filter_map(|row| {
        let badge = Row {
            slug: row.slug,
            title: row.title,
            sentence: row.sentence,
            rarity: row.rarity,
            picture: row.picture,
            rule: row.rule,
        };
        Some(Written {
            badge: badge.badge()?,
            state: row.state.parse().ok()?,
            by: row.name,
            changed_at: row.changed_at,
            holders: row.holders,
        })
    });
    Ok(written.collect())
}
