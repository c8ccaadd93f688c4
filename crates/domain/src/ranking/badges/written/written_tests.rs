use contract::{
    CommandKey, Refusal,
    ranking::{BadgeState, Picture, Rarity, Rule, WriteBadge},
};
use futures::future::join_all;

use super::*;
use crate::{
    accounts::User,
    ranking::{
        Error, badges,
        testing::{Fair, refusal},
    },
};

fn form(fair: &Fair, title: &str, rule: Rule) -> WriteBadge {
    WriteBadge {
        key: CommandKey(fair.ctx().id()),
        title: title.into(),
        sentence: "Found what others had overlooked.".into(),
        rarity: Rarity::Rare,
        picture: Picture::Moon,
        rule,
    }
}

fn once_accepted() -> Rule {
    Rule::of(&["suggestion_accepted"])
}

async fn has(fair: &Fair, user: &User, slug: &str) -> bool {
    badges::of_person(fair.ctx(), user.id).await.unwrap().iter().any(|held| held.badge.slug == slug)
}

async fn stands(fair: &Fair, admin: &User, slug: &str) -> BadgeState {
    written(fair.ctx(), admin, slug).await.unwrap().state
}

#[tokio::test]
async fn a_draft_is_tried_then_given_to_those_who_have_earned_it_and_to_those_who_come() {
    let fair = Fair::new().await;
    let (ctx, admin) = (fair.ctx(), fair.with_role("admin").await);
    fair.accepted("comment:1", fair.now()).await;
    let slug = write(ctx, &admin, None, form(&fair, "Night owl!", once_accepted())).await.unwrap();
    assert_eq!((slug.as_str(), stands(&fair, &admin, &slug).await), ("night-owl", BadgeState::Draft));
    assert!(find(ctx, &slug).await.unwrap().is_none(), "a draft is known to admins alone");
    fair.run_jobs().await;
    assert!(!has(&fair, &fair.helper, &slug).await);

    let trial = badges::dry_run(ctx, &admin, &once_accepted()).await.unwrap();
    assert_eq!((trial.met, trial.people, trial.looked_at), (1, 2, 2));
    assert_eq!(trial.some, [("HELPER".to_owned(), "helper".to_owned())]);

    for _ in 0..2 {
        give(ctx, &admin, &slug).await.unwrap();
        fair.run_jobs().await;
        assert!(has(&fair, &fair.helper, &slug).await);
    }
    assert!(!find(ctx, &slug).await.unwrap().unwrap().retired);
    assert_eq!(written(ctx, &admin, &slug).await.unwrap().holders, 1);
    assert_eq!(crate::ranking::deeds(ctx, &admin).await.unwrap().len(), 1, "given once");
}

#[tokio::test]
async fn who_has_a_retired_badge_keeps_it_even_if_its_cause_is_undone() {
    let fair = Fair::new().await;
    let (ctx, admin) = (fair.ctx(), fair.with_role("admin").await);
    fair.accepted("comment:1", fair.now()).await;
    let slug = write(ctx, &admin, None, form(&fair, "Night owl", once_accepted())).await.unwrap();
    assert_eq!(refusal(retire(ctx, &admin, &slug).await), Refusal::BadgeIsDraft);
    give(ctx, &admin, &slug).await.unwrap();
    fair.run_jobs().await;
    retire(ctx, &admin, &slug).await.unwrap();
    fair.undone("comment:1").await;
    badges::check_everybody(ctx).await.unwrap();
    assert!(has(&fair, &fair.helper, &slug).await);
    assert!(find(ctx, &slug).await.unwrap().unwrap().retired);
    give(ctx, &admin, &slug).await.unwrap();
    fair.run_jobs().await;
    assert!(!has(&fair, &fair.helper, &slug).await, "given again, it asks for what it asks for");
}

#[tokio::test]
async fn a_draft_changes_until_it_is_given() {
    let fair = Fair::new().await;
    let (ctx, admin) = (fair.ctx(), fair.with_role("admin").await);
    let first = form(&fair, "Night owl", once_accepted());
    let slug = write(ctx, &admin, None, first.clone()).await.unwrap();
    assert_eq!(write(ctx, &admin, None, first).await.unwrap(), slug, "the same form twice");
    let taken = write(ctx, &admin, None, form(&fair, "Night  Owl", once_accepted())).await;
    assert!(matches!(taken, Err(Error::TitleTaken)));
    let taken = write(ctx, &admin, None, form(&fair, "Village", once_accepted())).await;
    assert!(matches!(taken, Err(Error::TitleTaken)), "the program has one of that name");
    write(ctx, &admin, Some(&slug), form(&fair, "Early bird", once_accepted().causes(2))).await.unwrap();
    let now = written(ctx, &admin, &slug).await.unwrap();
    assert_eq!((now.badge.title.as_str(), now.badge.rule.causes), ("Early bird", 2));
    give(ctx, &admin, &slug).await.unwrap();
    let late = write(ctx, &admin, Some(&slug), form(&fair, "Early bird", once_accepted())).await;
    assert_eq!(refusal(late), Refusal::BadgeIsGiven);
    assert_eq!(refusal(delete_draft(ctx, &admin, &slug).await), Refusal::BadgeIsGiven);
    let other = write(ctx, &admin, None, form(&fair, "Another", once_accepted())).await.unwrap();
    for _ in 0..2 {
        delete_draft(ctx, &admin, &other).await.unwrap();
    }
    assert!(matches!(written(ctx, &admin, &other).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn only_admins_and_none_for_nothing() {
    let fair = Fair::new().await;
    let (ctx, admin, moderator) = (fair.ctx(), fair.with_role("admin").await, fair.with_role("moderator").await);
    for user in [&moderator, &fair.helper] {
        assert_eq!(refusal(write(ctx, user, None, form(&fair, "Owl", once_accepted())).await), Refusal::OnlyAdmins);
        assert_eq!(refusal(badges::dry_run(ctx, user, &once_accepted()).await), Refusal::OnlyAdmins);
        assert_eq!(refusal(give(ctx, user, "owl").await), Refusal::OnlyAdmins);
        assert_eq!(refusal(retire(ctx, user, "owl").await), Refusal::OnlyAdmins);
        assert_eq!(refusal(delete_draft(ctx, user, "owl").await), Refusal::OnlyAdmins);
        assert_eq!(refusal(written_badges(ctx, user).await), Refusal::OnlyAdmins);
        assert_eq!(refusal(written(ctx, user, "owl").await), Refusal::OnlyAdmins);
    }
    assert_eq!(refusal(write(ctx, &admin, None, form(&fair, "Owl", Rule::default())).await), Refusal::BadgeForNothing);
    let much = Rule::of(&["review_published"]).causes(50);
    assert_eq!(refusal(badges::dry_run(ctx, &admin, &much).await), Refusal::BadgeForVolume);
    assert!(matches!(give(ctx, &admin, "owl").await, Err(Error::NotFound)));
    assert!(written_badges(ctx, &admin).await.unwrap().is_empty());
}

#[tokio::test]
async fn given_by_many_at_once_it_is_given_once() {
    let fair = Fair::new().await;
    let (ctx, admin) = (fair.ctx(), fair.with_role("admin").await);
    let slug = write(ctx, &admin, None, form(&fair, "Night owl", once_accepted())).await.unwrap();
    for done in join_all((0..6).map(|_| give(ctx, &admin, &slug))).await {
        done.unwrap();
    }
    assert_eq!(crate::ranking::deeds(ctx, &admin).await.unwrap().len(), 1);
}
