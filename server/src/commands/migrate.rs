use anyhow::Context;
use domain::MIGRATIONS;

use crate::{compose, config::Config, jobs};

/// Brings the database to this version. Run by several at once, one does it and the others wait.
pub async fn migrate(config: &Config) -> anyhow::Result<()> {
    let pool = compose::pool(&config.database_url, 2)?;
    MIGRATIONS.run(&pool).await.context("the tables could not be brought up to date")?;
    jobs::migrate(&pool).await
}
