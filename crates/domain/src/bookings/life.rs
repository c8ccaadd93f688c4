//! What every step in a booking's life does alike: load it for its own side alone, ask the rules, move it, announce the
//! step.

use contract::{BookingId, CommandKey, UserId};
use sqlx::{PgConnection, Postgres, Transaction};

use super::{
    Error, Event, close,
    facts::load,
    groups, lapse,
    model::Booking,
    remind,
    rules::Move,
    state::{Action, State},
};
use crate::{Ctx, Once, accounts::User, events, once, outbox};

/// A step that the rules allow, in its transaction.
pub(super) struct Step {
    pub tx: Transaction<'static, Postgres>,
    pub booking: Booking,
    pub allowed: Move,
}

/// Begins a step: takes the form's key, locks the booking and asks the rules. `None` if this very form has had its
/// effect already. What has lapsed meanwhile is written down first.
pub(super) async fn begin_step(
    ctx: &Ctx,
    user: &User,
    id: BookingId,
    key: CommandKey,
    action: Action,
) -> Result<Option<Step>, Error> {
    let mut tx = ctx.begin().await?;
    if action == Action::Accept {
        close::one_at_a_time(&mut tx, user.id).await?;
    }
    let mut booking = load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if let Some(seat) = &booking.seat
        && groups::settle(ctx, &mut tx, seat.group).await?
    {
        booking = load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    }
    let side = booking.side(user.id).filter(|side| booking.is_seen_by(*side)).ok_or(Error::NotFound)?;
    if once(ctx, &mut tx, user.id, key).await? == Once::Again {
        return Ok(None);
    }
    let allowed = booking.check(side, action, ctx.now())?;
    if booking.state_at(ctx.now()) != booking.state {
        lapse::write_down(ctx, &mut tx, &mut booking).await?;
    }
    Ok(Some(Step { tx, booking, allowed }))
}

/// Moves the booking to its next state, with the time at which that one ends by itself. Time that is not needed any more
/// is free again at once, and so is a seat: the next in line has it.
pub(super) async fn move_to(
    ctx: &Ctx,
    conn: &mut PgConnection,
    booking: &Booking,
    allowed: Move,
) -> Result<(), sqlx::Error> {
    let frees = allowed.to().is_none_or(|state| state == State::Cancelled);
    set_state(ctx, conn, booking, allowed).await?;
    match &booking.seat {
        Some(seat) if frees => groups::pass_on(ctx, conn, seat.group).await,
        _ => Ok(()),
    }
}

async fn set_state(ctx: &Ctx, conn: &mut PgConnection, booking: &Booking, allowed: Move) -> Result<(), sqlx::Error> {
    let Some(state) = allowed.to() else {
        sqlx::query!("DELETE FROM bookings.booking WHERE id = $1", booking.id.0).execute(conn).await?;
        return Ok(());
    };
    let lapses_at = booking.lapse_of(state, ctx.now());
    sqlx::query!(
        "UPDATE bookings.booking
         SET state = $2, lapses_at = $3, asked = asked OR $2 <> 'held',
             completed_at = CASE WHEN $2 = 'completed' THEN coalesce(completed_at, $4) END
         WHERE id = $1",
        booking.id.0,
        state.as_str(),
        lapses_at,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    if !state.blocks() {
        sqlx::query!("DELETE FROM bookings.busy WHERE booking_id = $1", booking.id.0).execute(conn).await?;
    }
    Ok(())
}

/// Writes a line of the timeline under the event's name, and tells the other modules. `actor` is `None` for what the
/// system does by itself.
pub(super) async fn announce(
    ctx: &Ctx,
    conn: &mut PgConnection,
    event: Event,
    actor: Option<UserId>,
    note: &str,
) -> Result<(), sqlx::Error> {
    note_down(ctx, conn, event.booking(), event.name(), actor, note).await?;
    tell(ctx, conn, event).await
}

/// Tells the other modules, and plans the reminders of what is settled.
pub(super) async fn tell(ctx: &Ctx, conn: &mut PgConnection, event: Event) -> Result<(), sqlx::Error> {
    let (booking, settled) = (event.booking(), event.settles());
    outbox::publish(ctx, conn, events::Event::Bookings(event)).await?;
    if settled {
        remind::plan(ctx, conn, booking).await?;
    }
    Ok(())
}

/// A line of the timeline alone: a step that no other module needs to hear of.
pub(super) async fn note_down(
    ctx: &Ctx,
    conn: &mut PgConnection,
    booking: BookingId,
    happened: &'static str,
    actor: Option<UserId>,
    note: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO bookings.step (booking_id, number, happened, actor_id, note, at)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM bookings.step WHERE booking_id = $1",
        booking.0,
        happened,
        actor.map(|a| a.0),
        note,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    count_step(happened);
    Ok(())
}

pub(super) fn count_step(happened: &'static str) {
    metrics::counter!("bookings_steps_total", "step" => happened).increment(1);
}

#[cfg(test)]
#[path = "life_tests.rs"]
pub(super) mod tests;
