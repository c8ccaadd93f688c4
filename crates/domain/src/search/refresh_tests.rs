use contract::tutors::{Level, Search};

use super::*;
use crate::{
    accounts,
    events::Event,
    rating::SITE_MEAN,
    search::{
        Asker, find,
        reactions::react,
        testing::{library, teaches},
    },
    testing::Stage,
    tutors::{self, testing::edit},
};

async fn handles(stage: &Stage) -> Vec<String> {
    let page = find(&stage.ctx, &Search::default(), Asker::NOBODY).await.unwrap().0;
    let mut handles: Vec<_> = page.hits.into_iter().map(|hit| hit.handle).collect();
    handles.sort_unstable();
    handles
}

#[tokio::test]
async fn a_row_comes_and_goes_with_the_page_and_the_account() {
    let stage = library().await;
    let ctx = &stage.ctx;
    let eva = teaches(&stage, "eva", "Eva", ("physics", Level::School), 100, &["en"]).await;
    assert_eq!(handles(&stage).await, ["ada", "bob", "zoe"], "not before the reaction");
    let changed = Event::Tutors(tutors::Event::ProfileChanged { tutor: eva.id });
    react(ctx, &changed).await.unwrap();
    react(ctx, &changed).await.unwrap();
    assert_eq!(handles(&stage).await, ["ada", "bob", "eva", "zoe"]);

    tutors::edit_profile(ctx, &eva, edit(ctx, false)).await.unwrap();
    react(ctx, &changed).await.unwrap();
    assert_eq!(handles(&stage).await, ["ada", "bob", "zoe"]);

    tutors::edit_profile(ctx, &eva, edit(ctx, true)).await.unwrap();
    react(ctx, &changed).await.unwrap();
    accounts::set_disabled(ctx, "eva", true).await.unwrap();
    react(ctx, &Event::Accounts(accounts::Event::ProfileChanged { person: eva.id })).await.unwrap();
    assert_eq!(handles(&stage).await, ["ada", "bob", "zoe"]);
}

#[tokio::test]
async fn rows_are_made_where_there_are_none() {
    let stage = library().await;
    assert_eq!(rebuild_if_empty(&stage.ctx).await.unwrap(), 0);
    sqlx::query("DELETE FROM search.entry").execute(&stage.ctx.db).await.unwrap();
    assert_eq!(rebuild_if_empty(&stage.ctx).await.unwrap(), 3);
    assert_eq!(handles(&stage).await, ["ada", "bob", "zoe"]);
}

#[tokio::test]
async fn a_filling_that_was_broken_off_goes_on() {
    let stage = library().await;
    let db = &stage.ctx.db;
    sqlx::query("SELECT search.drop_word_indexes()").execute(db).await.unwrap();
    sqlx::query("DELETE FROM search.entry WHERE tutor_id = (SELECT max(tutor_id::text)::uuid FROM search.entry)")
        .execute(db)
        .await
        .unwrap();
    sqlx::query("DELETE FROM search.tally").execute(db).await.unwrap();
    assert_eq!(rebuild_all(&stage.ctx, |_| ()).await.unwrap(), 1, "the others are there");
    assert_eq!(handles(&stage).await, ["ada", "bob", "zoe"]);
    let index: bool =
        sqlx::query_scalar("SELECT to_regclass('search.entry_of_all') IS NOT NULL").fetch_one(db).await.unwrap();
    assert!(index);
}

#[tokio::test]
async fn counts_are_kept_with_each_change() {
    let stage = library().await;
    let counts = async || {
        let counts = tally::tally(&stage.ctx).await.unwrap();
        ["", "algebra", "@school", "~en", "$EUR"].map(|thing| counts.get(thing).copied().unwrap_or_default())
    };
    assert_eq!(counts().await, [3, 1, 1, 2, 3]);
    let eva = teaches(&stage, "eva", "Eva", ("algebra", Level::School), 100, &["en"]).await;
    react(&stage.ctx, &Event::Tutors(tutors::Event::ProfileChanged { tutor: eva.id })).await.unwrap();
    assert_eq!(counts().await, [4, 2, 2, 3, 4]);
    tutors::edit_profile(&stage.ctx, &eva, edit(&stage.ctx, false)).await.unwrap();
    react(&stage.ctx, &Event::Tutors(tutors::Event::ProfileChanged { tutor: eva.id })).await.unwrap();
    assert_eq!(counts().await, [3, 1, 1, 2, 3]);
    assert_eq!(tally::recount(&stage.ctx).await.unwrap(), 0, "counted anew they are the same");
    sqlx::query("UPDATE search.tally SET count = 77 WHERE thing = '~en'").execute(&stage.ctx.db).await.unwrap();
    assert_eq!(tally::recount(&stage.ctx).await.unwrap(), 1);
    assert_eq!(counts().await, [3, 1, 1, 2, 3]);
}

#[tokio::test]
async fn everything_anew_is_the_same_twice() {
    let stage = library().await;
    assert_eq!(rebuild_all(&stage.ctx, |_| ()).await.unwrap(), 3);
    let ada = Search { words: "ada".into(), ..Search::default() };
    let ada = find(&stage.ctx, &ada, Asker::NOBODY).await.unwrap().0.hits.remove(0);
    assert_eq!((ada.price_minor, ada.rating_count), (2000, 0));
    assert!((f64::from(ada.rating) - SITE_MEAN).abs() < 1e-6);
    assert_eq!(ada.languages, ["am", "en"]);
    assert_eq!(
        (ada.subjects[0].name.as_str(), ada.subjects[0].levels.as_slice()),
        ("Algebra", [Level::School].as_slice())
    );
}
