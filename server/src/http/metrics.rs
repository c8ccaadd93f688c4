use std::net::SocketAddr;

use adapters::Redis;
use axum::{
    Extension,
    extract::{ConnectInfo, Request},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get},
};
use domain::Ctx;
use http::{HeaderMap, StatusCode, header};
use leptos::prelude::LeptosOptions;
use metrics::gauge;
use metrics_exporter_prometheus::PrometheusHandle;
use sha2::{Digest, Sha256};

use crate::{config::Config, jobs};

/// What a proxy adds: then whoever asks is somewhere else.
const FORWARDED: [&str; 3] = ["forwarded", "x-forwarded-for", "x-real-ip"];

/// Who may read the metrics: they name nobody, but they tell how we are.
#[derive(Clone, Debug)]
pub enum Readers {
    /// In development, which listens on this machine alone.
    All,
    ThisMachine,
    /// Whoever has the token of which this is SHA-256: comparing hashes tells nothing about how much was right.
    Token([u8; 32]),
}

impl Readers {
    pub fn of(config: &Config) -> Self {
        match &config.metrics_token {
            Some(token) => Self::Token(Sha256::digest(token).into()),
            None if config.development => Self::All,
            None => Self::ThisMachine,
        }
    }

    /// The answer to whoever may not.
    fn refuse(&self, request: &Request) -> Option<Response> {
        match self {
            Self::All => None,
            Self::ThisMachine if is_here(request) => None,
            Self::Token(hash) if bearer(request.headers()) == Some(*hash) => None,
            Self::ThisMachine => {
                Some((StatusCode::FORBIDDEN, "From elsewhere this needs TF_METRICS_TOKEN.\n").into_response())
            }
            Self::Token(_) => Some((StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response()),
        }
    }
}

fn is_here(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
    let proxied = FORWARDED.iter().any(|name| request.headers().contains_key(*name));
    peer.is_some_and(|peer| peer.is_loopback()) && !proxied
}

/// SHA-256 of the token that somebody brings.
fn bearer(headers: &HeaderMap) -> Option<[u8; 32]> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Sha256::digest(token.trim()).into())
}

/// `/metrics` in Prometheus' text format.
pub fn page() -> MethodRouter<LeptosOptions> {
    get(
        async |Extension(readers): Extension<Readers>,
               Extension(ctx): Extension<Ctx>,
               Extension(redis): Extension<Option<Redis>>,
               Extension(recorder): Extension<PrometheusHandle>,
               request: Request| {
            if let Some(refused) = readers.refuse(&request) {
                return refused;
            }
            look(&ctx, redis.as_ref()).await;
            recorder.run_upkeep();
            recorder.render().into_response()
        },
    )
}

/// Pool, queue and Redis are looked at when somebody asks.
async fn look(ctx: &Ctx, redis: Option<&Redis>) {
    let idle = u32::try_from(ctx.db.num_idle()).unwrap_or(u32::MAX);
    gauge!("db_pool_connections", "state" => "idle").set(idle);
    gauge!("db_pool_connections", "state" => "used").set(ctx.db.size().saturating_sub(idle));
    if let Ok(depth) = jobs::depth(&ctx.db).await {
        #[expect(clippy::cast_precision_loss, reason = "counts of rows stay far below 2^52")]
        for (name, value) in [
            ("jobs_waiting", depth.waiting as f64),
            ("jobs_running", depth.running as f64),
            ("jobs_oldest_age_seconds", depth.oldest_seconds),
            ("jobs_dead_letter", depth.dead as f64),
        ] {
            gauge!(name).set(value);
        }
    }
    if let Some(redis) = redis {
        gauge!("redis_up").set(u8::from(redis.has_answered()));
    }
}
