use super::refresh::refresh;
use crate::{Ctx, accounts, events::Event, jobs::JobError, tutors};

/// Makes the row of the tutor anew whom an event is about.
pub async fn react(ctx: &Ctx, event: &Event) -> Result<(), JobError> {
    let tutor = match event {
        Event::Tutors(
            tutors::Event::ProfileChanged { tutor }
            | tutors::Event::HoursChanged { tutor }
            | tutors::Event::StandingChanged { tutor },
        ) => *tutor,
        Event::Accounts(accounts::Event::ProfileChanged { person }) => *person,
        Event::Accounts(_) | Event::Bookings(_) | Event::Reviews(_) => return Ok(()),
    };
    refresh(ctx, tutor).await?;
    Ok(())
}
