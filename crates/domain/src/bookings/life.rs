//! What every step in a booking's life does alike: load it for its own side alone, move it, announce the step.

use contract::{BookingId, CommandKey, UserId};
use sqlx::{PgConnection, Postgres, Transaction};

use super::{
    Error, Event,
    model::{Action, Booking, State},
};
use crate::{Ctx, Once, accounts::User, events, once, outbox};

/// Begins a step: takes the form's key, locks the booking and asks the rules. `None` if this very form has had its
/// effect already.
pub(super) async fn begin_step(
    ctx: &Ctx,
    user: &User,
    id: BookingId,
    key: CommandKey,
    action: Action,
) -> Result<Option<(Transaction<'static, Postgres>, Booking)>, Error> {
    let mut tx = ctx.begin().await?;
    let booking = load(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let side = booking.side(user.id).ok_or(Error::NotFound)?;
    if once(ctx, &mut tx, user.id, key).await? == Once::Again {
        return Ok(None);
    }
    booking.check(side, action, ctx.now())?;
    Ok(Some((tx, booking)))
}

/// The booking, locked until the transaction ends.
pub(super) async fn load(conn: &mut PgConnection, id: BookingId) -> Result<Option<Booking>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT b.student_id, b.tutor_id, b.starts_at, b.ends_at, b.state,
                  EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id) AS "rated!",
                  EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id AND r.reply IS NOT NULL) AS "replied!"
           FROM bookings.booking b WHERE b.id = $1 FOR UPDATE OF b"#,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Booking {
            id,
            student: UserId(row.student_id),
            tutor: UserId(row.tutor_id),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            state: row.state.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?,
            rated: row.rated,
            replied: row.replied,
        })
    })
    .transpose()
}

/// Moves the booking to its next state; time that it does not need any more is free again at once.
pub(super) async fn move_to(conn: &mut PgConnection, booking: &Booking, state: State) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE bookings.booking SET state = $2 WHERE id = $1", booking.id.0, state.as_str())
        .execute(&mut *conn)
        .await?;
    if !state.blocks() {
        sqlx::query!("DELETE FROM bookings.busy WHERE booking_id = $1", booking.id.0).execute(&mut *conn).await?;
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
    sqlx::query!(
        "INSERT INTO bookings.step (booking_id, number, happened, actor_id, note, at)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM bookings.step WHERE booking_id = $1",
        event.booking().0,
        event.name(),
        actor.map(|a| a.0),
        note,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    metrics::counter!("bookings_steps_total", "step" => event.name()).increment(1);
    outbox::publish(ctx, conn, events::Event::Bookings(event)).await?;
    Ok(())
}
