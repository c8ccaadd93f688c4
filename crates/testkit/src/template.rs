use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    path::Path,
};

use apalis_postgres::PostgresStorage;
use sqlx::{AssertSqlSafe, Executor, PgConnection, PgPool, migrate::Migrator};

/// Read when the test runs, so that a new migration needs no rebuild.
const MIGRATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
/// Whoever makes a template or cleans up holds this.
const LOCK: i64 = 0x7465_6d70_6c61_7465;

/// The name of a database with all migrations of today, made if there is none.
pub(crate) async fn ready(admin: &mut PgConnection) -> Result<String, sqlx::Error> {
    let migrations = Migrator::new(Path::new(MIGRATIONS)).await?;
    let prefix = format!("tf_template_{:016x}_", fingerprint(&migrations));
    if let Some(name) = find(admin, &prefix).await? {
        return Ok(name);
    }
    sqlx::query("SELECT pg_advisory_lock($1)").bind(LOCK).execute(&mut *admin).await?;
    let name = match find(admin, &prefix).await? {
        Some(name) => name,
        None => make(admin, &prefix, &migrations).await?,
    };
    sqlx::query("SELECT pg_advisory_unlock($1)").bind(LOCK).execute(&mut *admin).await?;
    Ok(name)
}

/// The server's time in whole seconds: names carry it, so that what is left over can be told by its age.
async fn seconds(admin: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT extract(epoch FROM now())::bigint").fetch_one(admin).await
}

/// A name that no database has.
pub(crate) async fn name_of_test(admin: &mut PgConnection) -> Result<String, sqlx::Error> {
    let unique = "SELECT replace(gen_random_uuid()::text, '-', '')";
    let unique: String = sqlx::query_scalar(unique).fetch_one(&mut *admin).await?;
    Ok(format!("tf_test_{}_{unique}", seconds(admin).await?))
}

fn fingerprint(migrations: &Migrator) -> u64 {
    let mut hasher = DefaultHasher::new();
    for migration in migrations.iter().chain(PostgresStorage::migrations().iter()) {
        migration.checksum.hash(&mut hasher);
    }
    hasher.finish()
}

async fn find(admin: &mut PgConnection, prefix: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT datname FROM pg_database WHERE starts_with(datname, $1) ORDER BY datname DESC LIMIT 1")
        .bind(prefix)
        .fetch_optional(admin)
        .await
}

/// Under another name first: one whose making was interrupted is never taken for ready.
async fn make(admin: &mut PgConnection, prefix: &str, migrations: &Migrator) -> Result<String, sqlx::Error> {
    prune(admin).await?;
    let name = format!("{prefix}{}", seconds(admin).await?);
    let raw = format!("tf_raw_{}", seconds(admin).await?);
    admin.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {raw} WITH (FORCE)"))).await?;
    admin.execute(AssertSqlSafe(format!("CREATE DATABASE {raw} TEMPLATE template0"))).await?;
    let pool = PgPool::connect_with(crate::options_of(&raw)?).await?;
    migrations.run(&pool).await?;
    PostgresStorage::setup(&pool).await.map_err(|error| sqlx::Error::Protocol(error.to_string()))?;
    pool.close().await;
    admin.execute(AssertSqlSafe(format!("ALTER DATABASE {raw} RENAME TO {name}"))).await?;
    Ok(name)
}

/// Drops what killed runs left behind: tests' databases after an hour, templates after a week.
async fn prune(admin: &mut PgConnection) -> Result<(), sqlx::Error> {
    let stale: Vec<String> = sqlx::query_scalar(
        "SELECT datname FROM (
             SELECT datname, extract(epoch FROM now())::bigint - substring(datname FROM '^tf_test_(\\d+)_')::bigint AS test,
                    extract(epoch FROM now())::bigint - substring(datname FROM '^tf_(?:template_.*|raw)_(\\d+)$')::bigint AS template
             FROM pg_database) named
         WHERE test > 3600 OR template > 7 * 86400",
    )
    .fetch_all(&mut *admin)
    .await?;
    for name in stale {
        admin.execute(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))).await?;
    }
    Ok(())
}
