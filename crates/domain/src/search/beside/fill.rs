use std::{collections::BTreeMap, time::Duration};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    LookAfter,
    push::{BATCH, documents},
};
use crate::{
    Ctx,
    jobs::{Job, JobError, NewJob, Run},
    ports::{Beside, Index},
};

/// Batches in one run.
const BATCHES: usize = 5;
/// The engine works on what it was handed for so long before it is asked again whether it is done.
const WAIT: TimeDelta = TimeDelta::seconds(5);

/// Fills a fresh index, lets it take the place of the one that is searched, and looks whether it is right. The state in
/// the database says how far it is, so that a run that broke off is taken up; one that was begun anew ends the other.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Fill {
    /// Which filling this is.
    pub begun: DateTime<Utc>,
    /// Counts the runs, for their keys.
    pub run: u32,
}

impl Fill {
    /// Begins one, whatever was under way.
    pub(super) async fn begin(ctx: &Ctx, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
        let begun = ctx.now();
        sqlx::query!("UPDATE search.beside SET filling = $1, filled = NULL, sent = 0", begun)
            .execute(&mut *conn)
            .await?;
        ctx.jobs.enqueue(conn, Self { begun, run: 0 }.job(None)).await
    }

    fn job(self, at: Option<DateTime<Utc>>) -> NewJob {
        let key = format!("search.fill:{}:{}", self.begun.timestamp_micros(), self.run);
        let job = NewJob::of(&self).key(key);
        at.map_or(job.clone(), |at| job.at(at))
    }

    async fn go_on(self, ctx: &Ctx, at: Option<DateTime<Utc>>) -> Result<(), sqlx::Error> {
        let mut conn = ctx.db.acquire().await?;
        ctx.jobs.enqueue(&mut conn, Self { run: self.run + 1, ..self }.job(at)).await
    }
}

#[async_trait]
impl Job for Fill {
    const NAME: &'static str = "search.fill";
    const LIMIT: Duration = Duration::from_secs(20);

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let Some(beside) = &ctx.beside else { return Ok(()) };
        let state = sqlx::query!("SELECT filling, filled, sent FROM search.beside").fetch_one(&ctx.db).await?;
        if state.filling != Some(self.begun) {
            return Ok(());
        }
        if state.filled.is_none() && state.sent == 0 {
            beside.begin(&synonyms(ctx).await?).await?;
        }
        if !hand_over(ctx, beside.as_ref(), state.filled, state.sent).await? {
            return Ok(self.go_on(ctx, None).await?);
        }
        if !beside.is_idle().await? {
            return Ok(self.go_on(ctx, Some(ctx.now() + WAIT)).await?);
        }
        beside.swap().await?;
        let mut tx = ctx.begin().await?;
        sqlx::query!("UPDATE search.beside SET ready = true, filling = NULL, problem = NULL, held = NULL")
            .execute(&mut *tx)
            .await?;
        ctx.jobs.enqueue(&mut tx, NewJob::of(&LookAfter {}).at(ctx.now() + WAIT)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Some batches; whether those were the last.
async fn hand_over(ctx: &Ctx, beside: &dyn Beside, mut after: Option<Uuid>, mut sent: i64) -> Result<bool, JobError> {
    for _ in 0..BATCHES {
        let tutors = sqlx::query_scalar!(
            "SELECT tutor_id FROM search.entry WHERE tutor_id > $1 ORDER BY tutor_id LIMIT $2",
            after.unwrap_or_default(),
            BATCH
        )
        .fetch_all(&ctx.db)
        .await?;
        let Some(last) = tutors.last() else { return Ok(true) };
        beside.put(Index::Fresh, &documents(ctx, &tutors).await?).await?;
        after = Some(*last);
        sent += i64::try_from(tutors.len()).unwrap_or_default();
        sqlx::query!("UPDATE search.beside SET filled = $1, sent = $2", after, sent).execute(&ctx.db).await?;
    }
    Ok(false)
}

/// A word, and what it may also mean.
async fn synonyms(ctx: &Ctx) -> Result<BTreeMap<String, Vec<String>>, sqlx::Error> {
    let rows = sqlx::query!("SELECT word, means FROM search.synonym ORDER BY word, means LIMIT 5000")
        .fetch_all(&ctx.db)
        .await?;
    let mut synonyms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        synonyms.entry(row.word).or_default().push(row.means);
    }
    Ok(synonyms)
}
