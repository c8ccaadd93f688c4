use chrono::TimeDelta;

use crate::Ctx;

/// Forgets of which times people were told, a week after these were.
pub async fn prune(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let old = ctx.now() - TimeDelta::days(7);
    sqlx::query!("DELETE FROM search.opening WHERE starts_at < $1", old).execute(&ctx.db).await?;
    Ok(())
}
