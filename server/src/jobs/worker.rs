use std::{convert::Infallible, fs, process, sync::Arc, time::Duration};

use anyhow::{Context as _, bail};
use apalis::prelude::{BackendExt as _, Codec, Monitor, WorkerBuilder, WorkerBuilderExt as _};
use apalis_postgres::{Config, PostgresStorage};
use domain::{Ctx, jobs::Class};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use ulid::Ulid;

use super::{
    Registry, Settings,
    desk::{Desk, perform},
    retention,
};

/// Runs one worker for each class of jobs until `stop`, then lets running jobs end. Takes connections of its own, to the
/// database of `ctx`. An end without a stop is an error: the process should end with it and be started again.
pub async fn run(ctx: Ctx, registry: Registry, settings: Settings, stop: CancellationToken) -> anyhow::Result<()> {
    let pool = connect(&ctx.db, &settings).await.context("the workers cannot reach the database")?;
    let keeper = registry.timetable.clone().keep(settings.tick, ctx.clone(), pool.clone());
    let keeper = tokio_util::task::AbortOnDropHandle::new(tokio::spawn(keeper));
    let desk = Arc::new(Desk { ctx, registry, pool: pool.clone(), back_off: settings.back_off });
    let sweeper = retention::every(settings.sweep, desk.ctx.clone(), pool.clone());
    let sweeper = tokio_util::task::AbortOnDropHandle::new(tokio::spawn(sweeper));
    let drain = settings.shutdown;
    monitor(&desk, &settings)
        // Not `shutdown_timeout`: its clock would run from here on.
        .with_terminator(async move { sleep(drain).await })
        .run_with_signal(async {
            stop.cancelled().await;
            Ok(())
        })
        .await
        .context("the workers failed")?;
    drop((sweeper, keeper));
    if !stop.is_cancelled() {
        bail!("the workers ended by themselves");
    }
    Ok(())
}

fn monitor(desk: &Arc<Desk>, settings: &Settings) -> Monitor {
    let mut monitor = Monitor::new().should_restart(|_, _| true);
    let start = name();
    for class in Class::ALL {
        let (desk, settings, start) = (desk.clone(), settings.clone(), start.clone());
        let (batch, concurrency) = match class {
            Class::Ordinary => (1, settings.ordinary),
            Class::Short => (settings.short, settings.short),
        };
        monitor = monitor.register(move |restarts| {
            let config = Config::default()
                .queue(class.queue())
                .batch_size(batch)
                .heartbeat_interval(settings.heartbeat)
                .missed_heartbeats(settings.missed_heartbeats)
                // Both are acknowledgements: `perform` writes them.
                .lock_tasks(false)
                .persist_results(false);
            let wait = before_restart(&settings, restarts);
            let backend = PostgresStorage::<Vec<u8>>::new(&desk.pool)
                .with_config(config)
                .with_pubsub()
                .poll_with_interval(settings.poll)
                .before_start(move |_| async move {
                    sleep(wait).await;
                    Ok(())
                })
                .with_codec(AsItIs);
            WorkerBuilder::new(format!("{}-{start}-{restarts}", class.queue()))
                .backend(backend)
                .concurrency(concurrency)
                .data(desk.clone())
                .build(perform)
        });
    }
    monitor
}

/// Hands the row's bytes on. Were they decoded by the library, a row that does not decode would kill the worker.
#[derive(Clone)]
struct AsItIs;

impl Codec<Vec<u8>> for AsItIs {
    type Error = Infallible;
    type Compact = Vec<u8>;

    fn encode(&self, bytes: &Vec<u8>) -> Result<Vec<u8>, Infallible> {
        Ok(bytes.clone())
    }

    fn decode(&self, bytes: &Vec<u8>) -> Result<Vec<u8>, Infallible> {
        Ok(bytes.clone())
    }
}

/// The library starts a failed worker again at once, thousands of times a second while the database is away.
fn before_restart(settings: &Settings, restarts: usize) -> Duration {
    let doublings = u32::try_from(restarts).unwrap_or(u32::MAX).saturating_sub(1).min(16);
    if restarts == 0 { Duration::ZERO } else { (settings.restart * (1 << doublings)).min(Settings::RESTART_CAP) }
}

/// A name that no worker ever had: under the name of a dead one its jobs would look alive and be lost.
fn name() -> String {
    let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    format!("{}-{}-{}", host.trim(), process::id(), Ulid::generate())
}

/// Each worker keeps one connection for listening and uses one to fetch; the others are for jobs that fail and for the
/// sweep. Borrowing from the requests' pool would let a busy site starve the heartbeats.
async fn connect(db: &PgPool, settings: &Settings) -> Result<PgPool, sqlx::Error> {
    let options = db.connect_options().as_ref().clone().application_name("tutorforge-worker");
    PgPoolOptions::new().max_connections(8).acquire_timeout(settings.patience).connect_with(options).await
}
