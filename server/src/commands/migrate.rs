use anyhow::Context;
use domain::{MIGRATIONS, platform};
use sqlx::postgres::PgConnectOptions;

use crate::{compose, config::Config, jobs};

/// Brings the database to this version. Run by several at once, one does it and the others wait. Where the owner of the tables
/// is another than who serves, that one may from then on do what serving needs, and no more.
pub async fn migrate(config: &Config) -> anyhow::Result<()> {
    let owner = config.migrate_url.as_ref().unwrap_or(&config.database_url);
    let pool = compose::pool(owner, 2, None)?;
    MIGRATIONS.run(&pool).await.context("the tables could not be brought up to date")?;
    jobs::migrate(&pool).await?;
    if config.migrate_url.is_some() {
        let serving: PgConnectOptions = config.database_url.parse().context("DATABASE_URL cannot be read")?;
        platform::let_serve(&pool, serving.get_username()).await.context("rights could not be given")?;
    }
    Ok(())
}
