use super::standing::recount;
use crate::{Ctx, bookings, events::Event, jobs::JobError};

/// Does what follows from an event of another module.
pub async fn react(ctx: &Ctx, event: &Event) -> Result<(), JobError> {
    if let Event::Bookings(bookings::Event::Rated { tutor, .. } | bookings::Event::Completed { tutor, .. }) = event {
        recount(ctx, *tutor).await?;
    }
    Ok(())
}
