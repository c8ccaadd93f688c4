use contract::CommandKey;

use super::*;
use crate::{accounts, testing::Stage};

fn to(ctx: &Ctx, handle: &str) -> ChangeHandle {
    ChangeHandle { key: CommandKey(ctx.id()), handle: handle.into() }
}

fn is_taken(answer: Result<(), Error>) -> bool {
    matches!(answer, Err(Error::HandleTaken))
}

#[tokio::test]
async fn the_old_one_leads_on_for_ninety_days() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
    change_handle(ctx, &ada, to(ctx, "countess")).await.unwrap();
    assert!(accounts::public_person(ctx, None, "countess").await.unwrap().is_some());
    assert_eq!(handle_now(ctx, "ada").await.unwrap().as_deref(), Some("countess"));
    assert_eq!(stage.deeds(ada.id).await[0], Deed::HandleChanged);
    assert_eq!(stage.events("accounts.profile_changed").await, 1);

    ctx.clock.advance(LEADS_ON - TimeDelta::seconds(1));
    assert!(handle_now(ctx, "ada").await.unwrap().is_some());
    ctx.clock.advance(TimeDelta::seconds(1));
    assert_eq!(handle_now(ctx, "ada").await.unwrap(), None);
    prune_handles(ctx).await.unwrap();
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM accounts.past_handle").fetch_one(&ctx.db).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn nobody_else_is_taken_for_them_meanwhile() {
    let stage = Stage::new().await;
    let (ctx, ada, bob) = (&stage.ctx, stage.person("ada").await, stage.person("bob").await);
    assert!(is_taken(change_handle(ctx, &bob, to(ctx, "ada")).await), "somebody has it");
    change_handle(ctx, &ada, to(ctx, "countess")).await.unwrap();
    assert!(is_taken(change_handle(ctx, &bob, to(ctx, "ada")).await), "it leads to somebody");
    sqlx::query("UPDATE accounts.person SET email = 'countess@example.org' WHERE id = $1")
        .bind(ada.id.0)
        .execute(&ctx.db)
        .await
        .unwrap();
    assert!(matches!(accounts::testing::join(&stage, "ada").await, Err(Error::HandleTaken)));
    ctx.clock.advance(LEADS_ON);
    change_handle(ctx, &bob, to(ctx, "ada")).await.expect("it is free again");
    assert_eq!(handle_now(ctx, "bob").await.unwrap().as_deref(), Some("ada"));
}

#[tokio::test]
async fn once_a_month_and_back_again_to_ones_own() {
    let stage = Stage::new().await;
    let (ctx, ada) = (&stage.ctx, stage.person("ada").await);
    let form = to(ctx, "countess");
    change_handle(ctx, &ada, form.clone()).await.unwrap();
    change_handle(ctx, &ada, form).await.expect("the same form twice is one change");
    let soon = change_handle(ctx, &ada, to(ctx, "ada")).await;
    assert!(matches!(soon, Err(Error::Refused(Refusal::HandleChangedLately))));
    ctx.clock.advance(AGAIN_AFTER);
    change_handle(ctx, &ada, to(ctx, "ada")).await.unwrap();
    assert_eq!(handle_now(ctx, "countess").await.unwrap().as_deref(), Some("ada"));
    assert_eq!(handle_now(ctx, "ada").await.unwrap(), None, "a handle that is in use leads nowhere");
}

#[tokio::test]
async fn one_of_two_who_want_it_at_the_same_time_gets_it() {
    let stage = Stage::new().await;
    let (ctx, ada, bob) = (&stage.ctx, stage.person("ada").await, stage.person("bob").await);
    let (first, second) =
        tokio::join!(change_handle(ctx, &ada, to(ctx, "king")), change_handle(ctx, &bob, to(ctx, "king")));
    assert_eq!([&first, &second].iter().filter(|answer| answer.is_ok()).count(), 1, "{first:?} {second:?}");
    assert_eq!([first, second].into_iter().filter(|answer| matches!(answer, Err(Error::HandleTaken))).count(), 1);
}
