use super::standing::recount;
use crate::{Ctx, bookings, events::Event, jobs::JobError};

/// Does what follows from an event of another module.
pub async fn react(ctx: &Ctx, event: &Event) -> Result<(), JobError> {
    use bookings::Event as B;
    if let Event::Bookings(
        B::Rated { tutor, .. }
        | B::Completed { tutor, .. }
        | B::Accepted { tutor, .. }
        | B::Declined { tutor, .. }
        | B::Cancelled { tutor, .. }
        | B::CalledOff { tutor, .. }
        | B::NoShowStood { tutor, .. }
        | B::Upheld { tutor, .. }
        | B::Annulled { tutor, .. },
    ) = event
    {
        recount(ctx, *tutor).await?;
    }
    Ok(())
}
