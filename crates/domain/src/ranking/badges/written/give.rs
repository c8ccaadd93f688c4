use contract::{Refusal, ranking::BadgeState};

use crate::{
    Ctx,
    accounts::{Power, User},
    ranking::{
        Error,
        badges::CheckEverybody,
        deeds::{Deed, record},
    },
};

/// Gives a badge from now on: to everybody who has what it asks for already, and to whoever comes to it. A retired one is given
/// again. Twice changes nothing.
///
/// # Errors
/// `OnlyAdmins`; `NotFound`.
pub async fn give(ctx: &Ctx, user: &User, slug: &str) -> Result<(), Error> {
    becomes(ctx, user, slug, BadgeState::Given, Deed::BadgeGiven(slug.to_owned())).await
}

/// Gives it to nobody any more. Who has it keeps it. Twice changes nothing.
///
/// # Errors
/// `OnlyAdmins`; `BadgeIsDraft`; `NotFound`.
pub async fn retire(ctx: &Ctx, user: &User, slug: &str) -> Result<(), Error> {
    becomes(ctx, user, slug, BadgeState::Retired, Deed::BadgeRetired(slug.to_owned())).await
}

async fn becomes(ctx: &Ctx, user: &User, slug: &str, wanted: BadgeState, deed: Deed) -> Result<(), Error> {
    user.must(Power::WriteBadges)?;
    let mut tx = ctx.begin().await?;
    let now = sqlx::query_scalar!("SELECT state FROM ranking.written_badge WHERE slug = $1 FOR UPDATE", slug)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Error::NotFound)?;
    if now == wanted.as_str() {
        return Ok(());
    }
    if wanted == BadgeState::Retired && now == BadgeState::Draft.as_str() {
        return Err(Refusal::BadgeIsDraft.into());
    }
    sqlx::query!(
        "UPDATE ranking.written_badge SET state = $2, changed_at = $3 WHERE slug = $1",
        slug,
        wanted.as_str(),
        ctx.now()
    )
    .execute(&mut *tx)
    .await?;
    record(ctx, &mut tx, user, deed, "").await?;
    if wanted == BadgeState::Given {
        ctx.jobs.enqueue(&mut tx, CheckEverybody::job()).await?;
    }
    tx.commit().await?;
    Ok(())
}
