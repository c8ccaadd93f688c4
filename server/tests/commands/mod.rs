//! The subcommands that put a database right.

mod roles;

use contract::tutors::Search;
use domain::search;
use server::{
    commands::{
        reindex::reindex,
        seed::{Seed, seed},
    },
    compose,
    config::{Config, Role},
};

fn config(database: &testkit::Database, env: &str) -> Config {
    let vars = [("DATABASE_URL", database.url()), ("TF_ENV", env)];
    let vars = vars.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    Config::read(&vars, Role::Tool).unwrap()
}

#[tokio::test]
async fn a_place_that_is_open_to_people_gets_no_demo() {
    let database = testkit::Database::new().await;
    let demo = Seed { demo: true, if_empty: true, tutors: None };
    let refused = seed(&config(&database, "production"), demo).await.unwrap_err();
    assert!(refused.to_string().contains("TF_ENV=development"), "{refused}");
    let people: i64 =
        sqlx::query_scalar("SELECT count(*) FROM accounts.person").fetch_one(database.pool()).await.unwrap();
    assert_eq!(people, 0);
}

#[tokio::test]
async fn a_seed_that_died_before_the_search_was_made_is_taken_up_again() {
    let database = testkit::Database::new().await;
    let config = config(&database, "development");
    let ctx = compose::context(&config).unwrap();
    let demo = async || seed(&config, Seed { demo: true, if_empty: true, tutors: None }).await.unwrap();
    let entries = "SELECT count(*) FROM search.entry";
    let found = async || sqlx::query_scalar::<_, i64>(entries).fetch_one(database.pool()).await.unwrap();
    let lose = async |rows: &'static str| sqlx::query(rows).execute(database.pool()).await.unwrap().rows_affected();

    demo().await;
    let all = found().await;
    assert!(all > 1);
    lose("DELETE FROM search.entry").await;
    demo().await;
    assert_eq!(found().await, all);

    lose("DELETE FROM search.entry WHERE tutor_id = (SELECT id FROM accounts.person WHERE handle = 'demo-tutor')")
        .await;
    demo().await;
    assert_eq!(found().await, all - 1, "what is not empty is left as it is");
    reindex(&config).await.unwrap();
    assert_eq!(found().await, all);
    let (page, _) = search::find(&ctx, &Search::default(), search::Asker::NOBODY).await.unwrap();
    assert_eq!(page.total_capped, (all, false), "and they are counted as they are");
}
