use contract::{BookingId, Refusal, bookings::Agree};
use sqlx::PgConnection;

use super::{
    Error, Event, facts,
    life::{announce, begin_step, move_to},
    proposal::{Answer, answer, open},
    reset::{claim_of, set_time},
    state::Action,
    take_time::{Claim, free_lapsed, give_back, take_time},
};
use crate::{Ctx, accounts::User};

/// So often a session is moved without further ado; after that the other side has to say that they know how often it was.
pub const FREE_MOVES: i16 = 2;

/// The other side agrees: the session gives its old time back and takes the new one, in one step.
///
/// # Errors
/// `ConsentToMove` from the third move on, unless they say so; `MoveTaken` if the new time is somebody else's by now; the refusals
/// of the rules.
pub async fn agree(ctx: &Ctx, user: &User, id: BookingId, form: Agree) -> Result<(), Error> {
    let Some(seen) = facts::read(&ctx.db, &[id.0]).await?.pop() else { return Err(Error::NotFound) };
    if let Some(proposal) = open(&ctx.db, id, ctx.now()).await? {
        free_lapsed(ctx, &claim_of(&seen, proposal.slot)).await?;
    }
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Agree).await? else { return Ok(()) };
    let (mut tx, mut booking) = (step.tx, step.booking);
    if booking.moves >= FREE_MOVES && !form.consent {
        return Err(Refusal::ConsentToMove.into());
    }
    let proposal = open(&mut *tx, id, ctx.now()).await?.ok_or(Refusal::NothingProposed)?;
    let claim = claim_of(&booking, proposal.slot);
    change_places(&mut tx, &claim).await?;
    set_time(&mut tx, &mut booking, proposal.slot).await?;
    answer(ctx, &mut tx, id, Answer::Agreed).await?;
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    let event = Event::Moved { booking: id, tutor: booking.tutor, student: booking.student, by: user.id };
    announce(ctx, &mut tx, event, Some(user.id), "").await?;
    tx.commit().await?;
    Ok(())
}

async fn change_places(conn: &mut PgConnection, claim: &Claim) -> Result<(), Error> {
    give_back(conn, claim.booking, &[]).await?;
    take_time(conn, claim).await.map_err(|error| match error {
        Error::Refused(_) => Refusal::MoveTaken.into(),
        other => other,
    })
}
