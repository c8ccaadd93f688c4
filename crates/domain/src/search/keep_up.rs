use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    refresh::{PIECE, next_piece, refresh_piece},
    tally, tiers,
};
use crate::{
    Ctx,
    jobs::{Job, JobError, NewJob, Run},
};

/// Pieces in one run.
const PIECES: usize = 4;

/// Goes through everyone each night: the four weeks that are known reach a day further, and what an event has missed is
/// made up for. At the end the counts and the tiers are set anew.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct KeepUp {
    /// The last tutor of the run before.
    pub after: Option<Uuid>,
}

#[async_trait]
impl Job for KeepUp {
    const NAME: &'static str = "search.keep_up";
    const LIMIT: Duration = Duration::from_secs(20);

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut after = self.after;
        for _ in 0..PIECES {
            let tutors = next_piece(ctx, after, PIECE).await?;
            let Some(last) = tutors.last() else { return end(ctx).await };
            refresh_piece(ctx, &tutors).await?;
            after = Some(*last);
        }
        let mut conn = ctx.db.acquire().await?;
        // A run that comes twice goes on once.
        let key = format!("search.keep_up:{}:{}", ctx.now().date_naive(), after.unwrap_or_default());
        ctx.jobs.enqueue(&mut conn, NewJob::of(&Self { after }).key(key)).await?;
        Ok(())
    }
}

async fn end(ctx: &Ctx) -> Result<(), JobError> {
    let wrong = tally::recount(ctx).await?;
    if wrong > 0 {
        tracing::warn!(wrong, "counts of the search were wrong and are right again");
    }
    tiers::keep(ctx).await?;
    Ok(())
}

/// Moves who has risen or fallen between two nights.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct KeepTiers {}

#[async_trait]
impl Job for KeepTiers {
    const NAME: &'static str = "search.keep_tiers";
    const LIMIT: Duration = Duration::from_secs(20);

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        tiers::keep(ctx).await?;
        Ok(())
    }
}
