use contract::EventId;

use crate::{Ctx, events::Event, jobs::JobError};

/// Decides who hears of an event, and how.
pub async fn react(_ctx: &Ctx, _id: EventId, _event: &Event) -> Result<(), JobError> {
    Ok(())
}
