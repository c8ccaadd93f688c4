use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Fill, Push};
use crate::{
    Ctx,
    jobs::{Job, JobError, Run},
    ports::{Beside, BesideError},
};

/// Documents that are compared at a time.
const PAGE: usize = 5_000;
/// Time that one look may take: with more documents than it reaches, a look sees the first of them.
const ENOUGH: Duration = Duration::from_secs(12);

/// How often what it holds is compared, if nothing is wrong; in between it is only asked whether it answers.
const COMPARED: TimeDelta = TimeDelta::minutes(10);

/// Looks whether the engine answers and holds what it should. What differs is handed over; an engine without an index gets
/// one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct LookAfter {}

/// How the engine differs from the database.
#[derive(Debug, Default, PartialEq, Eq)]
struct Drift {
    held: i64,
    missing: Vec<Uuid>,
    surplus: Vec<Uuid>,
    outdated: Vec<Uuid>,
}

#[async_trait]
impl Job for LookAfter {
    const NAME: &'static str = "search.look_after";
    /// The next look comes soon.
    const ATTEMPTS: i32 = 1;

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let Some(beside) = &ctx.beside else { return Ok(()) };
        if was_compared(ctx).await? && beside.is_idle().await.is_ok() {
            return Ok(());
        }
        match drift(ctx, beside.as_ref()).await {
            Ok(Some(drift)) => Ok(repair(ctx, drift).await?),
            Ok(None) => Ok(begin(ctx).await?),
            Err(Trouble::Engine(error)) => {
                tracing::warn!(%error, "the search engine is in trouble; the database finds by itself");
                let problem = error.to_string();
                sqlx::query!("UPDATE search.beside SET problem = $1, looked_at = $2", problem, ctx.now())
                    .execute(&ctx.db)
                    .await?;
                Ok(())
            }
            Err(Trouble::Database(error)) => Err(error.into()),
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Engine(#[from] BesideError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

async fn was_compared(ctx: &Ctx) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT ready AND problem IS NULL AND held IS NOT NULL AND coalesce(looked_at > $1, false) AS "compared!" FROM search.beside"#,
        ctx.now() - COMPARED,
    )
    .fetch_one(&ctx.db)
    .await
}

/// `None` if there is no index to compare.
async fn drift(ctx: &Ctx, beside: &dyn Beside) -> Result<Option<Drift>, Trouble> {
    let (begun, ready) =
        (Instant::now(), sqlx::query_scalar!("SELECT ready FROM search.beside").fetch_one(&ctx.db).await?);
    let mut held: HashMap<Uuid, String> = HashMap::new();
    let mut whole = false;
    while !whole && begun.elapsed() < ENOUGH {
        let Some(page) = beside.held(held.len(), PAGE).await? else { return Ok(None) };
        whole = page.len() < PAGE;
        held.extend(page);
    }
    if !ready {
        return Ok(None);
    }
    // Who waits to be told is no drift.
    let rows = sqlx::query!(
        "SELECT e.tutor_id, e.stamp FROM search.entry e
         WHERE NOT EXISTS (SELECT FROM search.pending p WHERE p.tutor_id = e.tutor_id) ORDER BY e.tutor_id"
    )
    .fetch_all(&ctx.db)
    .await?;
    let pending = sqlx::query_scalar!("SELECT tutor_id FROM search.pending LIMIT 100000").fetch_all(&ctx.db).await?;
    let mut drift = Drift { held: i64::try_from(held.len()).unwrap_or(i64::MAX), ..Drift::default() };
    for tutor in &pending {
        held.remove(tutor);
    }
    for row in rows {
        match held.remove(&row.tutor_id) {
            Some(stamp) if stamp == row.stamp.to_string() => {}
            Some(_) => drift.outdated.push(row.tutor_id),
            None if whole => drift.missing.push(row.tutor_id),
            None => {}
        }
    }
    drift.surplus = held.into_keys().collect();
    Ok(Some(drift))
}

async fn repair(ctx: &Ctx, drift: Drift) -> Result<(), sqlx::Error> {
    let count = |list: &[Uuid]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    let mut tx = ctx.begin().await?;
    sqlx::query!(
        "UPDATE search.beside SET looked_at = $1, held = $2, missing = $3, surplus = $4, outdated = $5, problem = NULL",
        ctx.now(),
        drift.held,
        count(&drift.missing),
        count(&drift.surplus),
        count(&drift.outdated),
    )
    .execute(&mut *tx)
    .await?;
    let wrong = [drift.missing, drift.surplus, drift.outdated].concat();
    metrics::gauge!("search_drift").set(f64::from(u32::try_from(wrong.len()).unwrap_or(u32::MAX)));
    if !wrong.is_empty() {
        super::note(ctx, &mut tx, &wrong).await?;
    }
    // Also what a lost job has left waiting.
    ctx.jobs.enqueue(&mut tx, Push::soon(ctx)).await?;
    tx.commit().await
}

/// An engine without an index gets one, unless that is under way.
async fn begin(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let filling = sqlx::query_scalar!("SELECT filling FROM search.beside FOR UPDATE").fetch_one(&mut *tx).await?;
    sqlx::query!("UPDATE search.beside SET ready = false, problem = NULL, looked_at = $1", ctx.now())
        .execute(&mut *tx)
        .await?;
    if filling.is_none() {
        Fill::begin(ctx, &mut tx).await?;
    }
    tx.commit().await
}
