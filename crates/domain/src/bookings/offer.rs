//! What a tutor offers, as whoever books needs it: read from the tutor's public side, before the transaction.

use chrono::{DateTime, Utc};
use contract::{
    OfferingId, Refusal, UserId,
    bookings::{Book, OfferingChoice, Policy},
};
use sqlx::{PgConnection, types::Json};

use super::{
    Error,
    availability::{Read, Window, availability_at},
    rules::Birth,
    slots::{Availability, Caps, Slot, full, offered},
};
use crate::{Ctx, accounts::User};

/// One of the offerings in one of its lengths, and by whom.
pub(super) struct Offer {
    pub tutor: UserId,
    pub offering: OfferingId,
    pub minutes: i16,
    pub title: String,
    pub trial: bool,
    pub price_minor: i64,
    pub currency: String,
    pub before: i16,
    pub after: i16,
    pub policy: Policy,
    /// All requests are taken.
    pub at_once: bool,
    /// Several may ask for the same time.
    pub competing: bool,
    pub answer_hours: i16,
    pub place: String,
    pub place_detail: String,
    /// What decides whether there is a session at the time that was asked for.
    around: Availability,
}

impl Offer {
    pub(super) fn choice(&self) -> OfferingChoice {
        OfferingChoice { offering: self.offering, minutes: self.minutes }
    }

    fn has_caps(&self) -> bool {
        let Caps { day, week, .. } = self.around.caps;
        day.is_some() || week.is_some()
    }

    /// [`wait_for_caps`], where there are any.
    pub(super) async fn wait_for_caps(&self, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
        if self.has_caps() { wait_for_caps(conn, self.choice()).await } else { Ok(()) }
    }

    /// [`keep_to_caps`], where there are any.
    pub(super) async fn keep_to_caps(
        &self,
        ctx: &Ctx,
        conn: &mut PgConnection,
        start: DateTime<Utc>,
    ) -> Result<(), Error> {
        if self.has_caps() { keep_to_caps(ctx, conn, self.tutor, self.choice(), start).await } else { Ok(()) }
    }

    /// The session that begins then, if their hours have one, whether it is taken or not.
    ///
    /// # Errors
    /// `SlotInThePast`, `TutorFull`, `SlotNotOffered`
    pub(super) fn slot(&self, now: DateTime<Utc>, start: DateTime<Utc>) -> Result<Slot, Refusal> {
        if start <= now {
            return Err(Refusal::SlotInThePast);
        }
        if full(&self.around, start).is_some() {
            return Err(Refusal::TutorFull);
        }
        offered(&self.around, now, start).ok_or(Refusal::SlotNotOffered)
    }

    pub(super) fn birth(&self) -> Birth {
        Birth::Asked { at_once: self.at_once }
    }
}

/// What the form asks for, for a student who may ask for it.
///
/// # Errors
/// `NotFound` for a handle that nobody has; `OfferingGone`, `OwnBooking`, `SubjectNotTaught`. Whom a block keeps apart, in whatever
/// direction, hears what everybody hears of a tutor who takes nobody: `NotTeaching`.
pub(super) async fn offer(ctx: &Ctx, student: &User, handle: &str, form: &Book) -> Result<Offer, Error> {
    let Window { since, until } = Window::around(ctx, form.start);
    let row = sqlx::query!(
        r#"SELECT t.person_id AS "person_id!", t.currency AS "currency!",
                  t.published AND NOT EXISTS (SELECT FROM accounts.public_block b
                                              WHERE (b.blocker_id, b.blocked_id) IN ((t.person_id, $4), ($4, t.person_id)))
                      AS "teaches_them!",
                  EXISTS (SELECT FROM tutors.public_specialty s
                          WHERE s.tutor_id = t.person_id AND s.subject = $2) AS "teaches_subject!",
                  o.offering_id AS "offering_id?", o.minutes, o.title, o.kind = 'trial' AS trial, o.price_minor,
                  o.before_minutes, o.after_minutes, o.policy, o.approval = 'at_once' AS at_once, o.competing, o.answer_hours,
                  o.place, o.place_detail, a.availability AS "availability: Json<Read>"
           FROM tutors.public_tutor t JOIN accounts.public_person p ON p.id = t.person_id
           LEFT JOIN LATERAL tutors.public_offered(t.person_id, $3, $5) o ON true
           LEFT JOIN LATERAL bookings.availability(t.person_id, o.offering_id, o.minutes, NULL, $6, $7, $8) a ON true
           WHERE p.handle = $1 AND NOT p.disabled"#,
        handle,
        form.subject,
        form.choice.map(|choice| choice.offering.0),
        student.id.0,
        form.choice.map(|choice| choice.minutes),
        since,
        until,
        ctx.now(),
    )
    .fetch_optional(&ctx.db)
    .await?
    .ok_or(Error::NotFound)?;
    let gone = || Error::from(Refusal::OfferingGone);
    let offering = row.offering_id.map(OfferingId).ok_or_else(gone)?;
    if row.person_id == student.id.0 {
        return Err(Refusal::OwnBooking.into());
    }
    if !row.teaches_them {
        return Err(Refusal::NotTeaching.into());
    }
    if !row.teaches_subject {
        return Err(Error::SubjectNotTaught);
    }
    Ok(Offer {
        tutor: UserId(row.person_id),
        currency: row.currency,
        offering,
        minutes: row.minutes.ok_or_else(gone)?,
        title: row.title.ok_or_else(gone)?,
        trial: row.trial.ok_or_else(gone)?,
        price_minor: row.price_minor.ok_or_else(gone)?,
        before: row.before_minutes.ok_or_else(gone)?,
        after: row.after_minutes.ok_or_else(gone)?,
        policy: row.policy.and_then(|policy| policy.parse().ok()).ok_or_else(gone)?,
        at_once: row.at_once.ok_or_else(gone)?,
        competing: row.competing.ok_or_else(gone)?,
        answer_hours: row.answer_hours.ok_or_else(gone)?,
        place: row.place.ok_or_else(gone)?,
        place_detail: row.place_detail.ok_or_else(gone)?,
        around: row.availability.ok_or_else(gone)?.0.into(),
    })
}

/// Where the tutor gives only so many in a day or a week, those who book are counted one after the other: from here until they commit.
/// Whoever waits here has taken no time yet, or two could wait for each other.
pub(super) async fn wait_for_caps(conn: &mut PgConnection, choice: OfferingChoice) -> Result<(), sqlx::Error> {
    let key = choice.offering.to_string();
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('bookings.caps:' || $1::text, 0))", key)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether it is within the caps, once it is its turn ([`wait_for_caps`]) and the booking is written, which itself does not count.
///
/// # Errors
/// `TutorFull`
pub(super) async fn keep_to_caps(
    ctx: &Ctx,
    conn: &mut PgConnection,
    tutor: UserId,
    choice: OfferingChoice,
    start: DateTime<Utc>,
) -> Result<(), Error> {
    // Whoever closed the offering meanwhile has no caps any more.
    let Some(mut hours) = availability_at(ctx, conn, tutor, choice, start).await? else { return Ok(()) };
    if let Some(own) = hours.caps.booked.iter().position(|other| *other == start) {
        hours.caps.booked.swap_remove(own);
    }
    if full(&hours, start).is_some() { Err(Refusal::TutorFull.into()) } else { Ok(()) }
}

#[cfg(test)]
#[path = "offer_tests.rs"]
mod tests;
