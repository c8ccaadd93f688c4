use axum::{
    Extension,
    routing::{MethodRouter, get},
};
use domain::Ctx;
use leptos::prelude::LeptosOptions;
use metrics::gauge;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::jobs;

/// `/metrics` in Prometheus' text format. Pool and queue are looked at when somebody asks.
pub fn page() -> MethodRouter<LeptosOptions> {
    get(async |Extension(ctx): Extension<Ctx>, Extension(recorder): Extension<PrometheusHandle>| {
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
        recorder.run_upkeep();
        recorder.render()
    })
}
