//! Who owns the tables and who serves may be two roles, neither of them a superuser.

use std::time::Duration;

use contract::{CommandKey, accounts::SignUp};
use domain::{
    accounts::{self, Visitor},
    platform,
};
use server::{
    commands::migrate::migrate,
    compose,
    config::{Config, Role},
    jobs,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, PgPool};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

/// A database with its two roles; gone when dropped by [`end`](Self::end).
struct Place {
    server: String,
    name: String,
}

impl Place {
    async fn make() -> Self {
        let server = std::env::var("TF_TEST_DATABASE_URL").expect("a test needs a Postgres server");
        let server = server.rsplit_once('/').unwrap().0.to_owned();
        let mut admin = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        let unique = "SELECT 'roles_' || replace(gen_random_uuid()::text, '-', '')";
        let name: String = sqlx::query_scalar(unique).fetch_one(&mut admin).await.unwrap();
        for sql in [
            format!("CREATE ROLE {name}_owner LOGIN PASSWORD 'owner'"),
            format!("CREATE ROLE {name}_server LOGIN PASSWORD 'server'"),
            format!("CREATE DATABASE {name} OWNER {name}_owner TEMPLATE template0"),
            format!("REVOKE TEMPORARY, CREATE ON DATABASE {name} FROM PUBLIC"),
        ] {
            admin.execute(AssertSqlSafe(sql)).await.unwrap();
        }
        Self { server, name }
    }

    fn url(&self, role: &str) -> String {
        let at = self.server.rsplit_once('@').unwrap().1;
        format!("postgres://{}_{role}:{role}@{at}/{}", self.name, self.name)
    }

    fn config(&self, role: Role) -> Config {
        let vars = [
            ("DATABASE_URL", self.url("server")),
            ("DATABASE_MIGRATE_URL", self.url("owner")),
            ("TF_ENV", "development".into()),
        ];
        Config::read(&vars.map(|(name, value)| (name.to_owned(), value)).into(), role).unwrap()
    }

    async fn end(self) {
        let mut admin = PgConnection::connect(&format!("{}/postgres", self.server)).await.unwrap();
        for sql in [
            format!("DROP DATABASE {} WITH (FORCE)", self.name),
            format!("DROP ROLE {}_owner", self.name),
            format!("DROP ROLE {}_server", self.name),
        ] {
            admin.execute(AssertSqlSafe(sql)).await.unwrap();
        }
    }
}

async fn until_jobs_are_done(db: &PgPool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    let open = "SELECT count(*) FROM apalis.jobs WHERE status <> 'Done'";
    while sqlx::query_scalar::<_, i64>(open).fetch_one(db).await.unwrap() > 0 {
        assert!(Instant::now() < deadline, "jobs are left over");
        sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn who_serves_does_all_that_serving_needs_and_cannot_touch_what_keeps_the_logs() {
    let place = Place::make().await;
    let config = place.config(Role::Service);
    migrate(&config).await.unwrap();
    migrate(&config).await.expect("twice");
    let (ctx, _) = compose::service(&config).unwrap();
    assert!(platform::is_current(&ctx).await.unwrap());
    let form = SignUp {
        key: CommandKey(ctx.id()),
        email: "ada@example.org".into(),
        handle: "ada".into(),
        name: "Ada".into(),
        password: "four quiet words here".into(),
        zone: "UTC".into(),
    };
    accounts::sign_up(&ctx, &Visitor { address: None }, form).await.unwrap();
    let stop = CancellationToken::new();
    let working = tokio::spawn(jobs::run(ctx.clone(), compose::registry(), jobs::Settings::default(), stop.clone()));
    until_jobs_are_done(&ctx.db).await;
    stop.cancel();
    working.await.unwrap().unwrap();
    platform::prune(&ctx).await.unwrap();

    for sql in [
        "UPDATE audit.entry SET reason = 'x'",
        "DELETE FROM audit.entry",
        "TRUNCATE audit.entry",
        "TRUNCATE ranking.entry",
        "ALTER TABLE audit.entry DISABLE TRIGGER entry_stays",
        "ALTER TABLE ranking.entry DISABLE TRIGGER ALL",
        "DROP TRIGGER entry_stays ON audit.entry",
        "DROP TABLE audit.entry",
        "CREATE OR REPLACE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "SET session_replication_role = replica",
        "CREATE TABLE accounts.more (n int)",
        "UPDATE public._sqlx_migrations SET success = false",
    ] {
        let refused = sqlx::query(sql).execute(&ctx.db).await.expect_err(sql);
        let code = refused.as_database_error().and_then(sqlx::error::DatabaseError::code).unwrap_or_default();
        assert_eq!(code, "42501", "{sql}: {refused}");
    }
    let noted: i64 = sqlx::query_scalar("SELECT count(*) FROM audit.entry").fetch_one(&ctx.db).await.unwrap();
    assert!(noted > 0);
    ctx.db.close().await;
    place.end().await;
}

#[tokio::test]
async fn what_serves_is_ended_by_the_database_when_nobody_waits_for_it_and_what_an_operator_begins_is_not() {
    let database = testkit::Database::new().await;
    let limit = async |role| {
        let vars = [("DATABASE_URL", database.url()), ("TF_ENV", "development")];
        let config = Config::read(&vars.map(|(name, value)| (name.to_owned(), value.to_owned())).into(), role).unwrap();
        let ctx = compose::context(&config).unwrap();
        sqlx::query_scalar::<_, String>("SHOW statement_timeout").fetch_one(&ctx.db).await.unwrap()
    };
    assert_eq!(limit(Role::Service).await, "25s");
    assert_eq!(limit(Role::Tool).await, "0");
}
