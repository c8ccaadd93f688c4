use std::time::Duration;

use domain::jobs::Class;
use serde_json::json;
use sqlx::PgPool;
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};
use ulid::Ulid;

/// Whoever rings has not committed yet: most have by then,
const FIRST: Duration = Duration::from_millis(5);
/// and the others by one of these. Of what is committed even later the workers learn when they look by themselves.
const LATER: [Duration; 3] = [Duration::from_millis(20), Duration::from_millis(75), Duration::from_millis(200)];

/// Wakes the workers of all processes soon after a job was added. The transaction that adds it does not do so itself: Postgres lets those
/// that notify commit one after the other, each with its wait for the disk, and so every booking would wait for every other one.
pub(super) struct Bell(watch::Sender<()>);

impl Bell {
    /// Rings as long as this lives. Must be called within a runtime.
    pub(super) fn new(pool: PgPool) -> Self {
        let (ring, rung) = watch::channel(());
        tokio::spawn(keep_ringing(pool, rung));
        Self(ring)
    }

    pub(super) fn ring(&self) {
        self.0.send_replace(());
    }
}

async fn keep_ringing(pool: PgPool, mut rung: watch::Receiver<()>) {
    while rung.changed().await.is_ok() {
        let mut later = LATER.into_iter();
        sleep(FIRST).await;
        wake(&pool).await;
        while let Some(wait) = later.next() {
            match timeout(wait, rung.changed()).await {
                Ok(Ok(())) => {
                    later = LATER.into_iter();
                    sleep(FIRST).await;
                }
                Ok(Err(_)) => return,
                Err(_) => {}
            }
            wake(&pool).await;
        }
    }
}

/// One word wakes the workers of a class, and they work until nothing is left; which job is named does not matter to them.
async fn wake(pool: &PgPool) {
    let words = Class::ALL.map(|class| json!({ "job_type": class.queue(), "id": Ulid::nil() }).to_string());
    let sent = sqlx::query("SELECT pg_notify('apalis::job::insert', word) FROM unnest($1::text[]) AS word")
        .bind(&words[..])
        .execute(pool)
        .await;
    if let Err(error) = sent {
        tracing::debug!(%error, "the workers were not woken and look by themselves");
    }
}
