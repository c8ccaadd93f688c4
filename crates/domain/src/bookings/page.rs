use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::{BookingId, UserId};
use sqlx::types::Json;

use super::model::{Action, Booking, Side, State};
use crate::{
    Ctx,
    accounts::{User, parse_zone},
};

/// One of the two people of a booking.
#[derive(Clone, Debug)]
pub struct Party {
    pub id: UserId,
    pub name: String,
    pub handle: String,
    pub zone: Tz,
}

/// One line of the timeline. Nobody is named where the system acted.
#[derive(Clone, Debug)]
pub struct TimelineStep {
    pub happened: String,
    pub by: Option<UserId>,
    pub note: String,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub struct Rating {
    pub stars: i16,
    pub words: String,
    pub rated_at: DateTime<Utc>,
    pub reply: Option<String>,
}

/// Everything the page of one booking shows, from the reader's side.
#[derive(Clone, Debug)]
pub struct BookingPage {
    pub id: BookingId,
    pub side: Side,
    pub student: Party,
    pub tutor: Party,
    pub subject: String,
    pub message: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub price_minor: i64,
    pub currency: String,
    pub state: State,
    pub actions: Vec<Action>,
    pub timeline: Vec<TimelineStep>,
    pub rating: Option<Rating>,
}

impl BookingPage {
    /// The other one.
    pub fn other(&self) -> &Party {
        match self.side {
            Side::Student => &self.tutor,
            Side::Tutor => &self.student,
        }
    }
}

type StepRow = (String, Option<uuid::Uuid>, String, DateTime<Utc>);

/// A booking as one of its two people sees it; `None` for everyone else.
pub async fn page(ctx: &Ctx, user: &User, id: BookingId) -> Result<Option<BookingPage>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT b.student_id, b.tutor_id, b.starts_at, b.ends_at, b.state, b.message, b.price_minor, b.currency,
                  subject.name AS "subject!", s.name AS "student_name!", s.handle AS "student_handle!", s.zone AS "student_zone!",
                  t.name AS "tutor_name!", t.handle AS "tutor_handle!", t.zone AS "tutor_zone!",
                  r.stars AS "stars?", r.words AS "words?", r.rated_at AS "rated_at?", r.reply AS "reply?",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(p.happened, p.actor_id, p.note, p.at) ORDER BY p.number), '[]')
                   FROM bookings.step p WHERE p.booking_id = b.id) AS "steps!: Json<Vec<StepRow>>"
           FROM bookings.booking b
           JOIN tutors.public_subject subject ON subject.slug = b.subject
           JOIN accounts.public_person s ON s.id = b.student_id
           JOIN accounts.public_person t ON t.id = b.tutor_id
           LEFT JOIN bookings.rating r ON r.booking_id = b.id
           WHERE b.id = $1 AND (b.student_id = $2 OR b.tutor_id = $2)"#,
        id.0,
        user.id.0,
    )
    .fetch_optional(&ctx.db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let now = ctx.now();
    let booking = Booking {
        id,
        student: UserId(row.student_id),
        tutor: UserId(row.tutor_id),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        state: row.state.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?,
        rated: row.stars.is_some(),
        replied: row.reply.is_some(),
    };
    let Some(side) = booking.side(user.id) else { return Ok(None) };
    let party = |id, name, handle, zone: String| Party { id, name, handle, zone: parse_zone(&zone).unwrap_or(Tz::UTC) };
    let rating = row.stars.zip(row.words).zip(row.rated_at);
    Ok(Some(BookingPage {
        id,
        side,
        student: party(booking.student, row.student_name, row.student_handle, row.student_zone),
        tutor: party(booking.tutor, row.tutor_name, row.tutor_handle, row.tutor_zone),
        subject: row.subject,
        message: row.message,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        price_minor: row.price_minor,
        currency: row.currency,
        state: booking.state_at(now),
        actions: booking.allowed(side, now),
        timeline: row.steps.0.into_iter().map(timeline_step).collect(),
        rating: rating.map(|((stars, words), rated_at)| Rating { stars, words, rated_at, reply: row.reply }),
    }))
}

fn timeline_step((happened, by, note, at): StepRow) -> TimelineStep {
    TimelineStep { happened, by: by.map(UserId), note, at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bookings::testing::Classroom;

    #[tokio::test]
    async fn only_its_two_people_see_it() {
        let room = Classroom::new().await;
        let id = room.completed().await;
        room.rate(id).await;
        let seen = page(room.ctx(), &room.student, id).await.unwrap().unwrap();
        let steps: Vec<_> = seen.timeline.iter().map(|step| step.happened.as_str()).collect();
        assert_eq!(steps, ["requested", "accepted", "completed", "rated"]);
        assert_eq!(seen.rating.unwrap().stars, 4);
        let stranger = room.stage.person("stranger").await;
        assert!(page(room.ctx(), &stranger, id).await.unwrap().is_none());
    }
}
