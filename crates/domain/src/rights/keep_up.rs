use async_trait::async_trait;
use chrono::TimeDelta;
use contract::UserId;
use serde::{Deserialize, Serialize};

use super::{Erase, Event};
use crate::{
    Ctx, events,
    jobs::{Job, JobError, NewJob, Run},
    outbox,
};

/// So long before it is done they are told once more.
pub(super) const REMINDED: TimeDelta = TimeDelta::days(2);
/// People in one run.
const MANY: i64 = 100;

/// Tells those whose time is almost over, has those erased whose time is over, and throws away files that nobody fetched.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeepUp {}

#[async_trait]
impl Job for KeepUp {
    const NAME: &'static str = "rights.keep_up";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        remind(ctx).await?;
        begin(ctx).await?;
        sqlx::query!("DELETE FROM rights.export WHERE expires_at <= $1", ctx.now()).execute(&ctx.db).await?;
        Ok(())
    }
}

async fn remind(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let near = sqlx::query!(
        "UPDATE rights.erasure SET reminded_at = $1
         WHERE id IN (SELECT id FROM rights.erasure
                      WHERE taken_back_at IS NULL AND erased_at IS NULL AND begun_at IS NULL AND reminded_at IS NULL
                            AND due_at > $1 AND due_at <= $2
                      ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
         RETURNING person_id, due_at",
        ctx.now(),
        ctx.now() + REMINDED,
        MANY,
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in near {
        let event = Event::LeaveNear { person: UserId(row.person_id), until: row.due_at };
        outbox::publish(ctx, &mut tx, events::Event::Rights(event)).await?;
    }
    tx.commit().await
}

/// A job for each, at most one a day: one that was put aside as dead has a successor tomorrow.
async fn begin(ctx: &Ctx) -> Result<(), sqlx::Error> {
    let due = sqlx::query_scalar!(
        "SELECT person_id FROM rights.erasure
         WHERE taken_back_at IS NULL AND erased_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2",
        ctx.now(),
        MANY,
    );
    let mut tx = ctx.begin().await?;
    for person in due.fetch_all(&mut *tx).await? {
        let job = NewJob::of(&Erase { person: UserId(person) });
        ctx.jobs.enqueue(&mut tx, job.key(format!("erase:{person}:{}", ctx.now().date_naive()))).await?;
    }
    tx.commit().await
}
