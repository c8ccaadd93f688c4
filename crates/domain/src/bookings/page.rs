use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use contract::{BookingId, GroupId, UserId, bookings::Policy};
use sqlx::types::Json;

use super::{
    agree::FREE_MOVES,
    facts,
    instead::{choices, offered_instead},
    model::Late,
    proposal::{self, Proposal, movable_to},
    refund::Refund,
    room::Meeting,
    series::{SeriesSession, series_of},
    slots::Slot,
    state::{Action, Actor, Side, State},
};
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
    /// The subject's name, or the title of the group.
    pub subject: String,
    /// As the offering was called; empty for what was booked before there were any.
    pub offering: String,
    pub trial: bool,
    pub meeting: Meeting,
    /// The group in which it is a seat.
    pub group: Option<GroupId>,
    pub message: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub price_minor: i64,
    pub currency: String,
    pub state: State,
    /// When the state ends by itself.
    pub lapses_at: Option<DateTime<Utc>>,
    pub policy: Policy,
    /// What the student would get back if the reader cancelled now.
    pub refund: Refund,
    /// What they got back of it, once it is cancelled.
    pub refunded_minor: Option<i64>,
    /// Times that the tutor offered with a no.
    pub instead: Vec<Slot>,
    /// Another time that waits for an answer.
    pub proposal: Option<Proposal>,
    /// How often it can still be moved without further ado.
    pub free_moves_left: i16,
    /// Free times that could be offered instead, or to which it could be moved.
    pub choices: Vec<Slot>,
    /// All sessions of its series, this one too; none if it stands alone.
    pub series: Vec<SeriesSession>,
    pub actions: Vec<Action>,
    /// Who comes late, as long as it has not begun.
    pub late: Vec<Late>,
    pub timeline: Vec<TimelineStep>,
    /// What the student said; nothing for the tutor as long as it is not shown.
    pub rating: Option<Rating>,
    /// What the tutor said; nothing for the student as long as it is not shown.
    pub student_rating: Option<Rating>,
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

/// So many times to choose from.
const CHOICES: usize = 20;

type StepRow = (String, Option<uuid::Uuid>, String, DateTime<Utc>);

/// A booking as one of its two people sees it; `None` for everyone else.
pub async fn page(ctx: &Ctx, user: &User, id: BookingId) -> Result<Option<BookingPage>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT b.message, b.refund_minor, b.offering, b.trial, b.place, b.place_detail, b.series_id IS NOT NULL AS "series!",
                  subject.name AS "subject!", s.name AS "student_name!", s.handle AS "student_handle!", s.zone AS "student_zone!",
                  t.name AS "tutor_name!", t.handle AS "tutor_handle!", t.zone AS "tutor_zone!",
                  r.stars AS "stars?", r.words AS "words?", r.rated_at AS "rated_at?", r.reply AS "reply?",
                  sr.stars AS "student_stars?", sr.words AS "student_words?", sr.rated_at AS "student_rated_at?",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(p.happened, p.actor_id, p.note, p.at) ORDER BY p.number), '[]')
                   FROM bookings.step p WHERE p.booking_id = b.id) AS "steps!: Json<Vec<StepRow>>"
           FROM bookings.booking b
           JOIN tutors.public_subject subject ON subject.slug = b.subject
           JOIN accounts.public_person s ON s.id = b.student_id
           JOIN accounts.public_person t ON t.id = b.tutor_id
           LEFT JOIN bookings.rating r ON r.booking_id = b.id
           LEFT JOIN bookings.student_rating sr ON sr.booking_id = b.id
           WHERE b.id = $1 AND (b.student_id = $2 OR b.tutor_id = $2)"#,
        id.0,
        user.id.0,
    )
    .fetch_optional(&ctx.db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let now = ctx.now();
    let Some(booking) = facts::read(&ctx.db, &[id.0]).await?.pop() else { return Ok(None) };
    let Some(side) = booking.side(user.id).filter(|side| booking.is_seen_by(*side)) else { return Ok(None) };
    let actions = booking.allowed(side, now);
    let party = |id, name, handle, zone: String| Party { id, name, handle, zone: parse_zone(&zone).unwrap_or(Tz::UTC) };
    let rating = row.stars.zip(row.words).zip(row.rated_at);
    let rating = rating.filter(|_| side == Side::Student || booking.is_rated_openly(Actor::Side(Side::Tutor), now));
    let student_rating = row.student_stars.zip(row.student_words).zip(row.student_rated_at);
    let student_rating =
        student_rating.filter(|_| side == Side::Tutor || booking.is_rated_openly(Actor::Side(Side::Student), now));
    let place = row.place.parse().map_err(|e: String| sqlx::Error::Decode(e.into()))?;
    let settled = matches!(booking.state_at(now), State::Accepted | State::InSession);
    Ok(Some(BookingPage {
        id,
        side,
        student: party(booking.student, row.student_name, row.student_handle, row.student_zone),
        tutor: party(booking.tutor, row.tutor_name, row.tutor_handle, row.tutor_zone),
        subject: booking.about(row.subject),
        offering: row.offering,
        trial: row.trial,
        meeting: Meeting {
            open: booking.is_open(now).is_ok() && settled,
            there: ctx.rooms.kinds().contains(&place),
            detail: if settled || side == Side::Tutor { row.place_detail } else { String::new() },
            place,
        },
        group: booking.seat.as_ref().map(|seat| seat.group),
        message: row.message,
        starts_at: booking.starts_at,
        ends_at: booking.ends_at,
        price_minor: booking.price_minor,
        state: booking.state_at(now),
        lapses_at: booking.lapses_at,
        policy: booking.policy,
        refund: booking.refund(side, now),
        refunded_minor: row.refund_minor,
        instead: if actions.contains(&Action::Take) { offered_instead(&ctx.db, id, now).await? } else { Vec::new() },
        proposal: proposal::open(&ctx.db, id, now).await?,
        free_moves_left: (FREE_MOVES - booking.moves).max(0),
        choices: if actions.contains(&Action::Propose) {
            movable_to(ctx, &booking, CHOICES).await?
        } else if actions.contains(&Action::Decline) {
            choices(ctx, &booking, CHOICES).await?
        } else {
            Vec::new()
        },
        series: if row.series { series_of(ctx, user.id, id).await? } else { Vec::new() },
        actions,
        late: booking.waited_for(),
        timeline: row.steps.0.into_iter().map(timeline_step).collect(),
        rating: rating.map(|((stars, words), rated_at)| Rating { stars, words, rated_at, reply: row.reply }),
        student_rating: student_rating.map(|((stars, words), rated_at)| Rating { stars, words, rated_at, reply: None }),
        currency: booking.currency,
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
        assert_eq!(
            steps,
            ["requested", "accepted", "completed", "rating_left", "rating_left", "rated", "student_rated"]
        );
        assert_eq!(seen.rating.unwrap().stars, 4);
        let stranger = room.stage.person("stranger").await;
        assert!(page(room.ctx(), &stranger, id).await.unwrap().is_none());
    }
}
