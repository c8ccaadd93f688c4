use contract::tutors::{Level, Search};

use super::*;
use crate::{
    accounts,
    events::Event,
    search::{
        find,
        reactions::react,
        testing::{library, teaches},
    },
    testing::Stage,
    tutors::{self, testing::edit},
};

async fn handles(stage: &Stage) -> Vec<String> {
    let page = find(&stage.ctx, &Search::default()).await.unwrap();
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
    sqlx::query("DELETE FROM search.tutor").execute(&stage.ctx.db).await.unwrap();
    assert_eq!(rebuild_if_empty(&stage.ctx).await.unwrap(), 3);
    assert_eq!(handles(&stage).await, ["ada", "bob", "zoe"]);
}

#[tokio::test]
async fn everything_anew_is_the_same_twice() {
    let stage = library().await;
    assert_eq!(rebuild_all(&stage.ctx).await.unwrap(), 3);
    let ada = find(&stage.ctx, &Search { words: "ada".into(), ..Search::default() }).await.unwrap().hits.remove(0);
    assert_eq!((ada.price_minor, ada.rating_count), (2000, 0));
    assert!((f64::from(ada.rating) - SITE_MEAN).abs() < 1e-6);
    assert_eq!(ada.languages, ["am", "en"]);
    assert_eq!(
        (ada.subjects[0].name.as_str(), ada.subjects[0].levels.as_slice()),
        ("Algebra", [Level::School].as_slice())
    );
}
