//! What operations ask of the database itself.

use chrono::TimeDelta;

use crate::{
    Ctx, MIGRATIONS,
    accounts::{codes, providers, prune_handles, sessions},
    search,
};

/// Whether the database answers and has every migration of this binary.
pub async fn is_current(ctx: &Ctx) -> Result<bool, sqlx::Error> {
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    let applied = sqlx::query_scalar::<_, Option<i64>>("SELECT max(version) FROM _sqlx_migrations WHERE success")
        .fetch_one(&ctx.db)
        .await?;
    Ok(applied == Some(newest))
}

/// Forgets what nobody asks for any more: the keys of commands and of mails after two days, sessions that have ended, ways
/// to providers that nobody came back from, handles that lead nowhere any more, and the times that people were told of.
pub async fn prune(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let old = ctx.now() - TimeDelta::days(2);
    sqlx::query!("DELETE FROM outbox.command WHERE done_at < $1", old).execute(&ctx.db).await?;
    sessions::prune(ctx).await?;
    codes::prune(ctx).await?;
    providers::prune(ctx).await?;
    prune_handles(ctx).await?;
    search::prune(ctx).await?;
    Ok(())
}
