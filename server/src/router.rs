//! Every route from one table, and the layers around them, outermost last.

use std::time::Duration;

use adapters::Redis;
use app::{
    request::{Audience, Gate, Handler, Row, Setting, guard, identify},
    routes::{self, App, Post, posts},
    shell::shell,
};
use axum::{Extension, Router, middleware, routing::MethodRouter};
use domain::{Ctx, accounts::sessions};
use http::{Method, StatusCode};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};
use metrics_exporter_prometheus::PrometheusHandle;
use tower_http::{
    compression::CompressionLayer, limit::RequestBodyLimitLayer, services::ServeDir, timeout::TimeoutLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite, cookie::time};

use crate::{
    config::Config,
    http::{
        api, calendar, client, earned, exports, harden, health, live, metrics, origin, passkeys, providers,
        sessions::{Cache, Store},
        streams::Streams,
        trace, violations,
    },
};

/// What one request may take.
const TIME_LIMIT: Duration = Duration::from_secs(15);
/// A form that carries files may come over a slow line.
const FILES_TIME_LIMIT: Duration = Duration::from_mins(1);
/// A form says more kindly what is too much for it, so it is let through up to several times of that.
const PATIENCE: usize = 4;
const BODY_LIMIT: usize = PATIENCE * 64 * 1024;
/// Where everything for programs begins.
const API: &str = "/api";
/// The cookie outlives every session; when a session ends is its store's business.
const COOKIE: time::Duration = time::Duration::days(sessions::LONGEST.num_days());

/// A route that is not a page.
struct Plain {
    method: Method,
    path: &'static str,
    audience: Audience,
    handler: MethodRouter<LeptosOptions>,
}

fn plain() -> Vec<Plain> {
    let get = |path, handler| Plain { method: Method::GET, path, audience: Audience::Anyone, handler };
    let program = |path, handler| Plain { method: Method::POST, path, audience: Audience::Token, handler };
    vec![
        get("/healthz", health::alive()),
        get("/readyz", health::ready()),
        get("/metrics", metrics::page()),
        get("/signin/with/{provider}", providers::leave()),
        get("/signin/back/{provider}", providers::back()),
        Plain { method: Method::POST, ..get("/signin/passkey/challenge", passkeys::challenge()) },
        get("/reviews/{id}/live", live::submission()),
        get("/leaderboard/live", live::boards()),
        get("/earned/live", earned::live()),
        get("/badges/{slug}/{picture}", earned::share()),
        get("/cal/{file}", calendar::feed()),
        Plain { audience: Audience::SignedIn, ..get("/settings/data/exports/{id}", exports::fetch()) },
        Plain { method: Method::POST, ..get(violations::PATH, violations::report()) },
        program("/api/v1/submissions", api::submit()),
    ]
}

/// Who may call what: pages, forms, functions and the rest.
pub fn audiences() -> Vec<Row> {
    let plain = plain().into_iter().map(|route| (route.method, route.path.to_owned(), route.audience));
    routes::audiences().into_iter().chain(plain).collect()
}

/// The whole server. With a Redis, sessions have a cache in front of them.
pub fn router(
    config: &Config,
    ctx: Ctx,
    redis: Option<Redis>,
    recorder: PrometheusHandle,
    options: LeptosOptions,
) -> Router {
    let gate = Gate { rows: audiences().into(), options: options.clone() };
    let setting = Setting { development: config.development, secure: config.secure() };
    let home = origin::Home::new(&config.public_url);
    pages(&options)
        .merge(large_forms())
        .layer(middleware::from_fn_with_state(gate.clone(), guard))
        .layer(middleware::from_fn_with_state(ctx.clone(), identify))
        .layer(session_layer(config, &ctx, redis.clone().map(Cache::new)))
        .layer(middleware::from_fn_with_state(home, origin::check))
        .merge(programs(gate))
        .layer(Extension(setting))
        .layer(Extension(recorder))
        .layer(Extension(metrics::Readers::of(config)))
        .layer(Extension(redis))
        .layer(Extension(Streams::default()))
        .layer(Extension(ctx))
        .layer(middleware::from_fn_with_state(client::Trust { proxy: config.trusted_proxy }, client::address))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, FILES_TIME_LIMIT))
        .layer(middleware::from_fn_with_state(setting, harden::headers))
        .layer(middleware::from_fn(trace::request))
        .with_state(options)
}

/// Pages, their forms, the files of the site and what runs the server by.
fn pages(options: &LeptosOptions) -> Router<LeptosOptions> {
    let mut router: Router<LeptosOptions> = Router::new();
    for route in plain().into_iter().filter(|route| route.audience != Audience::Token) {
        router = router.route(route.path, route.handler);
    }
    for post in posts().into_iter().filter(|post| !is_large(&post.handler)) {
        router = router.route(post.path, post.handler.route);
    }
    router
        .leptos_routes(options, generate_route_list(App), {
            let options = options.clone();
            move || shell(options.clone())
        })
        .fallback_service(files(options))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIME_LIMIT))
}

fn is_large(handler: &Handler) -> bool {
    PATIENCE * handler.limit_kib * 1024 > BODY_LIMIT
}

/// Forms that carry files, each with a limit of its own.
fn large_forms() -> Router<LeptosOptions> {
    let mut router = Router::new();
    for Post { path, handler, .. } in posts().into_iter().filter(|post| is_large(&post.handler)) {
        let limit = RequestBodyLimitLayer::new(PATIENCE * handler.limit_kib * 1024);
        router = router.route(path, handler.route.layer(limit));
    }
    router
}

/// What programs call, with a token. It stands outside the layers of sessions: a cookie is never read here, so that
/// another site cannot use one, and the origin need not be asked for.
fn programs(gate: Gate) -> Router<LeptosOptions> {
    let mut router = Router::new();
    for Plain { path, handler, .. } in plain().into_iter().filter(|route| route.audience == Audience::Token) {
        router = router.route(path.strip_prefix(API).unwrap_or(path), handler);
    }
    let router = router.route_layer(middleware::from_fn_with_state(gate, guard)).fallback(api::nothing);
    Router::new().nest(API, router.layer(RequestBodyLimitLayer::new(PATIENCE * api::LIMIT_KIB * 1024)))
}

/// The built site, compressed ahead of time, and a page for what is not there. Not by leptos_axum's own handler: version
/// 0.8.10 opens a file inside whatever page is being rendered on the same thread, and takes that page's headers.
fn files(options: &LeptosOptions) -> ServeDir<MethodRouter> {
    let not_found = {
        let options = options.clone();
        leptos_axum::render_app_async(move || shell(options.clone()))
    };
    ServeDir::new(&*options.site_root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(axum::routing::get(not_found))
}

fn session_layer(config: &Config, ctx: &Ctx, cache: Option<Cache>) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store::new(ctx.clone(), cache))
        .with_name(if config.secure() { "__Host-tf" } else { "tf" })
        .with_secure(config.secure())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(COOKIE))
}
