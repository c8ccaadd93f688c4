//! What operations ask of the database itself.

use crate::{Ctx, MIGRATIONS};

/// Whether the database answers and has every migration of this binary.
pub async fn is_current(ctx: &Ctx) -> Result<bool, sqlx::Error> {
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    let applied = sqlx::query_scalar::<_, Option<i64>>("SELECT max(version) FROM _sqlx_migrations WHERE success")
        .fetch_one(&ctx.db)
        .await?;
    Ok(applied == Some(newest))
}
