use chrono::{DateTime, Utc};
use contract::{BookingId, Refusal, UserId, bookings::Book};
use sqlx::PgConnection;

use super::{
    Error,
    book::{already_done, claim, insert},
    life::note_down,
    offer::{offer, offered_slot, refuse},
    open_requests::one_at_a_time,
    rules::Birth,
    take_time::{free_lapsed, take_time},
};
use crate::{Ctx, accounts::User};

/// Times that one student holds, besides seats that are kept for them.
const HOLDS: i64 = 2;

/// Keeps a time for ten minutes while the student thinks it over. It is taken for both as if it were asked for; nobody else hears
/// of it. Sent twice, it is one.
///
/// # Errors
/// `TooManyHolds`, and those of [`book`](super::book()) that are not about requests.
pub async fn hold(ctx: &Ctx, student: &User, handle: &str, form: Book) -> Result<BookingId, Error> {
    if let Some(done) = already_done(ctx, student, &form).await? {
        return Ok(done);
    }
    student.must_be_verified(ctx.now())?;
    let offer = offer(ctx, handle, &form).await?;
    refuse(ctx, student, &offer).await?;
    let slot = offered_slot(ctx, &offer, form.start).await?;
    let claim = claim(ctx, student, &offer, slot, Birth::Held);
    free_lapsed(ctx, &claim).await?;

    let mut tx = ctx.begin().await?;
    leave_room(&mut tx, student.id, ctx.now()).await?;
    if !insert(ctx, &mut tx, &claim, &offer, &form, Birth::Held).await? {
        tx.rollback().await?;
        return already_done(ctx, student, &form).await?.ok_or(Error::NotFound);
    }
    offer.keep_to_caps(ctx, &mut tx, slot.starts_at).await?;
    take_time(&mut tx, &claim).await?;
    note_down(ctx, &mut tx, claim.booking, "held", Some(student.id), "").await?;
    tx.commit().await?;
    Ok(claim.booking)
}

async fn leave_room(conn: &mut PgConnection, student: UserId, now: DateTime<Utc>) -> Result<(), Error> {
    one_at_a_time(conn, student).await?;
    let held = sqlx::query_scalar!(
        r#"SELECT count(*) AS "held!" FROM bookings.booking
           WHERE student_id = $1 AND state = 'held' AND lapses_at > $2 AND group_id IS NULL"#,
        student.0,
        now,
    )
    .fetch_one(conn)
    .await?;
    if held >= HOLDS { Err(Refusal::TooManyHolds.into()) } else { Ok(()) }
}

#[cfg(test)]
#[path = "hold_tests.rs"]
mod tests;
