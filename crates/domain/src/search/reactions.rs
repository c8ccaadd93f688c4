use crate::{Ctx, events::Event, jobs::JobError};

/// Does what follows from an event of another module.
pub async fn react(_ctx: &Ctx, _event: &Event) -> Result<(), JobError> {
    Ok(())
}
