use adapters::{OpenId, Registration};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use domain::{
    Clock,
    ports::{Email, Provider, ProviderError, Token, Vouched},
};
use openidconnect::url::Url;
use serde_json::{Value, json};

use super::{
    install_tls, question,
    school::{School, Tells, monday},
};

struct Scene {
    school: School,
    provider: OpenId,
    clock: Clock,
}

impl Scene {
    async fn new() -> Self {
        install_tls();
        let school = School::open().await;
        let clock = Clock::standing(monday());
        let registration = Registration {
            name: "school".into(),
            label: "School".into(),
            client_id: "tutors".into(),
            client_secret: "hunter2".into(),
        };
        let provider = OpenId::new(registration, &school.issuer, clock.clone()).unwrap();
        Self { school, provider, clock }
    }

    async fn redeem(&self) -> Result<Vouched, ProviderError> {
        self.redeem_of(None).await
    }

    async fn redeem_of(&self, issuer: Option<&str>) -> Result<Vouched, ProviderError> {
        let token = Token { code: "a-code".into(), issuer: issuer.map(str::to_owned) };
        self.provider.redeem(&question(false), &token).await
    }

    async fn asks(&self, anew: bool) -> Result<Vec<(String, String)>, ProviderError> {
        let address: Url = self.provider.ask(&question(anew)).await?.parse().unwrap();
        assert!(address.as_str().starts_with(&format!("{}/authorize?", self.school.issuer)));
        Ok(address.query_pairs().into_owned().collect())
    }

    /// Tells one claim otherwise, or not at all.
    fn claims(&self, name: &str, value: Value) {
        self.school.tell(|tells| match value {
            Value::Null => _ = tells.claims.as_object_mut().unwrap().remove(name),
            value => tells.claims[name] = value,
        });
    }
}

fn nonsense(answer: Result<Vouched, ProviderError>) -> String {
    match answer {
        Err(ProviderError::Nonsense(why)) => why,
        other => panic!("believed: {other:?}"),
    }
}

#[tokio::test]
async fn the_browser_takes_along_what_the_answer_is_checked_by() {
    let scene = Scene::new().await;
    let asked = scene.asks(false).await.unwrap();
    let value = |name: &str| asked.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    assert_eq!(value("response_type"), Some("code"));
    assert_eq!(value("client_id"), Some("tutors"));
    assert_eq!(value("redirect_uri"), Some("https://tutors.example.org/signin/back/school"));
    assert_eq!(value("scope"), Some("openid email profile"));
    assert_eq!((value("state"), value("nonce")), (Some("a-state"), Some("a-nonce")));
    assert_eq!(value("code_challenge_method"), Some("S256"));
    assert!(value("code_challenge").is_some_and(|challenge| challenge.len() == 43));
    assert_eq!((value("prompt"), value("max_age")), (None, None));
    let anew = scene.asks(true).await.unwrap();
    assert!(anew.contains(&("prompt".into(), "login".into())) && anew.contains(&("max_age".into(), "0".into())));
}

#[tokio::test]
async fn it_vouches_for_whom_its_signed_answer_names() {
    let scene = Scene::new().await;
    let vouched = scene.redeem().await.unwrap();
    let expected = Vouched {
        subject: "42".into(),
        email: Some(Email { address: "ada@example.org".into(), verified: true }),
        name: Some("Ada Lovelace".into()),
        handle: Some("ada".into()),
        zone: Some("Africa/Addis_Ababa".into()),
    };
    assert_eq!(vouched, expected);
    let asked = scene.school.asked("/token").remove(0);
    let secret = STANDARD.encode("tutors:hunter2");
    for part in [
        "grant_type=authorization_code",
        "code=a-code",
        "code_verifier=abcdefghijklm",
        "redirect_uri=https%3A",
        &secret,
    ] {
        assert!(asked.contains(part), "{part} in {asked}");
    }
    assert!(scene.school.asked("/me").is_empty(), "nothing was left to ask");
}

#[tokio::test]
async fn what_is_not_for_us_not_of_them_or_not_of_now_is_not_believed() {
    let scene = Scene::new().await;
    for (claim, value, why) in [
        ("nonce", json!("another"), "nonce"),
        ("nonce", Value::Null, "nonce"),
        ("iss", json!("https://evil.example"), "issuer"),
        ("aud", json!("somebody else"), "audience"),
        ("aud", json!(["tutors", "somebody else"]), "audience"),
        ("exp", json!(monday().timestamp()), "expired"),
        ("sub", Value::Null, ""),
    ] {
        let before = scene.redeem().await;
        assert!(before.is_ok(), "{before:?}");
        let mut kept = Value::Null;
        scene.school.tell(|tells| kept = tells.claims.clone());
        scene.claims(claim, value.clone());
        let told = nonsense(scene.redeem().await).to_lowercase();
        assert!(told.contains(why), "{claim} {value}: {told}");
        scene.school.tell(|tells| tells.claims = kept);
    }
}

#[tokio::test]
async fn only_signatures_that_nobody_else_can_make_are_believed() {
    let scene = Scene::new().await;
    for change in [
        (|tells| tells.signs = 2) as fn(&mut Tells),
        |tells| tells.header["alg"] = json!("none"),
        |tells| tells.header["alg"] = json!("HS256"),
        |tells| tells.header["alg"] = json!("RS256"),
        |tells| tells.header["kid"] = json!("unknown"),
    ] {
        let mut kept = None;
        scene.school.tell(|tells| {
            kept = Some(tells.clone());
            change(tells);
        });
        nonsense(scene.redeem().await);
        scene.school.tell(|tells| *tells = kept.unwrap());
    }
    scene.redeem().await.unwrap();
}

#[tokio::test]
async fn a_code_of_another_issuer_is_not_sent_anywhere() {
    let scene = Scene::new().await;
    nonsense(scene.redeem_of(Some("https://evil.example")).await);
    assert!(scene.school.asked("/token").is_empty());
    scene.redeem_of(Some(&scene.school.issuer)).await.unwrap();

    let strict = Scene::new().await;
    strict.school.tell(|tells| tells.metadata["authorization_response_iss_parameter_supported"] = json!(true));
    nonsense(strict.redeem_of(None).await);
    strict.redeem_of(Some(&strict.school.issuer)).await.unwrap();
}

#[tokio::test]
async fn a_code_that_is_used_or_over_is_told_apart_from_a_mistake_of_ours() {
    let scene = Scene::new().await;
    scene.school.tell(|tells| tells.refuses = Some(json!({ "error": "invalid_grant" })));
    assert_eq!(scene.redeem().await, Err(ProviderError::Spent));
    scene.school.tell(|tells| tells.refuses = Some(json!({ "error": "invalid_client" })));
    let told = nonsense(scene.redeem().await);
    assert!(told.contains("invalid_client") && !told.contains("hunter2"), "{told}");
    scene.school.tell(|tells| tells.refuses = Some(json!({ "no": "error" })));
    nonsense(scene.redeem().await);
}

#[tokio::test]
async fn an_address_counts_as_seen_only_where_it_is_said() {
    let scene = Scene::new().await;
    for (said, verified) in [
        (json!(false), false),
        (Value::Null, false),
        (json!("true"), true),
        (json!("false"), false),
        (json!(true), true),
    ] {
        scene.claims("email_verified", said.clone());
        assert_eq!(scene.redeem().await.unwrap().email.unwrap().verified, verified, "{said}");
    }
}

#[tokio::test]
async fn what_the_token_leaves_out_is_asked_for() {
    let scene = Scene::new().await;
    for name in ["email", "email_verified", "name", "preferred_username", "zoneinfo"] {
        scene.claims(name, Value::Null);
    }
    assert_eq!(scene.redeem().await.unwrap().email, None);
    assert_eq!(scene.school.asked("/me"), ["Bearer an-access-token"]);
    let told = json!({ "sub": "42", "email": "ada@example.org", "email_verified": true, "name": "Ada" });
    scene.school.tell(|tells| tells.user_info = told);
    let vouched = scene.redeem().await.unwrap();
    assert_eq!(vouched.email, Some(Email { address: "ada@example.org".into(), verified: true }));
    assert_eq!(vouched.name.as_deref(), Some("Ada"));
    scene.school.tell(|tells| tells.user_info["sub"] = json!("43"));
    nonsense(scene.redeem().await);
}

#[tokio::test]
async fn who_was_to_be_asked_anew_was_where_it_is_said() {
    let scene = Scene::new().await;
    let now = monday().timestamp();
    for (at, fine) in [(json!(now), true), (json!(now - 599), true), (Value::Null, true), (json!(now - 601), false)] {
        scene.claims("auth_time", at.clone());
        let token = Token { code: "a-code".into(), issuer: None };
        let answer = scene.provider.redeem(&question(true), &token).await;
        assert_eq!(answer.is_ok(), fine, "{at}");
        assert!(fine || answer == Err(ProviderError::NotAnew));
        assert!(scene.redeem().await.is_ok(), "nobody asked for it");
    }
}

#[tokio::test]
async fn a_new_key_is_fetched_and_at_most_once_a_minute() {
    let scene = Scene::new().await;
    scene.redeem().await.unwrap();
    scene.school.tell(|tells| {
        (tells.signs, tells.publishes) = (2, 2);
        tells.header["kid"] = json!("2");
    });
    nonsense(scene.redeem().await);
    assert_eq!(scene.school.asked("/keys").len(), 1);
    scene.clock.advance(TimeDelta::minutes(1));
    scene.redeem().await.unwrap();
    assert_eq!(scene.school.asked("/keys").len(), 2);
    scene.school.tell(|tells| tells.header["kid"] = json!("made up"));
    for _ in 0..3 {
        nonsense(scene.redeem().await);
    }
    assert_eq!(scene.school.asked("/keys").len(), 2, "whoever makes up keys makes no work");
}

#[tokio::test]
async fn what_it_publishes_is_asked_for_once_an_hour_and_kept_while_it_is_away() {
    let scene = Scene::new().await;
    for _ in 0..3 {
        scene.asks(false).await.unwrap();
    }
    let document = "/.well-known/openid-configuration";
    assert_eq!(scene.school.asked(document).len(), 1);
    scene.clock.advance(TimeDelta::hours(1));
    scene.asks(false).await.unwrap();
    assert_eq!(scene.school.asked(document).len(), 2);
    scene.school.close();
    scene.clock.advance(TimeDelta::days(1));
    scene.asks(false).await.unwrap();
}

#[tokio::test]
async fn who_does_not_answer_is_away_and_not_asked_again_at_once() {
    let scene = Scene::new().await;
    for status in [500, 503, 429] {
        scene.school.tell(|tells| tells.instead = Some((status, String::new())));
        for _ in 0..2 {
            assert!(matches!(scene.asks(false).await, Err(ProviderError::Away(_))), "{status}");
        }
        scene.clock.advance(TimeDelta::seconds(10));
    }
    assert_eq!(scene.school.asked("/.well-known/openid-configuration").len(), 3);
    let gone = Scene::new().await;
    gone.school.close();
    tokio::task::yield_now().await;
    assert!(matches!(gone.asks(false).await, Err(ProviderError::Away(_))));
}

#[tokio::test]
async fn nothing_is_followed_and_nothing_endless_is_read() {
    let too_large = "x".repeat(300 * 1024);
    for (status, body) in [(302, ""), (404, ""), (200, "{}"), (200, "<html>"), (200, too_large.as_str())] {
        let scene = Scene::new().await;
        scene.school.tell(|tells| tells.instead = Some((status, body.to_owned())));
        let answer = scene.asks(false).await;
        assert!(matches!(answer, Err(ProviderError::Nonsense(_))), "{status}: {answer:?}");
        assert!(scene.school.asked("/elsewhere").is_empty());
    }
    let other = Scene::new().await;
    other.school.tell(|tells| tells.metadata["issuer"] = json!("https://accounts.google.com"));
    assert!(matches!(other.asks(false).await, Err(ProviderError::Nonsense(_))));
    let unsafe_ones = Scene::new().await;
    unsafe_ones.school.tell(|tells| tells.metadata["token_endpoint"] = json!("https://evil.example/token"));
    assert!(
        matches!(unsafe_ones.asks(false).await, Err(ProviderError::Nonsense(why)) if why.contains("is not by http"))
    );
}
