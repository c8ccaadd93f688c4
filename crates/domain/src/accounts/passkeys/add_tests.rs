use contract::CommandKey;

use super::*;
use crate::{
    accounts::{
        Entry,
        factors::testing::{sign_in, with_app},
        passkeys::{
            begin_showing, passkeys, remove_passkey, rename_passkey,
            testing::{Device, adding, with_passkey},
        },
        providers::testing::Scene,
        testing::{refusal, session, sessions_of},
    },
    testing::Stage,
};
use contract::accounts::{RemovePasskey, RenamePasskey};

async fn adds(stage: &Stage, sudo: &Sudo, device: &mut Device) -> Result<Vec<String>, Error> {
    let challenge = begin_adding(&stage.ctx, sudo).await.unwrap();
    let made = device.makes(&challenge);
    add_passkey(&stage.ctx, sudo, adding(stage, &challenge, made)).await
}

#[tokio::test]
async fn the_first_brings_codes_and_the_password_alone_opens_nothing_any_more() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    session(&stage, "there", &ada).await;
    let (_, codes) = with_passkey(&stage, &ada).await;
    assert_eq!((codes.len(), sessions_of(&stage, &ada).await), (10, 0));
    assert!(matches!(sign_in(&stage, "ada").await, Entry::Half(_)));
    let (_, codes) = with_passkey(&stage, &ada).await;
    assert!(codes.is_empty(), "those of before still count");
    let listed = passkeys(&stage.ctx, &ada).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|one| one.name == "Phone" && one.used_at.is_none()));
    assert_eq!(stage.events("accounts.factor_added").await, 2);
    assert_eq!(stage.deeds(ada.id).await[..2], [Deed::FactorAdded; 2][..]);
}

#[tokio::test]
async fn it_must_be_found_without_a_name_and_unlocked_and_not_be_there() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    let sudo = stage.sudo(&ada);
    let (device, _) = with_passkey(&stage, &ada).await;
    let options = begin_adding(&stage.ctx, &sudo).await.unwrap().options;
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["rp"]["id"], "tutors.example.org");
    assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1);
    let mut locked = Device { unlocked: false, ..Device::new(&stage.ctx) };
    assert_eq!(refusal(adds(&stage, &sudo, &mut locked).await), Refusal::PasskeyRefused);
    // The same key is nobody else's.
    let eve = stage.person("eve").await;
    let mut same = Device { id: device.id.clone(), ..Device::new(&stage.ctx) };
    assert_eq!(refusal(adds(&stage, &stage.sudo(&eve), &mut same).await), Refusal::PasskeyThere);
    assert!(passkeys(&stage.ctx, &eve).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_is_good_once_to_what_was_asked_here() {
    let stage = Stage::new().await;
    let (ada, eve) = (stage.person("ada").await, stage.person("eve").await);
    let sudo = stage.sudo(&ada);
    for (origin, host) in [
        ("https://tutors.example.com", "tutors.example.org"),
        ("https://tutors.example.org", "tutors.example.com"),
        ("http://tutors.example.org", "tutors.example.org"),
    ] {
        let mut elsewhere = Device { origin, host, ..Device::new(&stage.ctx) };
        assert_eq!(refusal(adds(&stage, &sudo, &mut elsewhere).await), Refusal::PasskeyRefused, "{origin} {host}");
    }
    let challenge = begin_adding(&stage.ctx, &sudo).await.unwrap();
    let mut device = Device::new(&stage.ctx);
    let made = device.makes(&challenge);
    // What was asked of one is not answered by another.
    let stolen = add_passkey(&stage.ctx, &stage.sudo(&eve), adding(&stage, &challenge, made.clone())).await;
    assert_eq!(refusal(stolen), Refusal::PasskeyLost);
    let form = adding(&stage, &challenge, made.clone());
    add_passkey(&stage.ctx, &sudo, form.clone()).await.unwrap();
    assert_eq!(refusal(add_passkey(&stage.ctx, &sudo, form).await), Refusal::CodesShownOnce);
    let replayed = add_passkey(&stage.ctx, &sudo, adding(&stage, &challenge, made)).await;
    assert_eq!(refusal(replayed), Refusal::PasskeyLost);
    let late = begin_adding(&stage.ctx, &sudo).await.unwrap();
    stage.ctx.clock.advance(chrono::TimeDelta::minutes(10));
    let made = Device::new(&stage.ctx).makes(&late);
    assert_eq!(refusal(add_passkey(&stage.ctx, &sudo, adding(&stage, &late, made)).await), Refusal::PasskeyLost);
    for nonsense in ["", "{}", "null", "[1]"] {
        let challenge = begin_adding(&stage.ctx, &sudo).await.unwrap();
        let refused = add_passkey(&stage.ctx, &sudo, adding(&stage, &challenge, nonsense.into())).await;
        assert_eq!(refusal(refused), Refusal::PasskeyRefused, "{nonsense}");
    }
}

#[tokio::test]
async fn one_is_renamed_and_removed_by_its_owner_alone() {
    let stage = Stage::new().await;
    let (ctx, ada, eve) = (&stage.ctx, stage.person("ada").await, stage.person("eve").await);
    with_passkey(&stage, &ada).await;
    with_passkey(&stage, &eve).await;
    let passkey = passkeys(ctx, &ada).await.unwrap()[0].id;
    let rename = |name: &str| RenamePasskey { key: CommandKey(ctx.id()), passkey, name: name.into() };
    assert!(matches!(rename_passkey(ctx, &eve, rename("Mine")).await, Err(Error::NotFound)));
    rename_passkey(ctx, &ada, rename("Laptop")).await.unwrap();
    assert_eq!(passkeys(ctx, &ada).await.unwrap()[0].name, "Laptop");
    let remove = RemovePasskey { key: CommandKey(ctx.id()), passkey };
    assert!(matches!(remove_passkey(ctx, &stage.sudo(&eve), remove.clone()).await, Err(Error::NotFound)));
    for _ in 0..2 {
        remove_passkey(ctx, &stage.sudo(&ada), remove.clone()).await.expect("also twice");
    }
    assert!(passkeys(ctx, &ada).await.unwrap().is_empty());
    assert!(begin_showing(ctx, &ada).await.unwrap().is_none());
    assert!(matches!(sign_in(&stage, "ada").await, Entry::In(_)));
    assert_eq!(factors::factors(ctx, &ada).await.unwrap().codes_left, 0, "codes stand in for nothing any more");
    assert_eq!(stage.events("accounts.factor_removed").await, 1);
}

#[tokio::test]
async fn the_last_way_in_is_not_removed_and_counts_for_providers() {
    let scene = Scene::new().await;
    let ada = scene.joined("ada").await;
    let (ctx, stage) = (&scene.stage.ctx, &scene.stage);
    with_passkey(stage, &ada).await;
    let linked = crate::accounts::providers::ways_in(ctx, &ada).await.unwrap().linked;
    let unlink = contract::accounts::Unlink { key: CommandKey(ctx.id()), identity: linked[0].id };
    crate::accounts::providers::unlink(ctx, &stage.sudo(&ada), unlink).await.expect("the passkey is left");
    let passkey = passkeys(ctx, &ada).await.unwrap()[0].id;
    let remove = RemovePasskey { key: CommandKey(ctx.id()), passkey };
    assert_eq!(refusal(remove_passkey(ctx, &stage.sudo(&ada), remove.clone()).await), Refusal::LastWayIn);
    with_app(stage, &ada).await;
    assert_eq!(
        refusal(remove_passkey(ctx, &stage.sudo(&ada), remove).await),
        Refusal::LastWayIn,
        "an app lets nobody in"
    );
}

#[tokio::test]
async fn twenty_are_enough() {
    let stage = Stage::new().await;
    let ada = stage.person("ada").await;
    for _ in 0..keys::MOST {
        with_passkey(&stage, &ada).await;
    }
    let refused = adds(&stage, &stage.sudo(&ada), &mut Device::new(&stage.ctx)).await;
    assert_eq!(refusal(refused), Refusal::TooManyPasskeys);
    assert_eq!(passkeys(&stage.ctx, &ada).await.unwrap().len(), 20);
}
