//! Facts and their consequences, in the same transaction as the change itself. There is no relay and no poller: what is
//! committed has its jobs, what is rolled back has none.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contract::EventId;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::{
    Ctx,
    events::{Event, Module},
    jobs::{Class, Job, JobError, NewJob, Run},
    notifications,
    personal::{
        Export::Nothing,
        Fate::{Erased, Kept},
        Table,
    },
    ranking, search, tutors,
};

/// What is kept here of a person.
pub(crate) const PERSONAL: &[Table] = &[
    Table {
        name: "outbox.command",
        title: "Keys of forms",
        fate: Erased,
        says: "Numbers of the forms that you sent within the last two days, so that none counts twice.",
        people: &["person_id"],
        erase: &["DELETE FROM outbox.command WHERE person_id = $1"],
        export: Nothing("Numbers that mean nothing."),
    },
    Table {
        name: "outbox.event",
        title: "What happened",
        fate: Kept,
        says: "That something was booked, reviewed or earned, by numbers alone: no names, no words. Points and figures of others are counted from it.",
        people: &["body"],
        erase: &[],
        export: Nothing("Numbers of people, sessions and code; what they stand for is in the other parts."),
    },
];

/// Keeps the event and enqueues one job for each module that listens.
pub async fn publish(ctx: &Ctx, conn: &mut PgConnection, event: Event) -> Result<EventId, sqlx::Error> {
    let id = EventId(ctx.id());
    let body = serde_json::to_value(&event).map_err(|e| sqlx::Error::Encode(Box::new(e)))?;
    sqlx::query!(
        "INSERT INTO outbox.event (id, name, body, happened_at) VALUES ($1, $2, $3, $4)",
        id.0,
        event.name(),
        body,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    let reaction = |&module: &Module| NewJob::of(&React { event: id, module }).key(format!("{id}:{}", module.name()));
    ctx.jobs.enqueue_all(conn, event.listeners().iter().map(reaction).collect()).await?;
    Ok(id)
}

/// One module's turn to react to one event.
#[derive(Debug, Serialize, Deserialize)]
pub struct React {
    pub event: EventId,
    pub module: Module,
}

#[async_trait]
impl Job for React {
    const NAME: &'static str = "outbox.react";
    const CLASS: Class = Class::Short;

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let (event, at) = load(ctx, self.event).await?;
        match self.module {
            Module::Tutors => tutors::reactions::react(ctx, &event).await,
            Module::Search => search::reactions::react(ctx, &event).await,
            Module::Notifications => notifications::reactions::react(ctx, self.event, &event).await,
            Module::Ranking => ranking::reactions::react(ctx, &event, at).await,
        }
    }
}

/// The event with that id, and when it happened.
pub(crate) async fn load(ctx: &Ctx, id: EventId) -> Result<(Event, DateTime<Utc>), JobError> {
    let row = sqlx::query!("SELECT body, happened_at FROM outbox.event WHERE id = $1", id.0)
        .fetch_optional(&ctx.db)
        .await?
        .ok_or_else(|| JobError::fail(format!("there is no event {id}")))?;
    Ok((serde_json::from_value(row.body).map_err(JobError::fail)?, row.happened_at))
}

/// The ids of up to so many events that come after this one, in the order in which they happened.
pub(crate) async fn after(ctx: &Ctx, id: EventId, limit: i64) -> Result<Vec<EventId>, sqlx::Error> {
    let ids = sqlx::query_scalar!("SELECT id FROM outbox.event WHERE id > $1 ORDER BY id LIMIT $2", id.0, limit)
        .fetch_all(&ctx.db)
        .await?;
    Ok(ids.into_iter().map(EventId).collect())
}
