use std::time::Duration;

use anyhow::Context;
use leptos::config::get_configuration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::work;
use crate::{
    compose,
    config::Config,
    http::{connections::Connections, sessions::Cache},
    router::router,
    telemetry,
};

/// What a Redis gets to be there before the first request.
const REDIS: Duration = Duration::from_millis(300);
/// What open requests get after a stop.
const DRAIN: Duration = Duration::from_secs(25);

/// Serves pages, and runs jobs beside them unless told not to. Ends when it is asked to, after what is open has ended.
pub async fn serve(config: Config, with_worker: bool) -> anyhow::Result<()> {
    let recorder = telemetry::metrics()?;
    let (ctx, redis) = compose::service(&config)?;
    let mut options = get_configuration(None)?.leptos_options;
    options.site_root = config.site_root.to_string_lossy().into_owned().into();
    if let Some(redis) = &redis {
        redis.come_up(REDIS).await;
    }
    let app = router(&config, ctx.clone(), redis.clone(), recorder, options);
    let listener =
        TcpListener::bind(config.address).await.with_context(|| format!("cannot listen on {}", config.address))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, public_url = %config.public_url, worker = with_worker, "serving");
    config.warnings.iter().for_each(|warning| tracing::warn!("{warning}"));

    let stop = CancellationToken::new();
    let live = ctx.live.clone();
    let hearing = tokio::spawn({
        let (live, db) = (live.clone(), ctx.db.clone());
        async move { live.listen(&db).await }
    });
    if let Some(redis) = redis {
        tokio::spawn(Cache::new(redis).follow(live.clone()));
    }
    let worker = with_worker.then(|| tokio::spawn(work::run(config.clone(), ctx, stop.clone())));
    let connections = Connections::new(config.connections, config.trusted_proxy);
    let server = tokio::spawn(connections.serve(listener, app, stop.clone()));
    work::stop_signal().await;
    tracing::info!("stopping");
    stop.cancel();
    hearing.abort();
    live.close();
    if tokio::time::timeout(DRAIN, server).await.is_err() {
        tracing::warn!("some requests were still open");
    }
    if let Some(worker) = worker {
        worker.await??;
    }
    Ok(())
}
