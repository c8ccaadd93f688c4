//! The subcommands that put a database right.

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

#[tokio::test]
async fn a_seed_that_died_before_the_search_was_made_is_taken_up_again() {
    let database = testkit::Database::new().await;
    let vars = [("DATABASE_URL".to_owned(), database.url().to_owned())].into();
    let config = Config::read(&vars, Role::Tool).unwrap();
    let ctx = compose::context(&config).unwrap();
    let demo = async || seed(&config, Seed { demo: true, if_empty: true, tutors: None }).await.unwrap();
    let found = async || search::find(&ctx, &Search::default()).await.unwrap().total_capped.0;
    let lose = async |rows: &'static str| sqlx::query(rows).execute(database.pool()).await.unwrap().rows_affected();

    demo().await;
    let all = found().await;
    assert!(all > 1);
    lose("DELETE FROM search.tutor").await;
    demo().await;
    assert_eq!(found().await, all);

    lose("DELETE FROM search.tutor WHERE handle = 'demo-tutor'").await;
    demo().await;
    assert_eq!(found().await, all - 1, "what is not empty is left as it is");
    reindex(&config).await.unwrap();
    assert_eq!(found().await, all);
}
