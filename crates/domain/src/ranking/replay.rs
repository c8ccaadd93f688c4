use contract::EventId;
use uuid::Uuid;

use super::reactions;
use crate::{Ctx, jobs::JobError, outbox};

/// Events that are read at a time.
const PAGE: i64 = 500;

/// Reacts once more to everything that ever happened, in its order, and says how many events there were. What is in the
/// ledgers already is not written again; with empty ledgers they come out as they were.
///
/// # Errors
/// Those of the database; where it broke off, all before it has been done.
pub async fn replay(ctx: &Ctx) -> Result<u64, JobError> {
    let (mut last, mut count) = (EventId(Uuid::nil()), 0);
    loop {
        let page = outbox::after(ctx, last, PAGE).await?;
        let Some(end) = page.last() else { return Ok(count) };
        last = *end;
        for id in page {
            let (event, at) = outbox::load(ctx, id).await?;
            reactions::react(ctx, &event, at).await?;
            count += 1;
        }
    }
}

#[cfg(test)]
#[path = "replay_tests.rs"]
mod tests;
