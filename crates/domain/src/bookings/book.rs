use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, Refusal, UserId, bookings::Book};
use sqlx::PgConnection;

use super::{
    Error, Event,
    deadline::answer_by,
    life::{count_step, tell},
    offer::{Offer, offer},
    open_requests,
    rules::{Birth, SETTLES},
    slots::Slot,
    take_time::{Claim, Spans, had_lapsed, is_taken},
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
    or_done_before(ctx, student, &form, request(ctx, student, handle, &form).await).await
}

async fn request(ctx: &Ctx, student: &User, handle: &str, form: &Book) -> Result<BookingId, Error> {
    let (offer, claim) = claimed(ctx, student, handle, form, Offer::birth).await?;
    match attempt(ctx, &claim, &offer, form).await {
        Err(error) if had_lapsed(ctx, &claim, &error).await? => attempt(ctx, &claim, &offer, form).await?,
        done => done?,
    }
    Ok(claim.booking)
}

/// What a form asks for, by somebody who may ask, and the time that it needs.
pub(super) async fn claimed(
    ctx: &Ctx,
    student: &User,
    handle: &str,
    form: &Book,
    birth: fn(&Offer) -> Birth,
) -> Result<(Offer, Claim), Error> {
    student.must_be_verified(ctx.now())?;
    let offer = offer(ctx, student, handle, form).await?;
    let slot = offer.slot(ctx.now(), form.start)?;
    let claim = claim(ctx, student, &offer, slot, birth(&offer));
    Ok((offer, claim))
}

async fn attempt(ctx: &Ctx, claim: &Claim, offer: &Offer, form: &Book) -> Result<(), Error> {
    let mut tx = ctx.begin().await?;
    open_requests::leave_room(ctx, &mut tx, claim.student, claim.tutor).await?;
    take(ctx, &mut tx, claim, offer, form, offer.birth()).await?;
    tell(ctx, &mut tx, asked(claim, offer.at_once)).await?;
    tx.commit().await?;
    count_step(offer.birth().happened());
    Ok(())
}

/// What is refused may be what this very form has done a moment ago, and then stands in its own way. Where the database fails, it is not asked
/// again.
pub(super) async fn or_done_before(
    ctx: &Ctx,
    student: &User,
    form: &Book,
    done: Result<BookingId, Error>,
) -> Result<BookingId, Error> {
    match done {
        Ok(_) | Err(Error::Database(_)) => done,
        Err(error) => already_done(ctx, student, form).await?.ok_or(error),
    }
}

/// Writes the booking and takes its time, within the caps.
///
/// # Errors
/// `NotFound` if this very form was there before, `SlotTaken`, `YouAreBusy`, `TutorFull`, `NotTeaching`, `TrialOnce`
pub(super) async fn take(
    ctx: &Ctx,
    conn: &mut PgConnection,
    claim: &Claim,
    offer: &Offer,
    form: &Book,
    birth: Birth,
) -> Result<(), Error> {
    offer.wait_for_caps(conn).await?;
    let taken = write(ctx, conn, claim, offer, form, birth).await?.ok_or(Error::NotFound)?;
    claim.is_whole(&taken)?;
    offer.keep_to_caps(ctx, conn, claim.slot.starts_at).await?;
    if claim.competing && is_taken(ctx, conn, claim).await? { Err(Refusal::SlotTaken.into()) } else { Ok(()) }
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

/// The booking, the first line of its timeline and its time, in one statement: whose time could be taken. `None` if this very form was
/// there before.
///
/// # Errors
/// `NotTeaching` where one of them is about to leave, `TrialOnce`: which the database sees.
async fn write(
    ctx: &Ctx,
    conn: &mut PgConnection,
    claim: &Claim,
    offer: &Offer,
    form: &Book,
    birth: Birth,
) -> Result<Option<Vec<UserId>>, Error> {
    let Spans { people, from, until } = claim.spans().into();
    let written = sqlx::query_scalar!(
        r#"WITH booked AS (
               INSERT INTO bookings.booking (id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor, currency,
                                             state, request_key, asked_at, asked, lapses_at, policy, at_once, competing,
                                             answer_hours, first_starts_at, offering_id, offering, trial, before_minutes,
                                             after_minutes, place, place_detail)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $10 <> 'held', $13, $14, $15, $16, $17, $4, $18, $19, $20,
                       $21, $22, $23, $24)
               ON CONFLICT (student_id, request_key) DO NOTHING RETURNING id
           ), noted AS (
               INSERT INTO bookings.step (booking_id, number, happened, actor_id, at) SELECT id, 1, $25, $2, $12 FROM booked
           ), taken AS (
               INSERT INTO bookings.busy (booking_id, person_id, span, lapses_at)
               SELECT b.id, s.person, tstzrange(s.begins, s.ends), $26
               FROM booked b, unnest($27::uuid[], $28::timestamptz[], $29::timestamptz[]) WITH ORDINALITY AS s (person, begins, ends, nth)
               ORDER BY s.nth
               ON CONFLICT ON CONSTRAINT busy_no_overlap DO NOTHING RETURNING person_id
           )
           SELECT ARRAY(SELECT person_id FROM taken) AS "taken!" FROM booked"#,
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
        birth.happened(),
        claim.lapses_at,
        &people,
        &from,
        &until,
    )
    .fetch_optional(conn)
    .await;
    match written {
        Err(error) if breaks(&error, "booking_with_people_who_stay") => Err(Refusal::NotTeaching.into()),
        Err(error) => Err(one_trial(error)),
        Ok(taken) => Ok(taken.map(|taken| taken.into_iter().map(UserId).collect())),
    }
}

/// Two have one trial lesson at most; the database sees to that.
pub(super) fn one_trial(error: sqlx::Error) -> Error {
    if breaks(&error, "booking_one_trial") { Refusal::TrialOnce.into() } else { error.into() }
}

/// The booking that this very form has made a moment ago.
async fn already_done(ctx: &Ctx, student: &User, form: &Book) -> Result<Option<BookingId>, sqlx::Error> {
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
