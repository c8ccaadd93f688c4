use std::time::Duration;

use adapters::Redis;
use axum::{
    Extension,
    routing::{MethodRouter, get},
};
use domain::{Ctx, platform};
use http::StatusCode;
use leptos::prelude::LeptosOptions;

use crate::jobs;

/// A worker that was not seen for so long is missing.
const WORKERS_SEEN: Duration = Duration::from_mins(1);

/// `/healthz`: the process answers.
pub fn alive() -> MethodRouter<LeptosOptions> {
    get(async || "ok\n")
}

/// `/readyz`: the database answers, its tables are of this version, and somewhere workers live. Redis is only told of: all
/// works without it.
pub fn ready() -> MethodRouter<LeptosOptions> {
    get(async |Extension(ctx): Extension<Ctx>, Extension(redis): Extension<Option<Redis>>| {
        let (ok, report) = report(&ctx, redis.as_ref()).await;
        (if ok { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, report)
    })
}

async fn report(ctx: &Ctx, redis: Option<&Redis>) -> (bool, String) {
    let current = platform::is_current(ctx).await;
    let workers = jobs::alive(&ctx.db, WORKERS_SEEN).await;
    let word = |good: bool| if good { "ok" } else { "missing" };
    let database = word(current.is_ok());
    let migrations = word(matches!(current, Ok(true)));
    let seen = word(matches!(workers, Ok(true)));
    let ok = matches!((current, workers), (Ok(true), Ok(true)));
    let redis = match redis {
        Some(redis) => {
            if redis.answers().await {
                "ok"
            } else {
                "away"
            }
        }
        None => "not used",
    };
    (ok, format!("database {database}\nmigrations {migrations}\nworkers {seen}\nredis {redis}\n"))
}
