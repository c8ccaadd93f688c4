use contract::{Refusal, ranking::WriteBadge};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    Ctx, Once,
    accounts::{Power, User},
    once,
    ranking::{
        Error,
        badges::{rule::unfit, shipped},
    },
};

/// Where a new one is written.
const NEW: &str = "new";

/// Keeps a badge as a draft: a new one, or that of this name. Gives its name.
///
/// # Errors
/// `OnlyAdmins`, `BadgeForNothing`, `BadgeForVolume`; `BadgeIsGiven` once it is no draft any more; `TitleTaken`;
/// `NotFound`.
pub async fn write(ctx: &Ctx, user: &User, slug: Option<&str>, form: WriteBadge) -> Result<String, Error> {
    user.must(Power::WriteBadges)?;
    if let Some(refusal) = unfit(&form.rule) {
        return Err(refusal.into());
    }
    let mut tx = ctx.begin().await?;
    let first = once(ctx, &mut tx, user.id, form.key).await? == Once::First;
    let slug = if let Some(slug) = slug {
        change(ctx, &mut tx, user, slug, &form).await?;
        slug.to_owned()
    } else {
        let slug = address(&form.title);
        if first {
            insert(ctx, &mut tx, user, &slug, &form).await?;
        }
        slug
    };
    tx.commit().await?;
    Ok(slug)
}

async fn insert(ctx: &Ctx, conn: &mut PgConnection, user: &User, slug: &str, form: &WriteBadge) -> Result<(), Error> {
    let done = sqlx::query!(
        "INSERT INTO ranking.written_badge (slug, title, sentence, rarity, picture, rule, written_by, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        slug,
        form.title,
        form.sentence,
        form.rarity.as_str(),
        form.picture.as_str(),
        json!(form.rule),
        user.id.0,
        ctx.now()
    )
    .execute(conn)
    .await?;
    if done.rows_affected() == 0 || shipped(slug).is_some() || slug == NEW {
        return Err(Error::TitleTaken);
    }
    Ok(())
}

async fn change(ctx: &Ctx, conn: &mut PgConnection, user: &User, slug: &str, form: &WriteBadge) -> Result<(), Error> {
    let state = sqlx::query_scalar!("SELECT state FROM ranking.written_badge WHERE slug = $1 FOR UPDATE", slug)
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(Error::NotFound)?;
    if state != "draft" {
        return Err(Refusal::BadgeIsGiven.into());
    }
    sqlx::query!(
        "UPDATE ranking.written_badge
         SET title = $2, sentence = $3, rarity = $4, picture = $5, rule = $6, written_by = $7, changed_at = $8
         WHERE slug = $1",
        slug,
        form.title,
        form.sentence,
        form.rarity.as_str(),
        form.picture.as_str(),
        json!(form.rule),
        user.id.0,
        ctx.now()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Throws a draft away. Again changes nothing.
///
/// # Errors
/// `OnlyAdmins`; `BadgeIsGiven` once it is no draft any more.
pub async fn delete_draft(ctx: &Ctx, user: &User, slug: &str) -> Result<(), Error> {
    user.must(Power::WriteBadges)?;
    let left = sqlx::query_scalar!(
        r#"WITH gone AS (DELETE FROM ranking.written_badge WHERE slug = $1 AND state = 'draft')
           SELECT EXISTS (SELECT FROM ranking.written_badge WHERE slug = $1 AND state <> 'draft') AS "left!""#,
        slug
    )
    .fetch_one(&ctx.db)
    .await?;
    if left { Err(Refusal::BadgeIsGiven.into()) } else { Ok(()) }
}

/// `Night owl!` is at `night-owl`. It stays when the title of a draft is changed.
fn address(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    words.join("-")
}
