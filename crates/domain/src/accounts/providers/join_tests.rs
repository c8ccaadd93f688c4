use contract::{
    Refusal,
    accounts::{ConfirmAddress, SignIn},
};

use super::*;
use crate::{
    accounts::{
        self,
        providers::{
            Address, CameBack, arrived,
            testing::{Scene, claiming, vouched},
        },
        testing::{refusal, written},
    },
    ports::Vouched,
    testing::PASSWORD,
};

async fn joins(scene: &Scene, browser: &str, form: Join) -> Result<(User, String), Error> {
    let (entry, next) = join(&scene.stage.ctx, &scene.stage.visitor, browser, form).await?;
    Ok((entry.whole(), next))
}

#[tokio::test]
async fn an_address_that_is_vouched_for_is_confirmed() {
    let scene = Scene::new().await;
    let browser = scene.arrives(vouched("1", "Ada@Example.org")).await;
    let shown = arrived(&scene.stage.ctx, &browser).await.unwrap().unwrap();
    let seen = (shown.name.as_str(), shown.handle.as_str(), shown.zone.as_str(), shown.next.as_str());
    assert_eq!(seen, ("Ada Lovelace", "ada", "Africa/Addis_Ababa", "/bookings"));
    assert_eq!(shown.address, Address::Vouched { email: "ada@example.org".into(), taken: false });
    // Whatever else the form says.
    let form = Join { email: "eve@example.org".into(), ..scene.form("ada") };
    let (ada, next) = joins(&scene, &browser, form).await.unwrap();
    assert_eq!((ada.verify_by, next.as_str()), (None, "/bookings"));
    assert_eq!(accounts::my_address(&scene.stage.ctx, &ada).await.unwrap().as_deref(), Some("ada@example.org"));
    assert!(written(&scene.stage, &ada, Purpose::Address).await.is_none());
    assert!(
        matches!(scene.comes(vouched("1", "x@example.org")).await, Ok(CameBack::In { entry, .. }) if entry.clone().whole().id == ada.id)
    );
    assert_eq!(scene.stage.events("accounts.signed_up").await, 1);
    assert!(arrived(&scene.stage.ctx, &browser).await.unwrap().is_none());
}

#[tokio::test]
async fn no_password_opens_it() {
    let scene = Scene::new().await;
    scene.joined("ada").await;
    for password in ["", PASSWORD, "nobody has this password"] {
        let form = SignIn { email: "ada@example.org".into(), password: password.into(), next: None };
        let refused = accounts::sign_in(&scene.stage.ctx, &scene.stage.visitor, form).await;
        assert!(matches!(refused, Err(Error::WrongCredentials)));
    }
}

#[tokio::test]
async fn an_address_that_is_only_claimed_becomes_theirs_by_our_code() {
    let scene = Scene::new().await;
    let browser = scene.arrives(claiming("1", "ada@example.org")).await;
    let shown = arrived(&scene.stage.ctx, &browser).await.unwrap().unwrap();
    assert_eq!(shown.address, Address::Claimed(Some("ada@example.org".into())));
    assert!(matches!(joins(&scene, &browser, scene.form("ada")).await, Err(Error::AddressMissing)));
    let form = Join { email: "ada@example.net".into(), ..scene.form("ada") };
    let (ada, _) = joins(&scene, &browser, form).await.unwrap();
    let ctx = &scene.stage.ctx;
    assert!(ada.verify_by.is_some());
    assert_eq!(accounts::my_address(ctx, &ada).await.unwrap(), None);
    assert_eq!(accounts::waiting_address(ctx, &ada).await.unwrap().as_deref(), Some("ada@example.net"));
    let letter = written(&scene.stage, &ada, Purpose::Address).await.unwrap();
    let form = ConfirmAddress { key: CommandKey(ctx.id()), letter: Some(letter.letter), code: letter.code };
    accounts::confirm_address(ctx, &scene.stage.visitor, None, form).await.unwrap();
    assert_eq!(accounts::my_address(ctx, &ada).await.unwrap().as_deref(), Some("ada@example.net"));
    assert!(accounts::user(ctx, ada.id).await.unwrap().unwrap().verify_by.is_none());
    assert_eq!(scene.stage.events("accounts.email_verified").await, 1);
}

#[tokio::test]
async fn who_only_claims_an_address_does_not_learn_whether_it_has_an_account() {
    let scene = Scene::new().await;
    let bob = scene.stage.person("bob").await;
    let ctx = &scene.stage.ctx;
    let mut seen = Vec::new();
    for (subject, email) in [("1", "bob@example.org"), ("2", "nobody@example.org")] {
        let browser = scene.arrives(claiming(subject, email)).await;
        let shown = arrived(ctx, &browser).await.unwrap().unwrap();
        assert_eq!(shown.address, Address::Claimed(Some(email.into())));
        let form = Join { email: email.into(), ..scene.form(&format!("eve{subject}")) };
        let (eve, _) = joins(&scene, &browser, form).await.unwrap();
        let waits = accounts::waiting_address(ctx, &eve).await.unwrap();
        assert_eq!(waits.as_deref(), Some(email));
        seen.push((accounts::my_address(ctx, &eve).await.unwrap(), eve.verify_by));
        let letter = written(&scene.stage, &eve, Purpose::Address).await.unwrap();
        let told = (letter.to.as_str(), letter.code.is_empty());
        assert_eq!(told, if subject == "1" { ("BOB", true) } else { ("Ada", false) });
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(accounts::my_address(ctx, &bob).await.unwrap().as_deref(), Some("bob@example.org"));
}

#[tokio::test]
async fn an_account_with_the_vouched_address_is_told_and_not_touched() {
    let scene = Scene::new().await;
    let ada = scene.stage.person("ada").await;
    let browser = scene.arrives(vouched("1", "ada@example.org")).await;
    let shown = arrived(&scene.stage.ctx, &browser).await.unwrap().unwrap();
    assert_eq!(shown.address, Address::Vouched { email: "ada@example.org".into(), taken: true });
    assert_eq!(refusal(joins(&scene, &browser, scene.form("eve")).await), Refusal::AccountExists);
    assert!(scene.linked(&ada).await.is_empty());
}

#[tokio::test]
async fn sent_twice_it_is_one_account_and_a_minute_later_nobody_s() {
    let scene = Scene::new().await;
    let browser = scene.arrives(vouched("1", "ada@example.org")).await;
    let form = scene.form("ada");
    let (a, b) = tokio::join!(joins(&scene, &browser, form.clone()), joins(&scene, &browser, form.clone()));
    assert_eq!(a.unwrap().0.id, b.unwrap().0.id);
    assert_eq!(scene.stage.events("accounts.signed_up").await, 1);
    assert_eq!(refusal(joins(&scene, &browser, scene.form("ada")).await), Refusal::WayLost, "another form");
    scene.stage.ctx.clock.advance(DOUBLED);
    assert_eq!(refusal(joins(&scene, &browser, form).await), Refusal::WayLost, "whoever finds the browser later");
}

#[tokio::test]
async fn of_two_browsers_with_one_subject_one_joins() {
    let scene = Scene::new().await;
    let nameless = || Vouched { email: None, ..vouched("1", "") };
    let (one, other) = (scene.arrives(nameless()).await, scene.arrives(nameless()).await);
    let form = |handle: &str| Join { email: format!("{handle}@example.org"), ..scene.form(handle) };
    let (a, b) = tokio::join!(joins(&scene, &one, form("ada")), joins(&scene, &other, form("bob")));
    assert_eq!(refusal(if a.is_ok() { b } else { a }), Refusal::LinkedElsewhere);
    assert_eq!(scene.stage.events("accounts.signed_up").await, 1);
}

#[tokio::test]
async fn each_refusal() {
    let scene = Scene::new().await;
    scene.stage.person("bob").await;
    let browser = scene.arrives(vouched("1", "ada@example.org")).await;
    assert!(matches!(joins(&scene, &browser, scene.form("bob")).await, Err(Error::HandleTaken)));
    let nowhere = Join { zone: "Mars/Base".into(), ..scene.form("ada") };
    assert!(matches!(joins(&scene, &browser, nowhere).await, Err(Error::UnknownZone)));
    assert_eq!(refusal(joins(&scene, "x", scene.form("ada")).await), Refusal::WayLost);
    scene.stage.ctx.clock.advance(TimeDelta::minutes(30));
    assert_eq!(refusal(joins(&scene, &browser, scene.form("ada")).await), Refusal::WayLost);
}
