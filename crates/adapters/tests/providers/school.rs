//! A provider by OpenID Connect that tells what it is told to tell.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, TimeZone, Utc};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};

/// When all of it happens.
pub fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap()
}

/// What a school tells. Each test changes what it is about.
#[derive(Clone)]
pub struct Tells {
    pub metadata: Value,
    /// Of the ID token.
    pub claims: Value,
    /// Its header.
    pub header: Value,
    /// By which it signs, and which it publishes.
    pub signs: u8,
    pub publishes: u8,
    pub user_info: Value,
    /// In the place of every answer.
    pub instead: Option<(u16, String)>,
    /// In the place of tokens.
    pub refuses: Option<Value>,
}

#[derive(Clone)]
struct Inside {
    tells: Arc<Mutex<Tells>>,
    asked: Arc<Mutex<Vec<(String, String)>>>,
}

pub struct School {
    pub issuer: String,
    inside: Inside,
    server: JoinHandle<()>,
}

impl School {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let inside = Inside { tells: Arc::new(Mutex::new(Tells::honest(&issuer))), asked: Arc::default() };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(user_info))
            .route("/elsewhere", get(metadata))
            .with_state(inside.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { issuer, inside, server }
    }

    pub fn tell(&self, change: impl FnOnce(&mut Tells)) {
        change(&mut self.inside.tells.lock().unwrap());
    }

    /// Paths that were asked for, and what came with them.
    pub fn asked(&self, path: &str) -> Vec<String> {
        let asked = self.inside.asked.lock().unwrap();
        asked.iter().filter(|(to, _)| to == path).map(|(_, with)| with.clone()).collect()
    }

    pub fn close(&self) {
        self.server.abort();
    }
}

impl Drop for School {
    fn drop(&mut self) {
        self.close();
    }
}

impl Tells {
    fn honest(issuer: &str) -> Self {
        Self {
            metadata: json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"),
                "userinfo_endpoint": format!("{issuer}/me"),
                "jwks_uri": format!("{issuer}/keys"),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["EdDSA"],
            }),
            claims: json!({
                "iss": issuer,
                "aud": "tutors",
                "sub": "42",
                "nonce": "a-nonce",
                "iat": monday().timestamp(),
                "exp": monday().timestamp() + 3_600,
                "email": "ada@example.org",
                "email_verified": true,
                "name": "Ada Lovelace",
                "preferred_username": "ada",
                "zoneinfo": "Africa/Addis_Ababa",
            }),
            header: json!({ "alg": "EdDSA", "kid": "1" }),
            signs: 1,
            publishes: 1,
            user_info: json!({ "sub": "42" }),
            instead: None,
            refuses: None,
        }
    }

    fn id_token(&self) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&self.header), part(&self.claims));
        let signature = key(self.signs).sign(&CoreJwsSigningAlgorithm::EdDsa, signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// A key of Ed25519 whose secret is one byte, again and again.
fn key(secret: u8) -> CoreEdDsaPrivateSigningKey {
    let head = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    let der = [head.as_slice(), &[secret; 32]].concat();
    let kind = ["PRIVATE", "KEY"].join(" ");
    let pem = format!("-----BEGIN {kind}-----\n{}\n-----END {kind}-----\n", STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(secret.to_string()))).unwrap()
}

impl Inside {
    fn hear(&self, path: &str, with: impl Into<String>) -> Result<Tells, Box<Response>> {
        self.asked.lock().unwrap().push((path.into(), with.into()));
        let tells = self.tells.lock().unwrap().clone();
        match tells.instead {
            Some((status, body)) => {
                let status = StatusCode::from_u16(status).unwrap();
                Err(Box::new((status, [(header::LOCATION, "/elsewhere")], body).into_response()))
            }
            None => Ok(tells),
        }
    }
}

async fn metadata(State(inside): State<Inside>, uri: Uri) -> Response {
    inside.hear(uri.path(), "").map_or_else(|instead| *instead, |tells| Json(tells.metadata).into_response())
}

async fn keys(State(inside): State<Inside>) -> Response {
    let keys = |tells: Tells| Json(json!({ "keys": [key(tells.publishes).as_verification_key()] })).into_response();
    inside.hear("/keys", "").map_or_else(|instead| *instead, keys)
}

async fn token(State(inside): State<Inside>, headers: HeaderMap, body: Bytes) -> Response {
    let secret = headers[header::AUTHORIZATION].to_str().unwrap_or_default().to_owned();
    let heard = inside.hear("/token", format!("{} {secret}", String::from_utf8_lossy(&body)));
    let answer = |tells: Tells| match &tells.refuses {
        Some(error) => (StatusCode::BAD_REQUEST, Json(error.clone())).into_response(),
        None => Json(tokens(&tells.id_token())).into_response(),
    };
    heard.map_or_else(|instead| *instead, answer)
}

fn tokens(id_token: &str) -> Value {
    json!({ "access_token": "an-access-token", "token_type": "Bearer", "id_token": id_token })
}

async fn user_info(State(inside): State<Inside>, headers: HeaderMap) -> Response {
    let with = headers[header::AUTHORIZATION].to_str().unwrap_or_default();
    inside.hear("/me", with).map_or_else(|instead| *instead, |tells| Json(tells.user_info).into_response())
}
