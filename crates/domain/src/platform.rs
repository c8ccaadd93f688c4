//! What operations ask of the database itself.

use chrono::TimeDelta;
use sqlx::PgPool;

use crate::{
    Ctx, MIGRATIONS,
    accounts::{codes, devices, factors, passkeys, providers, prune_handles, sessions},
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

/// Lets a role that owns nothing serve: it reads and writes what it has to, and changes neither tables nor what keeps them
/// as they are. Asked of the owner, after each migration.
pub async fn let_serve(owner: &PgPool, role: &str) -> Result<(), sqlx::Error> {
    let mut tx = owner.begin().await?;
    sqlx::query!("SELECT set_config('tutorforge.serving', $1, true) AS role", role).fetch_one(&mut *tx).await?;
    sqlx::raw_sql(include_str!("platform/let_serve.sql")).execute(&mut *tx).await?;
    tx.commit().await
}

/// Forgets what nobody asks for any more: the keys of commands and of mails after two days, sessions that have ended,
/// devices that nobody comes in on, ways to providers that nobody came back from, second steps that nobody took, handles that lead nowhere any more, and
/// the times that people were told of.
pub async fn prune(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let old = ctx.now() - TimeDelta::days(2);
    sqlx::query!("DELETE FROM outbox.command WHERE done_at < $1", old).execute(&ctx.db).await?;
    sessions::prune(ctx).await?;
    codes::prune(ctx).await?;
    devices::prune(ctx).await?;
    providers::prune(ctx).await?;
    factors::prune(ctx).await?;
    passkeys::prune(ctx).await?;
    prune_handles(ctx).await?;
    search::prune(ctx).await?;
    Ok(())
}
