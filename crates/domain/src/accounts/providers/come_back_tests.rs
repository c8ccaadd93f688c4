use chrono::TimeDelta;

use super::*;
use crate::{
    accounts::{
        self,
        providers::{
            carried, depart, depart_to_confirm, depart_to_link, prune,
            testing::{BROWSER, Scene, back, vouched, why},
        },
        testing::session,
    },
    ports::ProviderError,
    testing::Stage,
};

fn error(state: &str, error: &str) -> Back {
    Back::read(&vec![("state".into(), state.into()), ("error".into(), error.into())])
}

#[tokio::test]
async fn who_is_known_comes_in_by_subject_whatever_the_address_is_by_now() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let moved = vouched("ada", "Ada.Lovelace@Example.net");
    let Ok(CameBack::In { entry, next }) = scene.comes(moved).await else { panic!() };
    assert_eq!((entry.whole().id, next.as_str()), (ada.id, "/bookings"));
    assert_eq!(scene.linked(&ada).await, [("google".into(), Some("ada.lovelace@example.net".into()))]);
    assert_eq!(accounts::my_address(&scene.stage.ctx, &ada).await.unwrap().as_deref(), Some("ada@example.org"));
    assert_eq!(scene.stage.deeds(ada.id).await, [Deed::SignedIn, Deed::Joined]);
}

#[tokio::test]
async fn another_subject_with_the_same_address_is_somebody_else() {
    let scene = Scene::new().await;
    scene.joined("ada").await;
    assert!(matches!(scene.comes(vouched("eve", "ada@example.org")).await, Ok(CameBack::Unknown { .. })));
    // Nor does the same subject at another provider say anything.
    depart(&scene.stage.ctx, &scene.stage.visitor, BROWSER, "school", "/").await.unwrap();
    let state = scene.school.asked.lock().unwrap().as_ref().unwrap().state.clone();
    *scene.school.says.lock().unwrap() = Ok(vouched("ada", "ada@example.org"));
    let came = come_back(&scene.stage.ctx, scene.nobody(), "school", back(&state)).await;
    assert!(matches!(came, Ok(CameBack::Unknown { .. })));
}

#[tokio::test]
async fn a_state_is_good_once_for_ten_minutes_at_its_provider() {
    let scene = Scene::new().await;
    scene.google_says(Ok(vouched("ada", "ada@example.org")));
    let state = scene.leaves().await;
    let elsewhere = come_back(&scene.stage.ctx, scene.nobody(), "school", back(&state)).await;
    assert_eq!(why(elsewhere), Refusal::WayLost);
    scene.returns(scene.nobody(), &state).await.unwrap();
    assert_eq!(why(scene.returns(scene.nobody(), &state).await), Refusal::WayLost, "twice");

    let state = scene.leaves().await;
    scene.stage.ctx.clock.advance(TimeDelta::minutes(10));
    assert_eq!(why(scene.returns(scene.nobody(), &state).await), Refusal::WayLost, "too late");
    for made_up in ["", "x", &"x".repeat(48)] {
        assert_eq!(why(scene.returns(scene.nobody(), made_up).await), Refusal::WayLost);
    }
}

#[tokio::test]
async fn another_browser_comes_back_with_nothing_and_spoils_nothing() {
    let scene = Scene::new().await;
    let eve = scene.joined("eve").await;
    let eve = session(&scene.stage, "eve", &eve).await;
    scene.google_says(Ok(vouched("ada", "ada@example.org")));
    let state = scene.leaves().await;
    let other = "x".repeat(48);
    for browser in [None, Some(other.as_str())] {
        for caller in [None, Some(&eve)] {
            let who = Returning { browser, caller, ..scene.nobody() };
            assert_eq!(why(scene.returns(who, &state).await), Refusal::WayLost);
        }
    }
    assert!(scene.returns(scene.nobody(), &state).await.is_ok());
}

#[tokio::test]
async fn of_two_who_come_back_at_once_one_does() {
    let scene = Scene::new().await;
    scene.google_says(Ok(vouched("ada", "ada@example.org")));
    let state = scene.leaves().await;
    let (a, b) = tokio::join!(scene.returns(scene.nobody(), &state), scene.returns(scene.nobody(), &state));
    assert_eq!(why(if a.is_ok() { b } else { a }), Refusal::WayLost);
}

#[tokio::test]
async fn each_way_in_which_a_provider_does_not_vouch() {
    let scene = Scene::new().await;
    for (told, refusal) in [
        ("access_denied", Refusal::ProviderDenied),
        ("consent_required", Refusal::ProviderDenied),
        ("temporarily_unavailable", Refusal::ProviderAway),
        ("server_error", Refusal::ProviderAway),
        ("invalid_scope", Refusal::ProviderNonsense),
        ("<script>", Refusal::ProviderNonsense),
    ] {
        let state = scene.leaves().await;
        let missed = come_back(&scene.stage.ctx, scene.nobody(), "google", error(&state, told)).await.unwrap_err();
        assert_eq!(missed.next.as_deref(), Some("/bookings"), "where they wanted to go survives");
        assert_eq!(why(Err::<(), _>(missed)), refusal, "{told}");
    }
    for (error, refusal) in [
        (ProviderError::Away("no answer".into()), Refusal::ProviderAway),
        (ProviderError::Nonsense("another nonce".into()), Refusal::ProviderNonsense),
        (ProviderError::Spent, Refusal::WayLost),
    ] {
        let state = scene.leaves().await;
        scene.google_says(Err(error));
        assert_eq!(why(scene.returns(scene.nobody(), &state).await), refusal);
        scene.google_says(Ok(vouched("ada", "ada@example.org")));
    }
    let state = scene.leaves().await;
    let empty = Back::read(&vec![("state".into(), state)]);
    assert_eq!(why(come_back(&scene.stage.ctx, scene.nobody(), "google", empty).await), Refusal::ProviderNonsense);
    for subject in ["", "a\nb", &"x".repeat(256)] {
        assert_eq!(why(scene.comes(vouched(subject, "ada@example.org")).await), Refusal::ProviderNonsense);
    }
}

#[tokio::test]
async fn nobody_leaves_to_who_is_away_or_not_there() {
    let scene = Scene::new().await;
    let leaves = async |to: &str| depart(&scene.stage.ctx, &scene.stage.visitor, BROWSER, to, "/").await;
    assert!(matches!(leaves("nobody").await, Err(Error::NotFound)));
    scene.google_says(Err(ProviderError::Away("no answer".into())));
    assert!(matches!(leaves("google").await, Err(Error::Refused(Refusal::ProviderAway))));
    let nobody = come_back(&scene.stage.ctx, scene.nobody(), "nobody", back("x")).await.unwrap_err();
    assert!(matches!(nobody.why, Error::NotFound));
}

#[tokio::test]
async fn a_disabled_account_stays_shut() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    accounts::set_disabled(&scene.stage.ctx, "ada", true).await.unwrap();
    assert_eq!(why(scene.comes(vouched("ada", "ada@example.org")).await), Refusal::AccountClosed);
    scene.stage.until_noted(ada.id, Deed::SignInRefused).await;
}

#[tokio::test]
async fn a_link_is_made_in_the_session_that_asked_for_it() {
    let scene = Scene::new().await;
    let (ada, eve) = (scene.stage.person("ada").await, scene.stage.person("eve").await);
    let sudo = scene.sudo(&ada).await;
    let eve = session(&scene.stage, "eve", &eve).await;
    let elsewhere = session(&scene.stage, "elsewhere", &ada).await;
    scene.google_says(Ok(vouched("1", "ada@example.net")));
    depart_to_link(&scene.stage.ctx, &sudo, "google", "/settings").await.unwrap();
    let state = scene.state();
    for caller in [None, Some(&eve), Some(&elsewhere)] {
        let who = Returning { caller, ..scene.nobody() };
        assert_eq!(why(scene.returns(who, &state).await), Refusal::WayLost);
    }
    let who = Returning { caller: Some(&sudo), ..scene.nobody() };
    let came = scene.returns(who, &state).await;
    assert!(matches!(came, Ok(CameBack::Linked { next }) if next == "/settings"));
    assert_eq!(scene.linked(&ada).await, [("google".into(), Some("ada@example.net".into()))]);
    assert_eq!(scene.stage.events("accounts.provider_linked").await, 1);
    assert!(scene.stage.deeds(ada.id).await.contains(&Deed::ProviderLinked));
    assert!(
        matches!(scene.comes(vouched("1", "x@example.org")).await, Ok(CameBack::In { entry, .. }) if entry.clone().whole().id == ada.id)
    );
}

#[tokio::test]
async fn who_has_no_password_shows_at_their_provider_that_it_is_them() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let here = session(&scene.stage, "here", &ada).await;
    let ctx = &scene.stage.ctx;
    let form = vec![("email".to_owned(), "new@example.org".to_owned())];
    let leaves = async || depart_to_confirm(ctx, &here, "google", "/settings/security", &form).await;
    leaves().await.unwrap();
    assert!(scene.google.asked.lock().unwrap().as_ref().unwrap().anew);
    let who = Returning { caller: Some(&here), ..scene.nobody() };
    let Ok(CameBack::Confirmed { next, waiting: Some(departure) }) = scene.returns(who, &scene.state()).await else {
        panic!()
    };
    assert_eq!(next, "/settings/security");
    let kept = carried(ctx, &here, departure).await.unwrap().unwrap();
    assert_eq!((kept.to.as_str(), &kept.pairs), ("/settings/security", &form));
    let elsewhere = session(&scene.stage, "elsewhere", &ada).await;
    assert_eq!(carried(ctx, &elsewhere, departure).await.unwrap(), None, "of another session");

    leaves().await.unwrap();
    scene.google_says(Ok(vouched("eve", "eve@example.org")));
    assert_eq!(why(scene.returns(who, &scene.state()).await), Refusal::NotYou);
    leaves().await.unwrap();
    scene.google_says(Err(ProviderError::NotAnew));
    assert_eq!(why(scene.returns(who, &scene.state()).await), Refusal::NotAnew);
    let deeds = [Deed::ConfirmRefused, Deed::ProviderConfirmed, Deed::Joined];
    assert_eq!(scene.stage.deeds(ada.id).await, deeds);
}

#[tokio::test]
async fn a_provider_that_is_not_theirs_confirms_nobody_and_none_replaces_a_password() {
    let scene = Scene::new().await;
    let ada = session(&scene.stage, "ada", &scene.joined("ada").await).await;
    let bob = session(&scene.stage, "bob", &scene.stage.person("bob").await).await;
    for (who, provider) in [(&ada, "school"), (&bob, "google")] {
        let refused = depart_to_confirm(&scene.stage.ctx, who, provider, "/", &Pairs::new()).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{provider}");
    }
}

#[tokio::test]
async fn there_and_back_sixty_times_in_ten_minutes() {
    let scene = Scene::on(Stage::with_real_limits().await);
    let leaves = async || depart(&scene.stage.ctx, &scene.stage.visitor, BROWSER, "google", "/").await;
    scene.google_says(Ok(vouched("ada", "ada@example.org")));
    for _ in 0..60 {
        leaves().await.unwrap();
    }
    assert!(matches!(leaves().await, Err(Error::TooOften(_))));
    let missed = scene.returns(scene.nobody(), &scene.state()).await.unwrap_err();
    assert!(matches!(missed.why, Error::TooOften(_)));
}

#[tokio::test]
async fn what_is_over_is_forgotten_and_no_secret_of_a_browser_was_kept() {
    let scene = Scene::new().await;
    let arrived = scene.arrives(vouched("ada", "ada@example.org")).await;
    let state = scene.leaves().await;
    let ctx = &scene.stage.ctx;
    for table in ["departure", "arrival"] {
        let sql = format!("SELECT string_agg(t::text, ' ') FROM accounts.{table} t");
        let kept: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&ctx.db).await.unwrap();
        for secret in [BROWSER, &state, &arrived] {
            assert!(!kept.contains(secret), "{table}: {kept}");
        }
    }
    ctx.clock.advance(TimeDelta::minutes(30));
    prune(ctx).await.unwrap();
    let sql = "SELECT (SELECT count(*) FROM accounts.departure) + (SELECT count(*) FROM accounts.arrival)";
    assert_eq!(sqlx::query_scalar::<_, i64>(sql).fetch_one(&ctx.db).await.unwrap(), 0);
}
