use chrono::{DateTime, Utc};
use contract::{BookingId, Refusal, UserId, bookings::Book};
use sqlx::PgConnection;

use super::{
    Error,
    book::{claimed, or_done_before, take},
    life::count_step,
    offer::Offer,
    open_requests::one_at_a_time,
    rules::Birth,
    take_time::{Claim, had_lapsed},
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
    or_done_before(ctx, student, &form, keep(ctx, student, handle, &form).await).await
}

async fn keep(ctx: &Ctx, student: &User, handle: &str, form: &Book) -> Result<BookingId, Error> {
    let (offer, claim) = claimed(ctx, student, handle, form, |_| Birth::Held).await?;
    match attempt(ctx, &claim, &offer, form).await {
        Err(error) if had_lapsed(ctx, &claim, &error).await? => attempt(ctx, &claim, &offer, form).await?,
        done => done?,
    }
    Ok(claim.booking)
}

async fn attempt(ctx: &Ctx, claim: &Claim, offer: &Offer, form: &Book) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    leave_room(&mut tx, claim.student, ctx.now()).await?;
    take(ctx, &mut tx, claim, offer, form, Birth::Held).await?;
    tx.commit().await?;
    count_step(Birth::Held.happened());
    Ok(())
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
