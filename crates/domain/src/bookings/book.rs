use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, Refusal, UserId, bookings::Book};
use sqlx::PgConnection;

use super::{
    Error, Event, Expire, availability,
    life::announce,
    open_requests,
    slots::{Slot, offered},
};
use crate::{Ctx, accounts::User, error::breaks, jobs::NewJob};

/// Asks a tutor for a session. The request takes its time for both at once; the tutor's with buffers. Sent twice, it
/// is one booking.
///
/// # Errors
/// `SlotTaken`, `YouAreBusy` (found by the database), `SlotNotOffered`, `SlotInThePast`, `OwnBooking`, `NotTeaching`,
/// `SubjectNotTaught`, `TooManyRequests`, `TooManyRequestsAtTutor`, `VerifyFirst`, and `NotFound` for a handle that nobody
/// has.
pub async fn book(ctx: &Ctx, student: &User, handle: &str, form: Book) -> Result<BookingId, Error> {
    if let Some(done) = already_done(ctx, student, &form).await? {
        return Ok(done);
    }
    student.must_be_verified(ctx.now())?;
    let offer = offer(ctx, handle, &form.subject).await?.ok_or(Error::NotFound)?;
    refuse(student, &offer)?;
    let slot = offered_slot(ctx, &offer, &form).await?;

    let mut tx = ctx.begin().await?;
    open_requests::leave_room(ctx, &mut tx, student.id, offer.tutor).await?;
    let id = BookingId(ctx.id());
    let inserted = sqlx::query!(
        "INSERT INTO bookings.booking (id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor,
                                       currency, state, request_key, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'requested', $10, $11) ON CONFLICT (student_id, request_key) DO NOTHING",
        id.0,
        student.id.0,
        offer.tutor.0,
        slot.starts_at,
        slot.ends_at,
        form.subject,
        form.message,
        offer.price_minor,
        offer.currency,
        (!form.key.0.is_nil()).then_some(form.key.0),
        ctx.now(),
    )
    .execute(&mut *tx)
    .await;
    let inserted = match inserted {
        Err(error) if breaks(&error, "booking_with_people_who_stay") => return Err(Refusal::NotTeaching.into()),
        other => other?,
    };
    if inserted.rows_affected() == 0 {
        tx.rollback().await?;
        return already_done(ctx, student, &form).await?.ok_or(Error::NotFound);
    }
    take_time(&mut tx, id, student.id, &offer, slot).await?;
    let event = Event::Requested { booking: id, tutor: offer.tutor, student: student.id };
    announce(ctx, &mut tx, event, Some(student.id), "").await?;
    let expiry = NewJob::of(&Expire { booking: id }).key(format!("expire:{id}")).at(slot.starts_at);
    ctx.jobs.enqueue(&mut tx, expiry).await?;
    tx.commit().await?;
    Ok(id)
}

/// What the tutor offers, as the request needs it.
struct Offer {
    tutor: UserId,
    published: bool,
    teaches_subject: bool,
    price_minor: i64,
    currency: String,
    buffer: TimeDelta,
}

async fn offer(ctx: &Ctx, handle: &str, subject: &str) -> Result<Option<Offer>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT t.person_id AS "person_id!", t.published AS "published!", t.price_minor AS "price_minor!",
                  t.currency AS "currency!", t.buffer_minutes AS "buffer_minutes!", t.session_minutes AS "session_minutes!",
                  EXISTS (SELECT FROM tutors.public_specialty s
                          WHERE s.tutor_id = t.person_id AND s.subject = $2) AS "teaches_subject!"
           FROM tutors.public_tutor t JOIN accounts.public_person p ON p.id = t.person_id
           WHERE p.handle = $1 AND NOT p.disabled"#,
        handle,
        subject,
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| Offer {
        tutor: UserId(row.person_id),
        published: row.published,
        teaches_subject: row.teaches_subject,
        price_minor: session_price(row.price_minor, row.session_minutes),
        currency: row.currency,
        buffer: TimeDelta::minutes(row.buffer_minutes.into()),
    }))
}

/// Prices are per hour; a session costs its share, in minor units, rounded down in the student's favour.
fn session_price(per_hour_minor: i64, minutes: i32) -> i64 {
    per_hour_minor * i64::from(minutes) / 60
}

fn refuse(student: &User, offer: &Offer) -> Result<(), Error> {
    if offer.tutor == student.id {
        return Err(Refusal::OwnBooking.into());
    }
    if !offer.published {
        return Err(Refusal::NotTeaching.into());
    }
    if !offer.teaches_subject {
        return Err(Error::SubjectNotTaught);
    }
    Ok(())
}

async fn offered_slot(ctx: &Ctx, offer: &Offer, form: &Book) -> Result<Slot, Error> {
    let now = ctx.now();
    if form.start <= now {
        return Err(Refusal::SlotInThePast.into());
    }
    let hours = availability(ctx, offer.tutor, None).await?.ok_or(Refusal::NotTeaching)?;
    let within = form.start <= now + TimeDelta::days(super::HORIZON_DAYS);
    offered(&hours, now, form.start).filter(|_| within).ok_or(Error::Refused(Refusal::SlotNotOffered))
}

/// A row for each participant, always in the order of their ids, so that two who book each other cannot wait in a
/// circle.
async fn take_time(
    conn: &mut PgConnection,
    id: BookingId,
    student: UserId,
    offer: &Offer,
    slot: Slot,
) -> Result<(), Error> {
    let theirs = (offer.tutor, slot.starts_at - offer.buffer, slot.ends_at + offer.buffer, Refusal::SlotTaken);
    let mine = (student, slot.starts_at, slot.ends_at, Refusal::YouAreBusy);
    let rows = if theirs.0 < mine.0 { [theirs, mine] } else { [mine, theirs] };
    for (person, from, to, refusal) in rows {
        if !take_span(conn, id, person, from, to).await? {
            metrics::counter!("bookings_conflicts_total").increment(1);
            return Err(refusal.into());
        }
    }
    Ok(())
}

/// Whether the span was free. A plain insert meets an overlap after it has written its own row: two at the same instant
/// then wait for each other until Postgres ends one of them as a deadlock. With `ON CONFLICT` one waits for the other.
async fn take_span(
    conn: &mut PgConnection,
    id: BookingId,
    person: UserId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let taken = sqlx::query!(
        "INSERT INTO bookings.busy (booking_id, person_id, span) VALUES ($1, $2, tstzrange($3, $4))
         ON CONFLICT ON CONSTRAINT busy_no_overlap DO NOTHING",
        id.0,
        person.0,
        from,
        to,
    )
    .execute(conn)
    .await?;
    Ok(taken.rows_affected() == 1)
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
