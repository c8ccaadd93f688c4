use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, Refusal, bookings::Book};
use sqlx::PgConnection;

use super::{
    Error, Event,
    deadline::answer_by,
    life::announce,
    offer::{Offer, offer, offered_slot, refuse},
    open_requests,
    rules::{Birth, SETTLES},
    slots::Slot,
    take_time::{Claim, free_lapsed, is_taken, take_time},
};
use crate::{Ctx, accounts::User, error::breaks};

/// Asks a tutor for a session. The request takes its time for both at once; the tutor's with buffers, and not where
/// several may ask for the same. Where the tutor takes all requests, it is accepted with that. Sent twice, it is one
/// booking.
///
/// # Errors
/// `SlotTaken`, `YouAreBusy` (found by the database), `SlotNotOffered`, `SlotInThePast`, `OwnBooking`, `NotTeaching`,
/// `OfferingGone`, `TrialOnce`, `TutorFull`, `SubjectNotTaught`, `TooManyRequests`, `TooManyRequestsAtTutor`, `VerifyFirst`, and `NotFound` for a handle that nobody
/// has.
pub async fn book(ctx: &Ctx, student: &User, handle: &str, form: Book) -> Result<BookingId, Error> {
    if let Some(done) = already_done(ctx, student, &form).await? {
        return Ok(done);
    }
    student.must_be_verified(ctx.now())?;
    let offer = offer(ctx, handle, &form).await?;
    refuse(ctx, student, &offer).await?;
    let slot = offered_slot(ctx, &offer, form.start).await?;
    let claim = claim(ctx, student, &offer, slot, offer.birth());
    free_lapsed(ctx, &claim).await?;

    let mut tx = ctx.begin().await?;
    open_requests::leave_room(ctx, &mut tx, student.id, offer.tutor).await?;
    if !insert(ctx, &mut tx, &claim, &offer, &form, offer.birth()).await? {
        tx.rollback().await?;
        return already_done(ctx, student, &form).await?.ok_or(Error::NotFound);
    }
    offer.keep_to_caps(ctx, &mut tx, slot.starts_at).await?;
    take_time(&mut tx, &claim).await?;
    if claim.competing && is_taken(ctx, &mut tx, &claim).await? {
        return Err(Refusal::SlotTaken.into());
    }
    announce(ctx, &mut tx, asked(&claim, offer.at_once), Some(student.id), "").await?;
    tx.commit().await?;
    Ok(claim.booking)
}

/// What others hear of a request.
pub(super) fn asked(claim: &Claim, at_once: bool) -> Event {
    let Claim { booking, tutor, student, .. } = *claim;
    if at_once { Event::Booked { booking, tutor, student } } else { Event::Requested { booking, tutor, student } }
}

pub(super) fn claim(ctx: &Ctx, student: &User, offer: &Offer, slot: Slot, birth: Birth) -> Claim {
    Claim {
        booking: BookingId(ctx.id()),
        student: student.id,
        tutor: offer.tutor,
        before: TimeDelta::minutes(offer.before.into()),
        after: TimeDelta::minutes(offer.after.into()),
        slot,
        lapses_at: lent_until(ctx.now(), offer.answer_hours, slot, birth),
        competing: offer.competing && birth == Birth::Asked { at_once: false },
    }
}

/// Until when the time is only lent.
pub(super) fn lent_until(now: DateTime<Utc>, answer_hours: i16, slot: Slot, birth: Birth) -> Option<DateTime<Utc>> {
    match birth {
        Birth::Held => Some((now + HOLD).min(slot.starts_at)),
        Birth::Asked { at_once: false } => Some(answer_by(now, answer_hours, slot.starts_at)),
        Birth::Asked { at_once: true } => None,
    }
}

/// Whoever holds a time has so long to decide.
const HOLD: TimeDelta = TimeDelta::minutes(10);

/// `false` if this very form was there before.
///
/// # Errors
/// `NotTeaching` where one of them is about to leave, `TrialOnce`: which the database sees.
pub(super) async fn insert(
    ctx: &Ctx,
    conn: &mut PgConnection,
    claim: &Claim,
    offer: &Offer,
    form: &Book,
    birth: Birth,
) -> Result<bool, Error> {
    let inserted = sqlx::query!(
        "INSERT INTO bookings.booking (id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor, currency,
                                       state, request_key, asked_at, asked, lapses_at, policy, at_once, competing,
                                       answer_hours, first_starts_at, offering_id, offering, trial, before_minutes,
                                       after_minutes, place, place_detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $10 <> 'held', $13, $14, $15, $16, $17, $4, $18, $19, $20, $21,
                 $22, $23, $24)
         ON CONFLICT (student_id, request_key) DO NOTHING",
        claim.booking.0,
        claim.student.0,
        claim.tutor.0,
        claim.slot.starts_at,
        claim.slot.ends_at,
        form.subject,
        form.message,
        offer.price_minor,
        offer.currency,
        birth.state().as_str(),
        (!form.key.0.is_nil()).then_some(form.key.0),
        ctx.now(),
        claim.lapses_at.unwrap_or(claim.slot.ends_at + SETTLES),
        offer.policy.as_str(),
        offer.at_once,
        offer.competing,
        offer.answer_hours,
        offer.offering.0,
        offer.title,
        offer.trial,
        offer.before,
        offer.after,
        offer.place,
        offer.place_detail,
    )
    .execute(conn)
    .await;
    match inserted {
        Err(error) if breaks(&error, "booking_with_people_who_stay") => Err(Refusal::NotTeaching.into()),
        Err(error) => Err(one_trial(error)),
        Ok(inserted) => Ok(inserted.rows_affected() == 1),
    }
}

/// Two have one trial lesson at most; the database sees to that.
pub(super) fn one_trial(error: sqlx::Error) -> Error {
    if breaks(&error, "booking_one_trial") { Refusal::TrialOnce.into() } else { error.into() }
}

/// The booking that this very form has made a moment ago.
pub(super) async fn already_done(ctx: &Ctx, student: &User, form: &Book) -> Result<Option<BookingId>, sqlx::Error> {
    if form.key.0.is_nil() {
        return Ok(None);
    }
    let id = sqlx::query_scalar!(
        "SELECT id FROM bookings.booking WHERE student_id = $1 AND request_key = $2",
        student.id.0,
        form.key.0
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(id.map(BookingId))
}

#[cfg(test)]
#[path = "book_tests.rs"]
mod tests;
