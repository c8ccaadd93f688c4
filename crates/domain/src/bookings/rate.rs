use contract::{BookingId, bookings::Rate};
use sqlx::PgConnection;

use super::{
    Error, Event,
    life::{announce, begin_step, move_to, note_down},
    model::Booking,
    reveal::show,
    rules::RATES_WITHIN,
    state::{Action, Side},
};
use crate::{Ctx, accounts::User};

/// Says how it was, once, from either side. Neither reads the other before both have said it, or two weeks have passed.
pub async fn rate(ctx: &Ctx, user: &User, id: BookingId, form: Rate) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Rate).await? else { return Ok(()) };
    let (mut tx, booking) = (step.tx, step.booking);
    let side = booking.side(user.id).ok_or(Error::NotFound)?;
    move_to(ctx, &mut tx, &booking, step.allowed).await?;
    keep(ctx, &mut tx, &booking, side, &form).await?;
    let both = if side == Side::Student { booking.student_rated } else { booking.rated };
    if both {
        note_down(ctx, &mut tx, id, "rating_left", Some(user.id), "").await?;
        show(ctx, &mut tx, &booking).await?;
    } else {
        let event = Event::RatingLeft { booking: id, tutor: booking.tutor, student: booking.student, by: user.id };
        announce(ctx, &mut tx, event, Some(user.id), "").await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn keep(
    ctx: &Ctx,
    conn: &mut PgConnection,
    booking: &Booking,
    side: Side,
    form: &Rate,
) -> Result<(), sqlx::Error> {
    let reveals_at = booking.completed_at.unwrap_or(ctx.now()) + RATES_WITHIN;
    let (id, student, tutor) = (booking.id.0, booking.student.0, booking.tutor.0);
    match side {
        Side::Student => sqlx::query!(
            "INSERT INTO bookings.rating (booking_id, student_id, tutor_id, stars, words, note, rated_at, reveals_at, revealed)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, false)",
            id,
            student,
            tutor,
            form.stars,
            form.words,
            form.note,
            ctx.now(),
            reveals_at,
        )
        .execute(conn),
        Side::Tutor => sqlx::query!(
            "INSERT INTO bookings.student_rating (booking_id, student_id, tutor_id, stars, words, note, rated_at, reveals_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            student,
            tutor,
            form.stars,
            form.words,
            form.note,
            ctx.now(),
            reveals_at,
        )
        .execute(conn),
    }
    .await?;
    Ok(())
}

#[cfg(test)]
#[path = "rate_tests.rs"]
mod tests;
