use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use axum::serve::ListenerExt;
use leptos::config::get_configuration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::work;
use crate::{compose, config::Config, router::router, telemetry};

/// What open requests get after a stop.
const DRAIN: Duration = Duration::from_secs(25);

/// Serves pages, and runs jobs beside them unless told not to. Ends when it is asked to, after what is open has ended.
pub async fn serve(config: Config, with_worker: bool) -> anyhow::Result<()> {
    let recorder = telemetry::metrics()?;
    let ctx = compose::context(&config)?;
    let mut options = get_configuration(None)?.leptos_options;
    options.site_root = config.site_root.to_string_lossy().into_owned().into();
    let app = router(&config, ctx.clone(), recorder, options);
    let listener =
        TcpListener::bind(config.address).await.with_context(|| format!("cannot listen on {}", config.address))?;
    let address = listener.local_addr()?;
    // Without this every streamed page waits 40 ms for the client's acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
    });
    tracing::info!(%address, public_url = %config.public_url, worker = with_worker, "serving");

    let stop = CancellationToken::new();
    let live = ctx.live.clone();
    let hearing = tokio::spawn({
        let (live, db) = (live.clone(), ctx.db.clone());
        async move { live.listen(&db).await }
    });
    let worker = with_worker.then(|| tokio::spawn(work::run(config.clone(), ctx, stop.clone())));
    let server = axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop.clone().cancelled_owned());
    let server = tokio::spawn(server.into_future());
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
