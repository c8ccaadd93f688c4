use std::sync::{Arc, Mutex};

use adapters::{GitHub, Registration};
use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    routing::{get, post},
};
use domain::ports::{Email, Provider, ProviderError, Token, Vouched};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier, url::Url};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{install_tls, question};

/// What a small GitHub tells: to the code, of the person, of their addresses.
#[derive(Clone)]
struct Tells {
    exchange: Value,
    person: (u16, Value),
    emails: Value,
}

type Told = Arc<Mutex<(Tells, Vec<(String, String)>)>>;

struct Scene {
    told: Told,
    provider: GitHub,
}

impl Scene {
    async fn new() -> Self {
        install_tls();
        let tells = Tells {
            exchange: json!({ "access_token": "gho_x", "token_type": "bearer", "scope": "read:user,user:email" }),
            person: (200, json!({ "id": 583_231, "login": "octocat", "name": null, "email": "public@example.org" })),
            emails: json!([
                { "email": "other@example.org", "primary": false, "verified": true, "visibility": null },
                { "email": "octocat@example.org", "primary": true, "verified": true, "visibility": "private" },
            ]),
        };
        let told: Told = Arc::new(Mutex::new((tells, Vec::new())));
        let router = Router::new()
            .route("/login/oauth/access_token", post(exchange))
            .route("/api/user", get(person))
            .route("/api/user/emails", get(emails))
            .with_state(told.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let site = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let registration = Registration {
            name: "github".into(),
            label: "GitHub".into(),
            client_id: "tutors".into(),
            client_secret: "hunter2".into(),
        };
        Self { told, provider: GitHub::new(registration, &format!("{site}/"), &format!("{site}/api/")).unwrap() }
    }

    fn tell(&self, change: impl FnOnce(&mut Tells)) {
        change(&mut self.told.lock().unwrap().0);
    }

    async fn redeem(&self) -> Result<Vouched, ProviderError> {
        self.provider.redeem(&question(false), &Token { code: "a-code".into(), issuer: None }).await
    }
}

async fn exchange(State(told): State<Told>, Form(form): Form<Vec<(String, String)>>) -> Json<Value> {
    let mut told = told.lock().unwrap();
    told.1 = form;
    Json(told.0.exchange.clone())
}

async fn person(State(told): State<Told>, headers: HeaderMap) -> (StatusCode, Json<Value>) {
    assert_eq!(headers[header::AUTHORIZATION], "Bearer gho_x");
    // GitHub refuses who does not say who they are.
    assert_eq!(headers[header::USER_AGENT], "TutorForge");
    let (status, person) = told.lock().unwrap().0.person.clone();
    (StatusCode::from_u16(status).unwrap(), Json(person))
}

async fn emails(State(told): State<Told>) -> Json<Value> {
    Json(told.lock().unwrap().0.emails.clone())
}

#[tokio::test]
async fn the_code_is_bound_to_us_and_to_this_browser() {
    let scene = Scene::new().await;
    let address: Url = scene.provider.ask(&question(false)).await.unwrap().parse().unwrap();
    assert_eq!(address.path(), "/login/oauth/authorize");
    let asked: Vec<(String, String)> = address.query_pairs().into_owned().collect();
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(question(false).verifier));
    for (name, value) in [
        ("client_id", "tutors"),
        ("state", "a-state"),
        ("scope", "read:user user:email"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ] {
        assert!(asked.contains(&(name.into(), value.into())), "{name} in {asked:?}");
    }
    scene.redeem().await.unwrap();
    let sent = scene.told.lock().unwrap().1.clone();
    for (name, value) in [
        ("client_secret", "hunter2"),
        ("code", "a-code"),
        ("code_verifier", question(false).verifier.as_str()),
        ("redirect_uri", question(false).back.as_str()),
    ] {
        assert!(sent.contains(&(name.into(), value.into())), "{name} in {sent:?}");
    }
}

#[tokio::test]
async fn its_number_is_who_they_are_and_the_primary_address_is_theirs() {
    let scene = Scene::new().await;
    let expected = Vouched {
        subject: "583231".into(),
        email: Some(Email { address: "octocat@example.org".into(), verified: true }),
        name: None,
        handle: Some("octocat".into()),
        zone: None,
    };
    assert_eq!(scene.redeem().await.unwrap(), expected);
    scene.tell(|tells| tells.emails[1]["verified"] = json!(false));
    assert!(!scene.redeem().await.unwrap().email.unwrap().verified);
    scene.tell(|tells| tells.emails = json!([]));
    assert_eq!(scene.redeem().await.unwrap().email, None);
}

#[tokio::test]
async fn what_it_refuses_says_it_with_two_hundred() {
    let scene = Scene::new().await;
    scene.tell(|tells| tells.exchange = json!({ "error": "bad_verification_code" }));
    assert_eq!(scene.redeem().await, Err(ProviderError::Spent));
    for exchange in [json!({ "error": "incorrect_client_credentials" }), json!({}), json!([])] {
        scene.tell(|tells| tells.exchange = exchange.clone());
        let answer = scene.redeem().await;
        assert!(matches!(answer, Err(ProviderError::Nonsense(_))), "{exchange}: {answer:?}");
    }
}

#[tokio::test]
async fn no_person_and_no_answer() {
    let scene = Scene::new().await;
    for (status, person) in
        [(401, json!({})), (200, json!({ "login": "octocat" })), (200, json!({ "id": "x", "login": "o" }))]
    {
        scene.tell(|tells| tells.person = (status, person.clone()));
        assert!(matches!(scene.redeem().await, Err(ProviderError::Nonsense(_))), "{person}");
    }
    scene.tell(|tells| tells.person = (502, json!({})));
    assert!(matches!(scene.redeem().await, Err(ProviderError::Away(_))));
}
