use std::net::{IpAddr, Ipv4Addr};

use contract::accounts::SignIn;

use super::*;
use crate::{
    Origin,
    accounts::{Entry, User, Visitor, devices, sign_in},
    testing::{PASSWORD, Stage},
};

/// One address of each of many networks.
fn stranger(nth: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0xC612_0000 + nth * 256))
}

/// Somebody tries a password, at an address and on a device.
async fn tries(stage: &Stage, at: IpAddr, device: Option<&str>, email: &str, password: &str) -> Result<User, Error> {
    let origin = Origin { address: Some(at), device: device.map(Into::into), ..Origin::default() };
    let form = SignIn { email: email.into(), password: password.into(), next: None };
    sign_in(&stage.ctx.clone().called_from(origin), &Visitor { address: Some(at) }, form).await.map(Entry::whole)
}

/// Each from a network of its own.
async fn a_thousand_strangers(stage: &Stage, email: &str) -> [usize; 2] {
    let mut answers = [0; 2];
    for nth in 0..1_000 {
        match tries(stage, stranger(nth), None, email, "not this one").await {
            Err(Error::WrongCredentials) => answers[0] += 1,
            Err(Error::TooOften(_)) => answers[1] += 1,
            other => panic!("{other:?}"),
        }
    }
    answers
}

async fn comes_in(stage: &Stage, at: IpAddr, device: Option<&str>) -> bool {
    tries(stage, at, device, "ada@example.org", PASSWORD).await.is_ok()
}

#[tokio::test]
async fn a_thousand_addresses_are_slowed_and_the_owner_comes_in_where_they_are_known() {
    let stage = Stage::with_real_limits().await;
    let ada = stage.person("ada").await;
    let (home, away) = (IpAddr::from([192, 0, 2, 7]), IpAddr::from([203, 0, 113, 9]));
    let at_home = stage.ctx.clone().called_from(Origin { address: Some(home), ..Origin::default() });
    let device = devices::remember(&at_home, ada.id).await.unwrap();

    assert_eq!(a_thousand_strangers(&stage, "ada@example.org").await, [25, 975]);
    assert!(!comes_in(&stage, away, None).await, "whom nobody knows waits, whatever they know");
    assert!(comes_in(&stage, away, Some(&device)).await, "on a device of theirs");
    assert!(comes_in(&stage, IpAddr::from([192, 0, 2, 200]), None).await, "in a network of theirs");
}

#[tokio::test]
async fn an_address_that_nobody_has_is_answered_alike() {
    let stage = Stage::with_real_limits().await;
    assert_eq!(a_thousand_strangers(&stage, "nobody@example.org").await, [25, 975]);
}

#[tokio::test]
async fn the_owner_hears_of_it_once_a_day() {
    let stage = Stage::with_real_limits().await;
    let ada = stage.person("ada").await;
    a_thousand_strangers(&stage, "ada@example.org").await;
    stage.until_noted(ada.id, Deed::PasswordsTried).await;
    for _ in 0..10 {
        tell(&stage.ctx, ada.id).await.unwrap();
    }
    assert_eq!(stage.events("accounts.passwords_tried").await, 1);
    stage.ctx.clock.advance(TOLD_EVERY);
    tell(&stage.ctx, ada.id).await.unwrap();
    assert_eq!(stage.events("accounts.passwords_tried").await, 2);
}

#[tokio::test]
async fn a_device_of_theirs_has_no_more_tries_than_anybody() {
    let stage = Stage::with_real_limits().await;
    let ada = stage.person("ada").await;
    let device = devices::remember(&stage.ctx, ada.id).await.unwrap();
    for nth in 0..25 {
        let wrong = tries(&stage, stranger(nth), Some(&device), "ada@example.org", "not this one").await;
        assert!(matches!(wrong, Err(Error::WrongCredentials)));
    }
    assert!(!comes_in(&stage, stranger(25), Some(&device)).await);
    let others = tries(&stage, stranger(26), None, "ada@example.org", "not this one").await;
    assert!(matches!(others, Err(Error::WrongCredentials)), "they have tries of their own");
}

#[tokio::test]
async fn the_device_of_one_says_nothing_about_another() {
    let stage = Stage::with_real_limits().await;
    stage.person("ada").await;
    let eve = stage.person("eve").await;
    let device = devices::remember(&stage.ctx, eve.id).await.unwrap();
    for nth in 0..25 {
        let wrong = tries(&stage, stranger(nth), Some(&device), "ada@example.org", "not this one").await;
        assert!(matches!(wrong, Err(Error::WrongCredentials)));
    }
    let waits = tries(&stage, stranger(25), Some(&device), "ada@example.org", "not this one").await;
    assert!(matches!(waits, Err(Error::TooOften(_))));
}
