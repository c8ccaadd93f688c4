use contract::{
    BookingId,
    bookings::{Ask, Step},
};
use sqlx::PgConnection;

use super::{
    Error,
    book::{asked, lent_until, one_trial},
    facts, groups,
    life::{announce, begin_step, move_to},
    model::Booking,
    offer::{keep_to_caps, wait_for_caps},
    open_requests,
    reset::claim_of,
    rules::Birth,
    slots::Slot,
    state::{Action, Side},
    take_time::{Claim, free_lapsed, lend_time, take_time},
};
use crate::{Ctx, accounts::User};

/// Asks for a time that was held. If the ten minutes are over and nobody has taken it meanwhile, it is as good as before. A seat
/// of a group is taken with that.
///
/// # Errors
/// `SlotTaken`, `YouAreBusy` and `TutorFull` if it was held for too long; `TooManyRequests`, `TooManyRequestsAtTutor`; the refusals of the
/// rules.
pub async fn ask(ctx: &Ctx, user: &User, id: BookingId, form: Ask) -> Result<(), Error> {
    let Some(seen) = facts::read(&ctx.db, &[id.0]).await?.pop() else { return Err(Error::NotFound) };
    if let Some(seat) = seen.seat.as_ref().filter(|_| seen.side(user.id) == Some(Side::Student)) {
        return groups::join(ctx, user, seat.group, Step { key: form.key, note: String::new() }).await;
    }
    free_lapsed(ctx, &claim_again(ctx, &seen)).await?;

    let Some(step) = begin_step(ctx, user, id, form.key, Action::Ask).await? else { return Ok(()) };
    let (mut tx, mut booking) = (step.tx, step.booking);
    open_requests::leave_room(ctx, &mut tx, booking.student, booking.tutor).await?;
    let claim = claim_again(ctx, &booking);
    let was_forgotten = booking.lapses_at.is_some_and(|at| at <= ctx.now());
    let counted_anew = booking.choice().filter(|_| was_forgotten);
    if let Some(choice) = counted_anew {
        wait_for_caps(&mut tx, choice).await?;
    }
    keep(&mut tx, &claim).await?;
    booking.lapses_at = claim.lapses_at;
    move_to(ctx, &mut tx, &booking, step.allowed).await.map_err(one_trial)?;
    write(ctx, &mut tx, id, &form.message).await?;
    if let Some(choice) = counted_anew {
        keep_to_caps(ctx, &mut tx, booking.tutor, choice, booking.starts_at).await?;
    }
    announce(ctx, &mut tx, asked(&claim, booking.at_once), Some(user.id), "").await?;
    tx.commit().await?;
    Ok(())
}

/// What is held becomes what a request needs.
fn claim_again(ctx: &Ctx, booking: &Booking) -> Claim {
    let slot = Slot { starts_at: booking.starts_at, ends_at: booking.ends_at };
    let birth = Birth::Asked { at_once: booking.at_once };
    let lapses_at = lent_until(ctx.now(), booking.answer_hours, slot, birth);
    Claim { lapses_at, competing: booking.competing && !booking.at_once, ..claim_of(booking, slot) }
}

/// Keeps what is still there, and takes the time anew if it is not.
async fn keep(conn: &mut PgConnection, claim: &Claim) -> Result<(), Error> {
    if lend_time(conn, claim).await? { Ok(()) } else { take_time(conn, claim).await }
}

async fn write(ctx: &Ctx, conn: &mut PgConnection, id: BookingId, message: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE bookings.booking SET message = $2, asked_at = $3 WHERE id = $1", id.0, message, ctx.now())
        .execute(conn)
        .await?;
    Ok(())
}
