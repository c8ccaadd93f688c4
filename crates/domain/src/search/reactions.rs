use super::{refresh::refresh, saved::opened};
use crate::{Ctx, accounts, bookings::GroupEvent, events::Event, jobs::JobError, rights, tutors};

/// Makes the rows of the tutor anew whom an event is about: what they say of themselves, or when they are free.
pub async fn react(ctx: &Ctx, event: &Event) -> Result<(), JobError> {
    let tutor = match event {
        Event::Tutors(
            tutors::Event::ProfileChanged { tutor }
            | tutors::Event::HoursChanged { tutor }
            | tutors::Event::StandingChanged { tutor },
        ) => *tutor,
        Event::Accounts(accounts::Event::ProfileChanged { person })
        | Event::Rights(rights::Event::PersonErased { person }) => *person,
        Event::Bookings(event) => {
            // Who teaches may also learn: then it is their time as well.
            refresh(ctx, event.tutor()).await?;
            event.student()
        }
        Event::Groups(GroupEvent::Planned { group, tutor }) => {
            opened::planned(ctx, *tutor, *group).await?;
            *tutor
        }
        Event::Groups(GroupEvent::CalledOff { tutor, .. }) => *tutor,
        // Who waits for a seat may teach as well.
        Event::Groups(GroupEvent::SeatKept { person, .. }) => *person,
        Event::Groups(GroupEvent::WentAhead { .. })
        | Event::Accounts(_)
        | Event::Tutors(_)
        | Event::Reviews(_)
        | Event::Search(_)
        | Event::Messages(_)
        | Event::Rights(_) => return Ok(()),
    };
    refresh(ctx, tutor).await?;
    Ok(())
}
