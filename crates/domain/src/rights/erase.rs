use async_trait::async_trait;
use contract::UserId;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use super::{Event, parts::PARTS};
use crate::{
    Ctx,
    accounts::{self, Farewell},
    audit::{self, Deed, Note},
    events,
    jobs::{Job, JobError, NewJob, Run},
    notifications, outbox,
};

/// From this try on the last mail is left out if it cannot be sent: people are erased, whatever happens to our mail.
const WITHOUT_MAIL: i32 = 6;

/// Erases somebody whose time is over, module by module, each in a run and a transaction of its own. How far it has come stands
/// in the database: a run that is repeated, or begun a second time, goes on after the last part that is done.
#[derive(Debug, Serialize, Deserialize)]
pub struct Erase {
    pub person: UserId,
}

#[async_trait]
impl Job for Erase {
    const NAME: &'static str = "rights.erase";

    async fn run(self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        match Step::begin(ctx, self.person).await? {
            None => Ok(()),
            Some(step) if step.is_last() => step.end(ctx, run).await,
            Some(step) => Ok(step.let_go(ctx).await?),
        }
    }
}

/// The next part of somebody, held by nobody else.
struct Step {
    tx: Transaction<'static, Postgres>,
    erasure: Uuid,
    person: UserId,
    part: usize,
}

impl Step {
    /// `None` if nothing is left to do, it is not time, or they have stayed.
    async fn begin(ctx: &Ctx, person: UserId) -> Result<Option<Self>, sqlx::Error> {
        let mut tx = ctx.begin().await?;
        let row = sqlx::query!(
            "SELECT id, parts FROM rights.erasure
             WHERE person_id = $1 AND taken_back_at IS NULL AND erased_at IS NULL AND due_at <= $2 FOR UPDATE",
            person.0,
            ctx.now(),
        )
        .fetch_optional(&mut *tx)
        .await?;
        let part = |parts: i16| usize::try_from(parts).unwrap_or_default();
        Ok(row.map(|row| Self { tx, erasure: row.id, person, part: part(row.parts) }))
    }

    fn is_last(&self) -> bool {
        self.part + 1 >= PARTS.len()
    }

    /// The account is closed with the first part: whoever has something left to lose does not come in any more.
    async fn let_go(mut self, ctx: &Ctx) -> Result<(), sqlx::Error> {
        if self.part == 0 {
            accounts::close(ctx, &mut self.tx, self.person).await?;
        }
        self.do_part(ctx).await?;
        ctx.jobs.enqueue(&mut self.tx, NewJob::of(&Erase { person: self.person })).await?;
        self.tx.commit().await
    }

    async fn do_part(&mut self, ctx: &Ctx) -> Result<(), sqlx::Error> {
        PARTS[self.part].let_go(ctx, &mut self.tx, self.person).await?;
        sqlx::query!(
            "UPDATE rights.erasure SET parts = parts + 1, begun_at = coalesce(begun_at, $2) WHERE id = $1",
            self.erasure,
            ctx.now(),
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// The last part: nobody knows them after it. The mail that says so goes out right before; after a crash in between it goes
    /// out once more, with the same message id.
    async fn end(mut self, ctx: &Ctx, run: &Run) -> Result<(), JobError> {
        self.do_part(ctx).await?;
        sqlx::query!("UPDATE rights.erasure SET erased_at = $2 WHERE id = $1", self.erasure, ctx.now())
            .execute(&mut *self.tx)
            .await?;
        let farewell = accounts::wipe(ctx, &mut self.tx, self.person).await?;
        let event = events::Event::Rights(Event::PersonErased { person: self.person });
        outbox::publish(ctx, &mut self.tx, event).await?;
        if let Some(Farewell { name, address: Some(address) }) = farewell {
            say_goodbye(ctx, run, self.person, name, address).await?;
        }
        note(ctx, &mut self.tx, self.person).await?;
        if run.finish(ctx, &mut self.tx).await? {
            self.tx.commit().await?;
            metrics::counter!("rights_erased_total").increment(1);
        }
        Ok(())
    }
}

async fn say_goodbye(ctx: &Ctx, run: &Run, person: UserId, name: String, address: String) -> Result<(), JobError> {
    match notifications::farewell(ctx, person, name, address).await {
        // An address that is no good any more, or a post that stays away.
        Err(JobError::Fail(error)) => tracing::warn!(%person, %error, "the last mail was refused"),
        Err(JobError::Retry(error)) if run.attempt >= WITHOUT_MAIL => {
            tracing::warn!(%person, %error, "erased without the last mail");
        }
        other => return other,
    }
    Ok(())
}

async fn note(ctx: &Ctx, conn: &mut PgConnection, person: UserId) -> Result<(), sqlx::Error> {
    audit::append(ctx, conn, Note::new(Deed::Erased, None).to(person)).await
}
