//! Every route from one table, and the layers around them, outermost last.

use std::{sync::Arc, time::Duration};

use app::{
    request::{Audience, Row, Setting, guard, identify},
    routes::{self, App, posts},
    shell::shell,
};
use axum::{Extension, Router, middleware, routing::MethodRouter};
use domain::Ctx;
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
    http::{client, harden, health, metrics, origin, sessions::Store, trace},
};

/// What one request may take.
const TIME_LIMIT: Duration = Duration::from_secs(15);
const BODY_LIMIT: usize = 256 * 1024;
/// A session that nobody uses ends after two weeks.
const IDLE: time::Duration = time::Duration::days(14);

/// A route that is not a page.
struct Plain {
    path: &'static str,
    handler: MethodRouter<LeptosOptions>,
}

fn plain() -> Vec<Plain> {
    vec![
        Plain { path: "/healthz", handler: health::alive() },
        Plain { path: "/readyz", handler: health::ready() },
        Plain { path: "/metrics", handler: metrics::page() },
    ]
}

/// Who may call what: pages, forms, functions and the rest.
pub fn audiences() -> Vec<Row> {
    let plain = plain().into_iter().map(|route| (Method::GET, route.path.to_owned(), Audience::Anyone));
    routes::audiences().into_iter().chain(plain).collect()
}

/// The whole server.
pub fn router(config: &Config, ctx: Ctx, recorder: PrometheusHandle, options: LeptosOptions) -> Router {
    let rows: Arc<[Row]> = audiences().into();
    let setting = Setting { development: config.development, secure: config.secure() };
    let mut router: Router<LeptosOptions> = Router::new();
    for route in plain() {
        router = router.route(route.path, route.handler);
    }
    for post in posts() {
        router = router.route(post.path, post.handler);
    }
    router
        .leptos_routes(&options, generate_route_list(App), {
            let options = options.clone();
            move || shell(options.clone())
        })
        .fallback_service(files(&options))
        .layer(middleware::from_fn_with_state(rows, guard))
        .layer(middleware::from_fn_with_state(ctx.clone(), identify))
        .layer(sessions(config, &ctx))
        .layer(middleware::from_fn_with_state(ctx.clone(), client::limit_searches))
        .layer(Extension(setting))
        .layer(Extension(recorder))
        .layer(Extension(ctx))
        .layer(middleware::from_fn_with_state(client::Trust { proxy: config.trusted_proxy }, client::address))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, TIME_LIMIT))
        .layer(middleware::from_fn_with_state(origin::Home::new(&config.public_url), origin::check))
        .layer(middleware::from_fn_with_state(setting, harden::headers))
        .layer(middleware::from_fn(trace::request))
        .with_state(options)
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

fn sessions(config: &Config, ctx: &Ctx) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store::new(ctx.clone()))
        .with_name(if config.secure() { "__Host-tf" } else { "tf" })
        .with_secure(config.secure())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(IDLE))
}
