//! Real parts for tests: a database of its own for each test, a Redis. Knows no rules: `domain`'s own tests stand on it.

mod redis;
mod template;

use std::{env, thread};

use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

pub use redis::{Redis, redis_url};

/// A migrated database that nobody else uses, gone when this is dropped.
pub struct Database {
    name: String,
    url: String,
    pool: PgPool,
}

impl Database {
    /// Clones the template on the server of `TF_TEST_DATABASE_URL` or `DATABASE_URL`, by default one on port 54329 here.
    /// Of the URL's own database nothing is touched.
    ///
    /// # Panics
    /// If there is no such server, or a migration fails.
    pub async fn new() -> Self {
        Self::try_new().await.expect("a test needs a Postgres server, see TF_TEST_DATABASE_URL")
    }

    async fn try_new() -> Result<Self, sqlx::Error> {
        let mut admin = PgConnection::connect(&url_of("postgres")).await?;
        let template = template::ready(&mut admin).await?;
        let name = template::name_of_test(&mut admin).await?;
        admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {template}"))).await?;
        admin.close().await?;
        let url = url_of(&name);
        Ok(Self { pool: pool(&url)?, name, url })
    }

    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Connections to a test's database, as the server has them: plans are tested too.
///
/// # Errors
/// If that is no URL of Postgres.
pub fn pool(url: &str) -> Result<PgPool, sqlx::Error> {
    let options = url.parse::<PgConnectOptions>()?.options([("random_page_cost", "1.1")]);
    Ok(PgPoolOptions::new().max_connections(10).connect_lazy_with(options))
}

impl Drop for Database {
    /// Throws everybody out and drops it. What fails here is pruned by a later run.
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A runtime of its own: the test's may be at its end.
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(async {
                let mut admin = PgConnection::connect(&url_of("postgres")).await.ok()?;
                admin.execute(AssertSqlSafe(sql)).await.ok()
            })
        });
        drop(dropping.join());
    }
}

/// The given server, this database on it.
fn url_of(database: &str) -> String {
    let given = env::var("TF_TEST_DATABASE_URL").or_else(|_| env::var("DATABASE_URL"));
    let given = given.unwrap_or_else(|_| "postgres://postgres@127.0.0.1:54329/postgres".into());
    let (server, rest) = given.rsplit_once('/').unwrap_or((&given, ""));
    let options = rest.split_once('?').map(|(_, options)| format!("?{options}")).unwrap_or_default();
    format!("{server}/{database}{options}")
}

fn options_of(database: &str) -> Result<PgConnectOptions, sqlx::Error> {
    url_of(database).parse()
}
