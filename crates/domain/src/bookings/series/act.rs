//! One step for what is left of a series. Each session takes it by itself: what stands in the way of one does not keep the others
//! from it, and whoever sends the same form again after a crash finishes what was begun.

use contract::{
    BookingId, CommandKey, Refusal,
    bookings::{Cancel, Decline, Step},
    money,
};
use uuid::Uuid;

use super::read::{SeriesSession, series_of};
use crate::{
    Ctx,
    accounts::User,
    bookings::{Error, accept, cancel, decline, facts, state::Action},
};

/// How far a step for the whole series has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeriesDone {
    pub done: usize,
    /// Sessions that could not take it; they are as they were.
    pub refused: usize,
}

/// The tutor takes on all that is asked for.
///
/// # Errors
/// The first refusal, if none of them could be accepted.
pub async fn accept_series(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<SeriesDone, Error> {
    let sessions = open_to(ctx, user, id, Action::Accept).await?;
    let mut tally = Tally::default();
    for session in sessions {
        let step = Step { key: of_session(form.key, session.id), note: form.note.clone() };
        tally.count(accept(ctx, user, session.id, step).await)?;
    }
    tally.finish()
}

/// The tutor declines all that is asked for.
///
/// # Errors
/// The first refusal, if none of them could be declined.
pub async fn decline_series(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<SeriesDone, Error> {
    let sessions = open_to(ctx, user, id, Action::Decline).await?;
    let mut tally = Tally::default();
    for session in sessions {
        let key = of_session(form.key, session.id);
        let step = Decline { key, note: form.note.clone(), instead: Vec::new() };
        tally.count(decline(ctx, user, session.id, step).await)?;
    }
    tally.finish()
}

/// Either side calls off this session and all later ones.
///
/// # Errors
/// `RefundChanged` if it is not what the student read that they get back in all; the first refusal, if none could be cancelled.
pub async fn cancel_series(ctx: &Ctx, user: &User, id: BookingId, form: Cancel) -> Result<SeriesDone, Error> {
    let sessions = open_to(ctx, user, id, Action::Cancel).await?;
    let Some(seen) = facts::read(&ctx.db, &[id.0]).await?.pop() else { return Err(Error::NotFound) };
    let later: Vec<_> = sessions.into_iter().filter(|session| session.starts_at >= seen.starts_at).collect();
    let back: i64 = later.iter().map(|session| session.back_minor).sum();
    if form.back_minor.is_some_and(|said| said != back) {
        return Err(Refusal::RefundChanged { back: money(back, &seen.currency) }.into());
    }
    let mut tally = Tally::default();
    for session in later {
        let key = of_session(form.key, session.id);
        let step = Cancel { key, note: form.note.clone(), back_minor: Some(session.back_minor) };
        tally.count(cancel(ctx, user, session.id, step).await)?;
    }
    tally.finish()
}

/// # Errors
/// `NotFound` for whoever has no part in it; `NoSeries`.
async fn open_to(ctx: &Ctx, user: &User, id: BookingId, action: Action) -> Result<Vec<SeriesSession>, Error> {
    let seen = facts::read(&ctx.db, &[id.0]).await?.pop().and_then(|booking| booking.side(user.id));
    seen.ok_or(Error::NotFound)?;
    let sessions = series_of(ctx, user.id, id).await?;
    if sessions.is_empty() {
        return Err(Refusal::NoSeries.into());
    }
    Ok(sessions.into_iter().filter(|session| session.actions.contains(&action)).collect())
}

/// The form's key for one of its sessions: the same form has its effect on each once.
fn of_session(key: CommandKey, id: BookingId) -> CommandKey {
    if key.0.is_nil() { key } else { CommandKey(Uuid::from_u128(key.0.as_u128() ^ id.0.as_u128().rotate_left(64))) }
}

#[derive(Default)]
struct Tally {
    so_far: SeriesDone,
    first: Option<Refusal>,
}

impl Tally {
    /// What is broken ends it; what is refused is counted.
    fn count(&mut self, answer: Result<(), Error>) -> Result<(), Error> {
        match answer {
            Ok(()) => self.so_far.done += 1,
            Err(Error::Refused(refusal)) => {
                self.so_far.refused += 1;
                self.first.get_or_insert(refusal);
            }
            Err(broken) => return Err(broken),
        }
        Ok(())
    }

    fn finish(self) -> Result<SeriesDone, Error> {
        match self.first {
            Some(refusal) if self.so_far.done == 0 => Err(refusal.into()),
            _ => Ok(self.so_far),
        }
    }
}
