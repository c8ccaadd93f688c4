use contract::{EventId, UserId};

use super::{Kind, SendMail};
use crate::{
    Ctx, accounts, bookings,
    events::Event,
    jobs::{JobError, NewJob},
    reviews,
};

/// Decides who hears of an event, and by which mail; each mail is a job of its own.
pub async fn react(ctx: &Ctx, id: EventId, event: &Event) -> Result<(), JobError> {
    let mut tx = ctx.begin().await?;
    for (kind, person) in readers(event) {
        let mail = SendMail { event: id, kind, person };
        ctx.jobs.enqueue(&mut tx, NewJob::of(&mail).key(mail.key())).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn readers(event: &Event) -> Vec<(Kind, UserId)> {
    match *event {
        Event::Accounts(accounts::Event::SignedUp { person }) => vec![(Kind::Welcome, person)],
        Event::Accounts(accounts::Event::ProfileChanged { .. }) | Event::Tutors(_) => Vec::new(),
        Event::Bookings(ref event) => readers_of_booking(event),
        Event::Reviews(ref event) => readers_of_review(event),
    }
}

fn readers_of_booking(event: &bookings::Event) -> Vec<(Kind, UserId)> {
    use bookings::Event as E;
    match *event {
        E::Requested { tutor, student, .. } => vec![(Kind::Request, tutor), (Kind::Receipt, student)],
        E::Accepted { student, .. } => vec![(Kind::Accepted, student)],
        E::Declined { student, .. } => vec![(Kind::Declined, student)],
        E::Expired { tutor, student, .. } => vec![(Kind::Expired, student), (Kind::Expired, tutor)],
        E::Cancelled { tutor, student, by, .. } => vec![(Kind::Cancelled, if by == tutor { student } else { tutor })],
        E::Completed { student, by, .. } if by != student => vec![(Kind::Completed, student)],
        E::Completed { tutor, student, .. } => vec![(Kind::Completed, student), (Kind::Completed, tutor)],
        E::Rated { tutor, .. } => vec![(Kind::Rated, tutor)],
        E::Replied { student, .. } => vec![(Kind::Replied, student)],
    }
}

/// What was applied arrives as an iteration, and one mail for that is enough.
fn readers_of_review(event: &reviews::Event) -> Vec<(Kind, UserId)> {
    use reviews::Event as E;
    let each = |kind, people: &[UserId]| people.iter().map(|person| (kind, *person)).collect();
    match *event {
        E::Submitted { .. } | E::Applied { .. } | E::Undone { .. } | E::Confirmed { .. } => Vec::new(),
        E::Claimed { author, .. } => vec![(Kind::ReviewClaimed, author)],
        E::Reviewed { author, .. } => vec![(Kind::ReviewPublished, author)],
        E::Commented { to, .. } => vec![(Kind::ReviewCommented, to)],
        E::Iterated { ref reviewers, .. } => each(Kind::ReviewIterated, reviewers),
        E::Rated { reviewer, .. } => vec![(Kind::ReviewRated, reviewer)],
        E::Left { author, .. } => vec![(Kind::ReviewLeft, author)],
        E::Finished { ref reviewers, .. } => each(Kind::ReviewFinished, reviewers),
        E::Closed { ref reviewers, .. } => each(Kind::ReviewClosed, reviewers),
        E::Nudged { person, .. } => vec![(Kind::ReviewNudged, person)],
    }
}
