use domain::Ctx;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::{compose, config::Config, jobs};

/// Runs jobs and nothing else.
pub async fn work(config: Config) -> anyhow::Result<()> {
    let ctx = compose::context(&config)?;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(run(config, ctx, stop.clone()));
    tracing::info!("working");
    stop_signal().await;
    stop.cancel();
    worker.await?
}

/// The workers, until they are told to stop. A worker that ends by itself takes the process with it: somebody restarts it.
pub(super) async fn run(_: Config, ctx: Ctx, stop: CancellationToken) -> anyhow::Result<()> {
    let outcome = jobs::run(ctx, compose::registry(), jobs::Settings::default(), stop.clone()).await;
    if let Err(error) = &outcome
        && !stop.is_cancelled()
    {
        tracing::error!(%error, "the workers have ended");
        std::process::exit(1);
    }
    outcome
}

/// Ctrl-C or SIGTERM.
pub(super) async fn stop_signal() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        tracing::error!("no signal handler");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
