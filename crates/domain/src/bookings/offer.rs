//! What a tutor offers, as whoever books needs it: read from the tutor's public views, before the transaction.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{Refusal, UserId, bookings::Policy};
use sqlx::PgExecutor;

use super::{
    Error, availability,
    rules::Birth,
    slots::{Slot, offered},
};
use crate::{
    Ctx,
    accounts::{self, User},
};

pub(super) struct Offer {
    pub tutor: UserId,
    pub price_minor: i64,
    pub currency: String,
    pub buffer: TimeDelta,
    pub terms: Terms,
    published: bool,
    teaches_subject: bool,
}

impl Offer {
    pub(super) fn birth(&self) -> Birth {
        Birth::Asked { at_once: self.terms.at_once }
    }
}

pub(super) async fn offer(ctx: &Ctx, handle: &str, subject: &str) -> Result<Option<Offer>, sqlx::Error> {
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
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Offer {
        tutor: UserId(row.person_id),
        published: row.published,
        teaches_subject: row.teaches_subject,
        price_minor: session_price(row.price_minor, row.session_minutes),
        currency: row.currency,
        buffer: TimeDelta::minutes(row.buffer_minutes.into()),
        terms: terms(ctx, UserId(row.person_id)).await?,
    }))
}

/// On what terms a tutor is booked, for those who are about to.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    pub policy: Policy,
    /// All requests are taken.
    pub at_once: bool,
    /// Several may ask for the same time.
    pub competing: bool,
    pub answer_hours: i16,
}

/// By the first offering that is open; who has none offers what everybody offered before there were any.
pub async fn terms(ctx: &Ctx, tutor: UserId) -> Result<Terms, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT policy AS "policy!", approval = 'at_once' AS "at_once!", competing AS "competing!",
                  answer_hours AS "answer_hours!"
           FROM tutors.public_offering WHERE tutor_id = $1 AND kind = 'single' AND closed_at IS NULL
           ORDER BY position, id LIMIT 1"#,
        tutor.0,
    )
    .fetch_optional(&ctx.db)
    .await?;
    let Some(row) = row else {
        return Ok(Terms { policy: Policy::Moderate, at_once: false, competing: false, answer_hours: 24 });
    };
    Ok(Terms {
        policy: row.policy.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?,
        at_once: row.at_once,
        competing: row.competing,
        answer_hours: row.answer_hours,
    })
}

/// What this tutor keeps free before and after each session.
pub(super) async fn buffer_of(db: impl PgExecutor<'_>, tutor: UserId) -> Result<TimeDelta, sqlx::Error> {
    let minutes = sqlx::query_scalar!(
        r#"SELECT buffer_minutes AS "minutes!" FROM tutors.public_tutor WHERE person_id = $1"#,
        tutor.0
    )
    .fetch_optional(db)
    .await?;
    Ok(TimeDelta::minutes(minutes.unwrap_or_default().into()))
}

/// Prices are per hour; a session costs its share, in minor units, rounded down in the student's favour.
fn session_price(per_hour_minor: i64, minutes: i32) -> i64 {
    per_hour_minor * i64::from(minutes) / 60
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
    let hours = availability(ctx, offer.tutor, None).await?.ok_or(Refusal::NotTeaching)?;
    let within = start <= now + TimeDelta::days(super::HORIZON_DAYS);
    offered(&hours, now, start).filter(|_| within).ok_or(Error::Refused(Refusal::SlotNotOffered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_costs_its_share_of_the_hour() {
        assert_eq!(session_price(3000, 45), 2250);
        assert_eq!(session_price(100, 50), 83);
    }
}
