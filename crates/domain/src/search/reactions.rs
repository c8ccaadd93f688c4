use super::refresh::refresh;
use crate::{Ctx, accounts, bookings, events::Event, jobs::JobError, rights, tutors};

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
            let (tutor, student) = sides(event);
            refresh(ctx, tutor).await?;
            student
        }
        Event::Accounts(_) | Event::Reviews(_) | Event::Search(_) | Event::Rights(_) => return Ok(()),
    };
    refresh(ctx, tutor).await?;
    Ok(())
}

fn sides(event: &bookings::Event) -> (contract::UserId, contract::UserId) {
    use bookings::Event as E;
    match *event {
        E::Requested { tutor, student, .. }
        | E::Accepted { tutor, student, .. }
        | E::Declined { tutor, student, .. }
        | E::Expired { tutor, student, .. }
        | E::Cancelled { tutor, student, .. }
        | E::Completed { tutor, student, .. }
        | E::Rated { tutor, student, .. }
        | E::Replied { tutor, student, .. } => (tutor, student),
    }
}
