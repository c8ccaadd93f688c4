use contract::{BookingId, bookings::Step};

use super::{
    Error,
    life::{begin_step, move_to, note_down},
    state::Action,
};
use crate::{Ctx, accounts::User};

/// Whom a rating is about says that it is not fair, or not fit to be read: those who look after the place read why. Once each.
pub async fn report_rating(ctx: &Ctx, user: &User, id: BookingId, form: Step) -> Result<(), Error> {
    let Some(step) = begin_step(ctx, user, id, form.key, Action::Report).await? else { return Ok(()) };
    let mut tx = step.tx;
    move_to(ctx, &mut tx, &step.booking, step.allowed).await?;
    sqlx::query!(
        "INSERT INTO bookings.rating_report (booking_id, by_id, reason, reported_at) VALUES ($1, $2, $3, $4)",
        id.0,
        user.id.0,
        form.note,
        ctx.now(),
    )
    .execute(&mut *tx)
    .await?;
    note_down(ctx, &mut tx, id, "rating_reported", Some(user.id), "").await?;
    tx.commit().await?;
    Ok(())
}
