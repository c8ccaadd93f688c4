use contract::{EventId, UserId};

use super::{Kind, SendMail};
use crate::{
    Ctx, accounts, bookings,
    events::Event,
    jobs::{JobError, NewJob},
    messages, reviews, rights, search, tutors,
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
        Event::Accounts(ref event) => readers_of_account(event),
        Event::Tutors(ref event) => reader_of_teaching(event).into_iter().collect(),
        Event::Bookings(ref event) => readers_of_booking(event),
        Event::Groups(ref event) => readers_of_group(event),
        Event::Reviews(ref event) => readers_of_review(event),
        Event::Search(search::Event::SlotsOpened { person, .. }) => vec![(Kind::SlotsOpened, person)],
        Event::Messages(messages::Event::Waiting { reader, .. }) => vec![(Kind::MessageWaits, reader)],
        Event::Messages(messages::Event::Reported { .. }) => Vec::new(),
        Event::Rights(ref event) => readers_of_right(event),
    }
}

fn readers_of_account(event: &accounts::Event) -> Vec<(Kind, UserId)> {
    use accounts::Event as E;
    match *event {
        E::SignedUp { person } => vec![(Kind::Welcome, person)],
        E::CodeAsked { person } => vec![(Kind::ConfirmAddress, person)],
        E::EmailChangeAsked { person } => vec![(Kind::EmailChangeWarned, person), (Kind::ConfirmAddress, person)],
        E::PasswordChanged { person } => vec![(Kind::PasswordChanged, person)],
        E::PasswordsTried { person } => vec![(Kind::PasswordsTried, person)],
        E::PasswordSet { person } => vec![(Kind::PasswordSet, person)],
        E::ProviderLinked { person, .. } => vec![(Kind::ProviderLinked, person)],
        E::ProviderUnlinked { person, .. } => vec![(Kind::ProviderUnlinked, person)],
        E::FactorAdded { person, .. } => vec![(Kind::FactorAdded, person)],
        E::FactorRemoved { person, .. } => vec![(Kind::FactorRemoved, person)],
        E::RecoveryCodesMade { person } => vec![(Kind::RecoveryCodesMade, person)],
        E::RecoveryCodeUsed { person, .. } => vec![(Kind::RecoveryCodeUsed, person)],
        E::CodesTried { person } => vec![(Kind::CodesTried, person)],
        E::ResetAsked { person } => vec![(Kind::ResetCode, person)],
        E::PasswordReset { person } => vec![(Kind::PasswordReset, person)],
        E::EmailVerified { .. } | E::EmailChanged { .. } | E::ProfileChanged { .. } => Vec::new(),
    }
}

/// All of it is told to the one who teaches, or wants to.
fn reader_of_teaching(event: &tutors::Event) -> Option<(Kind, UserId)> {
    use tutors::Event as E;
    Some(match *event {
        E::ApplicationApproved { tutor } => (Kind::TutorApproved, tutor),
        E::ChangesAsked { tutor } => (Kind::TutorChangesAsked, tutor),
        E::ApplicationDeclined { tutor } => (Kind::TutorDeclined, tutor),
        E::ChangeApproved { tutor } => (Kind::TutorChangeApproved, tutor),
        E::ChangeDeclined { tutor } => (Kind::TutorChangeDeclined, tutor),
        E::PageSuspended { tutor } => (Kind::TutorSuspended, tutor),
        E::SuspensionLifted { tutor } => (Kind::TutorLifted, tutor),
        E::ApplicationSubmitted { .. }
        | E::ProfileChanged { .. }
        | E::HoursChanged { .. }
        | E::StandingChanged { .. } => return None,
    })
}

fn readers_of_right(event: &rights::Event) -> Vec<(Kind, UserId)> {
    use rights::Event as E;
    match *event {
        E::LeaveAsked { person, .. } => vec![(Kind::LeaveAsked, person)],
        E::LeaveNear { person, .. } => vec![(Kind::LeaveNear, person)],
        E::Stayed { person } => vec![(Kind::Stayed, person)],
        E::ExportReady { person, .. } => vec![(Kind::ExportReady, person)],
        E::PersonErased { .. } => Vec::new(),
    }
}

fn readers_of_booking(event: &bookings::Event) -> Vec<(Kind, UserId)> {
    use bookings::Event as E;
    match *event {
        E::Requested { tutor, student, .. } => vec![(Kind::Request, tutor), (Kind::Receipt, student)],
        E::Booked { tutor, student, .. } => vec![(Kind::Booked, tutor), (Kind::Booked, student)],
        E::Accepted { tutor, student, .. } => vec![(Kind::Accepted, student), (Kind::ForCalendar, tutor)],
        E::Declined { student, .. } => vec![(Kind::Declined, student)],
        E::Closed { student, .. } => vec![(Kind::Closed, student)],
        E::Taken { tutor, student, .. } => vec![(Kind::Taken, tutor), (Kind::ForCalendar, student)],
        E::Expired { tutor, student, .. } => vec![(Kind::Expired, student), (Kind::Expired, tutor)],
        E::MoveProposed { by, .. } => vec![(Kind::MoveProposed, event.other(by))],
        E::Moved { by, .. } => vec![(Kind::Moved, event.other(by)), (Kind::ForCalendar, by)],
        E::MoveDeclined { by, .. } => vec![(Kind::MoveDeclined, event.other(by))],
        E::NoShowClaimed { by, .. } => vec![(Kind::NoShowClaimed, event.other(by))],
        E::NoShowStood { tutor, student, .. } => vec![(Kind::NoShowStood, tutor), (Kind::NoShowStood, student)],
        E::Disputed { by, .. } => vec![(Kind::Disputed, event.other(by))],
        E::Upheld { tutor, student, .. } => vec![(Kind::Upheld, tutor), (Kind::Upheld, student)],
        E::Annulled { tutor, student, .. } => vec![(Kind::Annulled, tutor), (Kind::Annulled, student)],
        E::Cancelled { by, .. } => vec![(Kind::Cancelled, event.other(by)), (Kind::CancelledByYou, by)],
        E::CalledOff { student, .. } => vec![(Kind::SeatCalledOff, student)],
        E::Completed { tutor, student, .. } => vec![(Kind::Completed, student), (Kind::Completed, tutor)],
        E::RatingLeft { by, .. } => vec![(Kind::RatingLeft, event.other(by))],
        E::StudentRated { student, .. } => vec![(Kind::StudentRated, student)],
        E::Rated { tutor, .. } => vec![(Kind::Rated, tutor)],
        E::Late { by, .. } => vec![(Kind::Late, event.other(by))],
        E::Near { tutor, student, .. } => vec![(Kind::Near, student), (Kind::Near, tutor)],
        E::Replied { student, .. } => vec![(Kind::Replied, student)],
    }
}

/// Those with a seat hear of it by their own booking.
fn readers_of_group(event: &bookings::GroupEvent) -> Vec<(Kind, UserId)> {
    use bookings::GroupEvent as E;
    let all = |kind, tutor, waiting: &[UserId]| {
        [tutor].into_iter().chain(waiting.iter().copied()).map(|person| (kind, person)).collect()
    };
    match *event {
        E::Planned { tutor, .. } => vec![(Kind::GroupPlanned, tutor)],
        E::SeatKept { person, .. } => vec![(Kind::SeatKept, person)],
        E::WentAhead { tutor, ref waiting, .. } => all(Kind::GroupWentAhead, tutor, waiting),
        E::CalledOff { tutor, ref waiting, .. } => all(Kind::GroupCalledOff, tutor, waiting),
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
        E::Declined { reviewer, .. } => vec![(Kind::ReviewDeclined, reviewer)],
        E::Left { author, reviewer, by, .. } if by == Some(author) => vec![(Kind::ReviewReplaced, reviewer)],
        E::Left { author, .. } => vec![(Kind::ReviewLeft, author)],
        E::Finished { ref reviewers, .. } => each(Kind::ReviewFinished, reviewers),
        E::Closed { ref reviewers, .. } => each(Kind::ReviewClosed, reviewers),
        E::Nudged { person, .. } => vec![(Kind::ReviewNudged, person)],
    }
}

#[cfg(test)]
mod tests {
    use contract::{CommentId, ReviewId, SubmissionId, ThreadId};
    use uuid::Uuid;

    use super::*;
    use crate::notifications::code::actor;

    /// One of each kind, as its verb announces it; what time does has nobody who did it.
    fn steps_of_people() -> Vec<reviews::Event> {
        use reviews::Event as E;
        let person = |n| UserId(Uuid::from_u128(n));
        let (author, reviewer, reviewers) = (person(1), person(2), vec![person(2), person(3)]);
        let (submission, review) = (SubmissionId(Uuid::nil()), ReviewId(Uuid::nil()));
        let (thread, comment) = (ThreadId(Uuid::nil()), CommentId(Uuid::nil()));
        vec![
            E::Submitted { submission, author },
            E::Claimed { submission, review, author, reviewer },
            E::Reviewed { submission, review, author, reviewer, round: 1 },
            E::Commented { submission, thread, by: author, to: reviewer },
            E::Iterated { submission, author, iteration: 2, reviewers: reviewers.clone() },
            E::Applied { submission, comment, author, reviewer, iteration: 2 },
            E::Declined { submission, comment, author, reviewer, reason: None },
            E::Confirmed { submission, thread, author, reviewer },
            E::Rated { submission, review, author, reviewer },
            E::Left { submission, review, author, reviewer, by: Some(author) },
            E::Left { submission, review, author, reviewer, by: Some(reviewer) },
            E::Finished { submission, author, reviewers: reviewers.clone() },
            E::Closed { submission, author, reviewers },
        ]
    }

    #[test]
    fn nobody_gets_a_mail_about_their_own_step() {
        for event in steps_of_people() {
            let told = readers_of_review(&event);
            assert!(told.iter().all(|(_, person)| *person != actor(&event)), "{event:?}: {told:?}");
        }
    }

    #[test]
    fn who_was_replaced_hears_of_it_and_so_does_who_was_left() {
        let by_whom = |event: &reviews::Event| readers_of_review(event)[0];
        let events = steps_of_people();
        assert_eq!(by_whom(&events[9]), (Kind::ReviewReplaced, UserId(Uuid::from_u128(2))));
        assert_eq!(by_whom(&events[10]), (Kind::ReviewLeft, UserId(Uuid::from_u128(1))));
    }
}
