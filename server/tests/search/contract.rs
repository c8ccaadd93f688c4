use std::sync::Arc;

use adapters::Meilisearch;
use contract::tutors::Search;
use domain::{
    Ctx,
    jobs::{Job, Run},
    search::{Asker, Fill, LookAfter, find, rebuild_all},
};
use sqlx::PgPool;

use super::played::{KEY, Played};
use crate::web::TestApp;

/// Adam teaches algebra at school, Bea Müller JavaScript at universities; both in English for 30 euros.
async fn tutors(app: &TestApp) {
    app.tutor("adam").await;
    app.tutor("bea-mueller").await;
    app.tutor("chloe").await;
    let db = &app.ctx.db;
    for sql in [
        "UPDATE tutors.tutor SET headline = 'Step by step'",
        "UPDATE accounts.person SET name = 'Bea Müller' WHERE handle = 'bea-mueller'",
        "UPDATE accounts.person SET name = 'Chloe Haile' WHERE handle = 'chloe'",
        "UPDATE tutors.specialty SET subject = 'javascript', level = 'university'
         WHERE tutor_id = (SELECT id FROM accounts.person WHERE handle = 'bea-mueller')",
        "UPDATE tutors.specialty SET subject = 'physics' WHERE tutor_id = (SELECT id FROM accounts.person WHERE handle = 'chloe')",
        "UPDATE tutors.tutor SET headline = 'ሒሳብ በፀሐይ', price_minor = 5000
         WHERE person_id = (SELECT id FROM accounts.person WHERE handle = 'chloe')",
    ] {
        sqlx::query(sql).execute(db).await.unwrap();
    }
    rebuild_all(&app.ctx, |_| ()).await.unwrap();
}

async fn who(ctx: &Ctx, query: &str) -> Vec<String> {
    let page = find(ctx, &Search::parse(query), Asker::NOBODY).await.unwrap().0;
    let mut handles: Vec<_> = page.hits.into_iter().map(|hit| hit.handle).collect();
    handles.sort_unstable();
    handles
}

/// What holds for every engine.
async fn holds(ctx: &Ctx) {
    for (query, found) in [
        ("q=algebra", vec!["adam"]),
        ("q=ALGEBRA", vec!["adam"]),
        ("q=javascript", vec!["bea-mueller"]),
        ("q=js", vec!["bea-mueller"]),
        ("q=muller", vec!["bea-mueller"]),
        ("q=M%C3%BCller+javascript", vec!["bea-mueller"]),
        ("q=algebra+javascript", vec![]),
        // Slips of the keys, in subjects and in names.
        ("q=algebar", vec!["adam"]),
        ("q=javascritp", vec!["bea-mueller"]),
        ("q=mulller", vec!["bea-mueller"]),
        // Letters that sound alike.
        ("q=ሂሳብ", vec!["chloe"]),
        ("q=ጸሀይ", vec![]),
        ("q=በጸሀይ", vec!["chloe"]),
        ("q=xylophone", vec![]),
        // Filters narrow what the words find.
        ("q=algebra&level=school", vec!["adam"]),
        ("q=algebra&level=university", vec![]),
        ("q=javascript&subject=javascript&level=university", vec!["bea-mueller"]),
        ("q=javascript&language=en", vec![]),
        ("q=physics&price=49.99&currency=EUR", vec![]),
        ("q=physics&price=50&currency=EUR", vec!["chloe"]),
        ("q=physics&rating=4", vec![]),
        ("", vec!["adam", "bea-mueller", "chloe"]),
    ] {
        assert_eq!(who(ctx, query).await, found, "{query}");
    }
    let page = find(ctx, &Search::parse("q=js"), Asker::NOBODY).await.unwrap().0;
    assert_eq!((page.total_capped, page.hits[0].why.is_some()), ((1, false), true));
    let facets = find(ctx, &Search::parse("q=algebra"), Asker::NOBODY).await.unwrap().1;
    assert_eq!(facets.subjects.iter().map(|f| (f.name.as_str(), f.count)).collect::<Vec<_>>(), [("Algebra", 1)]);
}

#[tokio::test]
async fn postgres() {
    let app = TestApp::new().await;
    tutors(&app).await;
    holds(&app.ctx).await;
}

fn a_run() -> Run {
    Run { id: "1".into(), worker: "test".into(), attempt: 1 }
}

async fn with_meilisearch(url: &str, key: Option<&str>) -> TestApp {
    // The first of several tests wins; all want the same.
    _ = rustls::crypto::ring::default_provider().install_default();
    let mut app = TestApp::new().await;
    tutors(&app).await;
    app.ctx.beside = Some(Arc::new(Meilisearch::new(url, key).unwrap()));
    app
}

/// Runs the filling until the index is whole.
async fn fill(ctx: &Ctx) {
    LookAfter {}.run(ctx, &a_run()).await.unwrap();
    for _ in 0..100 {
        let (begun, ready) = filling(&ctx.db).await;
        let Some(begun) = begun else {
            assert!(ready);
            return;
        };
        Fill { begun, run: 0 }.run(ctx, &a_run()).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the index is not filled");
}

async fn filling(db: &PgPool) -> (Option<chrono::DateTime<chrono::Utc>>, bool) {
    sqlx::query_as("SELECT filling, ready FROM search.beside").fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn meilisearch_played() {
    let (server, played) = Played::start().await;
    let app = with_meilisearch(&server.uri(), Some(KEY)).await;
    fill(&app.ctx).await;
    holds(&app.ctx).await;
    let searches = played.calls().iter().filter(|call| *call == "POST /indexes/tutors/search").count();
    assert!(searches > 10, "it was asked");
    assert!(played.calls().contains(&"POST /swap-indexes".to_owned()));
}

/// Where there is one: `MEILI_URL=http://127.0.0.1:7700 MEILI_KEY=… cargo test -p server --test main search::`.
#[tokio::test]
async fn meilisearch_real() {
    let Ok(url) = std::env::var("MEILI_URL") else { return };
    let app = with_meilisearch(&url, std::env::var("MEILI_KEY").ok().as_deref()).await;
    fill(&app.ctx).await;
    holds(&app.ctx).await;
}

#[tokio::test]
async fn while_it_is_broken_the_database_finds_and_nobody_waits() {
    let (server, played) = Played::start().await;
    let app = with_meilisearch(&server.uri(), Some(KEY)).await;
    fill(&app.ctx).await;
    played.break_down(true);
    for _ in 0..6 {
        assert_eq!(who(&app.ctx, "q=algebra").await, ["adam"]);
    }
    let asked = played.calls().iter().filter(|call| call.ends_with("/search")).count();
    assert_eq!(asked, 3, "after three failures it is left alone");
    LookAfter {}.run(&app.ctx, &a_run()).await.unwrap();
    let problem: Option<String> =
        sqlx::query_scalar("SELECT problem FROM search.beside").fetch_one(&app.ctx.db).await.unwrap();
    assert!(problem.unwrap().contains("away"));
}

#[tokio::test]
async fn a_wrong_key_is_a_problem_and_not_a_secret() {
    let (server, _) = Played::start().await;
    let app = with_meilisearch(&server.uri(), Some("another-key")).await;
    LookAfter {}.run(&app.ctx, &a_run()).await.unwrap();
    let problem: Option<String> =
        sqlx::query_scalar("SELECT problem FROM search.beside").fetch_one(&app.ctx.db).await.unwrap();
    assert!(!problem.unwrap().contains("another-key"));
    assert_eq!(who(&app.ctx, "q=algebra").await, ["adam"]);
}
