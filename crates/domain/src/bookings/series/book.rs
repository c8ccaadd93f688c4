use chrono::{DateTime, Utc};
use contract::{
    BookingId, CommandKey, Refusal,
    bookings::{Book, BookSeries},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::plan::free_at;
use crate::{
    Ctx,
    accounts::User,
    bookings::{
        Error, availability_for,
        book::{asked, claim, take},
        life::{count_step, tell},
        offer::{Offer, offer},
        open_requests,
        slots::Slot,
        take_time::{Claim, count_conflict, free_lapsed},
    },
};

/// Asks for several sessions in one go: all of them, or none. The tutor is told once. Sent twice, it is one series. The answer is the
/// first of them.
///
/// # Errors
/// Those of [`book`](crate::bookings::book()); `SeriesTaken` if one of the dates cannot be had any more.
pub async fn book_series(ctx: &Ctx, student: &User, handle: &str, form: BookSeries) -> Result<BookingId, Error> {
    if let Some(done) = already_done(ctx, student, form.key).await? {
        return Ok(done);
    }
    student.must_be_verified(ctx.now())?;
    let single = |start| Book {
        key: CommandKey(Uuid::nil()),
        start,
        choice: Some(form.choice),
        subject: form.subject.clone(),
        message: form.message.clone(),
    };
    let first = form.starts.first().copied().unwrap_or_default();
    let offer = offer(ctx, student, handle, &single(first)).await?;
    if offer.trial {
        return Err(Refusal::TrialOnce.into());
    }
    let claims = claims(ctx, student, &offer, &form.starts).await?;
    for claim in &claims {
        free_lapsed(ctx, claim).await?;
    }

    let mut tx = ctx.begin().await?;
    open_requests::leave_room(ctx, &mut tx, student.id, offer.tutor).await?;
    let series = ctx.id();
    if !begin(ctx, &mut tx, series, student, &offer, form.key).await? {
        tx.rollback().await?;
        return already_done(ctx, student, form.key).await?.ok_or(Error::NotFound);
    }
    for claim in &claims {
        let form = single(claim.slot.starts_at);
        take(ctx, &mut tx, claim, &offer, &form, offer.birth()).await.map_err(as_of_series)?;
    }
    join(&mut tx, series, &claims).await?;
    // Of requests the tutor hears once, with the first; what is settled at once, each calendar has to know.
    for claim in claims.iter().take(if offer.at_once { claims.len() } else { 1 }) {
        tell(ctx, &mut tx, asked(claim, offer.at_once)).await?;
    }
    tx.commit().await?;
    for _ in &claims {
        count_step(offer.birth().happened());
    }
    Ok(claims[0].booking)
}

/// In order of time, so that two who ask for the same dates cannot wait in a circle.
async fn claims(ctx: &Ctx, student: &User, offer: &Offer, starts: &[DateTime<Utc>]) -> Result<Vec<Claim>, Error> {
    let hours = availability_for(ctx, offer.tutor, Some(student.id), Some(offer.choice())).await?;
    let hours = hours.ok_or(Refusal::NotTeaching)?;
    let slots: Option<Vec<Slot>> = starts.iter().map(|&start| free_at(&hours, ctx.now(), start)).collect();
    let mut slots = slots.filter(|slots| !slots.is_empty()).ok_or(Refusal::SeriesTaken)?;
    slots.sort();
    Ok(slots.into_iter().map(|slot| claim(ctx, student, offer, slot, offer.birth())).collect())
}

/// Which date it was, the page finds out by itself.
fn as_of_series(error: Error) -> Error {
    match error {
        Error::Refused(Refusal::SlotTaken | Refusal::YouAreBusy) => {
            count_conflict();
            Refusal::SeriesTaken.into()
        }
        Error::Refused(Refusal::TutorFull) => Refusal::SeriesTaken.into(),
        other => other,
    }
}

/// `false` if this very form was there before.
async fn begin(
    ctx: &Ctx,
    conn: &mut PgConnection,
    id: Uuid,
    student: &User,
    offer: &Offer,
    key: CommandKey,
) -> Result<bool, sqlx::Error> {
    let begun = sqlx::query!(
        "INSERT INTO bookings.series (id, student_id, tutor_id, request_key, asked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (student_id, request_key) DO NOTHING",
        id,
        student.id.0,
        offer.tutor.0,
        (!key.0.is_nil()).then_some(key.0),
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(begun.rows_affected() == 1)
}

async fn join(conn: &mut PgConnection, series: Uuid, claims: &[Claim]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = claims.iter().map(|claim| claim.booking.0).collect();
    sqlx::query!("UPDATE bookings.booking SET series_id = $1 WHERE id = ANY($2)", series, &ids).execute(conn).await?;
    Ok(())
}

/// The first session of the series that this very form has made a moment ago.
async fn already_done(ctx: &Ctx, student: &User, key: CommandKey) -> Result<Option<BookingId>, sqlx::Error> {
    if key.0.is_nil() {
        return Ok(None);
    }
    let id = sqlx::query_scalar!(
        "SELECT b.id FROM bookings.series s JOIN bookings.booking b ON b.series_id = s.id
         WHERE s.student_id = $1 AND s.request_key = $2 ORDER BY b.starts_at LIMIT 1",
        student.id.0,
        key.0,
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(id.map(BookingId))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
