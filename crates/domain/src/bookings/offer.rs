//! What a tutor offers, as whoever books needs it: read from the tutor's public side, before the transaction.

use chrono::{DateTime, Utc};
use contract::{
    OfferingId, Refusal, UserId,
    bookings::{Book, OfferingChoice, Policy},
};
use sqlx::PgConnection;

use super::{
    Error,
    availability::{availability_for, availability_in},
    rules::Birth,
    slots::{Slot, full, offered},
};
use crate::{
    Ctx,
    accounts::{self, User},
};

/// One of the offerings in one of its lengths, and by whom.
#[expect(clippy::struct_excessive_bools, reason = "what is said of an offering, each for itself")]
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
    has_caps: bool,
    published: bool,
    teaches_subject: bool,
}

impl Offer {
    pub(super) fn choice(&self) -> OfferingChoice {
        OfferingChoice { offering: self.offering, minutes: self.minutes }
    }

    /// [`keep_to_caps`], where there are any.
    pub(super) async fn keep_to_caps(
        &self,
        ctx: &Ctx,
        conn: &mut PgConnection,
        start: DateTime<Utc>,
    ) -> Result<(), Error> {
        if self.has_caps { keep_to_caps(ctx, conn, self.tutor, self.choice(), start).await } else { Ok(()) }
    }

    pub(super) fn birth(&self) -> Birth {
        Birth::Asked { at_once: self.at_once }
    }
}

/// # Errors
/// `NotFound` for a handle that nobody has, `OfferingGone`.
pub(super) async fn offer(ctx: &Ctx, handle: &str, form: &Book) -> Result<Offer, Error> {
    let row = sqlx::query!(
        r#"SELECT t.person_id AS "person_id!", t.published AS "published!", t.currency AS "currency!",
                  EXISTS (SELECT FROM tutors.public_specialty s
                          WHERE s.tutor_id = t.person_id AND s.subject = $2) AS "teaches_subject!",
                  o.offering_id AS "offering_id?", o.minutes, o.title, o.kind = 'trial' AS trial, o.price_minor,
                  o.before_minutes, o.after_minutes, o.policy, o.approval = 'at_once' AS at_once, o.competing, o.answer_hours,
                  o.place, o.place_detail, (o.day_cap IS NOT NULL OR o.week_cap IS NOT NULL) AS has_caps
           FROM tutors.public_tutor t JOIN accounts.public_person p ON p.id = t.person_id
           LEFT JOIN LATERAL tutors.public_offered(t.person_id, $3, $4) o ON true
           WHERE p.handle = $1 AND NOT p.disabled"#,
        handle,
        form.subject,
        form.choice.map(|choice| choice.offering.0),
        form.choice.map(|choice| choice.minutes),
    )
    .fetch_optional(&ctx.db)
    .await?
    .ok_or(Error::NotFound)?;
    let gone = || Error::from(Refusal::OfferingGone);
    Ok(Offer {
        tutor: UserId(row.person_id),
        published: row.published,
        teaches_subject: row.teaches_subject,
        currency: row.currency,
        offering: row.offering_id.map(OfferingId).ok_or_else(gone)?,
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
        has_caps: row.has_caps.ok_or_else(gone)?,
    })
}

/// Whom a block keeps apart, in whatever direction, hears what everybody hears of a tutor who takes nobody.
pub(super) async fn refuse(ctx: &Ctx, student: &User, offer: &Offer) -> Result<(), Error> {
    if offer.tutor == student.id {
        return Err(Refusal::OwnBooking.into());
    }
    if !offer.published || accounts::kept_apart(ctx, student.id).await?.contains(&offer.tutor) {
        return Err(Refusal::NotTeaching.into());
    }
    if !offer.teaches_subject {
        return Err(Error::SubjectNotTaught);
    }
    Ok(())
}

pub(super) async fn offered_slot(ctx: &Ctx, offer: &Offer, start: DateTime<Utc>) -> Result<Slot, Error> {
    let now = ctx.now();
    if start <= now {
        return Err(Refusal::SlotInThePast.into());
    }
    let hours = availability_for(ctx, offer.tutor, None, Some(offer.choice())).await?.ok_or(Refusal::NotTeaching)?;
    if full(&hours, start).is_some() {
        return Err(Refusal::TutorFull.into());
    }
    offered(&hours, now, start).ok_or(Error::Refused(Refusal::SlotNotOffered))
}

/// Where the tutor gives only so many in a day or a week, those who book are counted one after the other. Called once the booking is
/// written, which itself does not count.
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
    let key = choice.offering.to_string();
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('bookings.caps:' || $1::text, 0))", key)
        .execute(&mut *conn)
        .await?;
    // Whoever closed the offering meanwhile has no caps any more.
    let Some(mut hours) = availability_in(ctx, conn, tutor, choice).await? else { return Ok(()) };
    if let Some(own) = hours.caps.booked.iter().position(|other| *other == start) {
        hours.caps.booked.swap_remove(own);
    }
    if full(&hours, start).is_some() { Err(Refusal::TutorFull.into()) } else { Ok(()) }
}

#[cfg(test)]
#[path = "offer_tests.rs"]
mod tests;
