//! What the rules need to know of bookings, read from the database.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, GroupId, OfferingId, UserId};
use sqlx::{PgConnection, PgExecutor, types::Json};
use uuid::Uuid;

use super::model::{Booking, Late, Seat};

/// The booking, locked until the transaction ends. It is read by a statement of its own once it is locked: one that waits for
/// the lock would see the rest of the database as it was before. Of a seat the group is locked first, as everybody does.
pub(super) async fn load(conn: &mut PgConnection, id: BookingId) -> Result<Option<Booking>, sqlx::Error> {
    let group = sqlx::query_scalar!(
        "SELECT id FROM bookings.group_session WHERE id = (SELECT group_id FROM bookings.booking WHERE id = $1) FOR UPDATE",
        id.0
    );
    group.fetch_optional(&mut *conn).await?;
    let locked = sqlx::query_scalar!("SELECT id FROM bookings.booking WHERE id = $1 FOR UPDATE", id.0);
    let Some(id) = locked.fetch_optional(&mut *conn).await? else { return Ok(None) };
    Ok(read(conn, &[id]).await?.pop())
}

/// As they are now, in no order.
pub(super) async fn read(db: impl PgExecutor<'_>, ids: &[Uuid]) -> Result<Vec<Booking>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id!", student_id AS "student_id!", tutor_id AS "tutor_id!", starts_at AS "starts_at!",
                  ends_at AS "ends_at!", state AS "state!", lapses_at, price_minor AS "price_minor!", currency AS "currency!",
                  policy AS "policy!", at_once AS "at_once!", competing AS "competing!", student_in_at, tutor_in_at, missing,
                  moves AS "moves!", proposed_by, proposed_until, instead_until, rated AS "rated!", replied AS "replied!",
                  answer_hours AS "answer_hours!", first_starts_at AS "first_starts_at!",
                  completed_at, student_rated AS "student_rated!", shown AS "shown!", student_shown AS "student_shown!",
                  reporters AS "reporters!", offering_id, before_minutes AS "before_minutes!", after_minutes AS "after_minutes!",
                  s.group_id AS "group_id?", s.title AS "title?", s.falls_at,
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(l.person_id, l.minutes, l.times)), '[]') FROM bookings.late l
                   WHERE l.booking_id = fact.id AND l.starts_at = fact.starts_at) AS "late!: Json<Vec<(UserId, i16, i16)>>"
           FROM bookings.fact LEFT JOIN bookings.seat s ON s.booking_id = id WHERE id = ANY($1)"#,
        ids
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Row::booking).collect()
}

#[expect(clippy::struct_excessive_bools, reason = "the columns of a view")]
struct Row {
    id: Uuid,
    student_id: Uuid,
    tutor_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    state: String,
    lapses_at: Option<DateTime<Utc>>,
    price_minor: i64,
    currency: String,
    policy: String,
    at_once: bool,
    competing: bool,
    student_in_at: Option<DateTime<Utc>>,
    tutor_in_at: Option<DateTime<Utc>>,
    missing: Option<Uuid>,
    moves: i16,
    proposed_by: Option<Uuid>,
    proposed_until: Option<DateTime<Utc>>,
    instead_until: Option<DateTime<Utc>>,
    rated: bool,
    replied: bool,
    answer_hours: i16,
    first_starts_at: DateTime<Utc>,
    completed_at: Option<DateTime<Utc>>,
    student_rated: bool,
    shown: bool,
    student_shown: bool,
    reporters: Vec<Uuid>,
    offering_id: Option<Uuid>,
    before_minutes: i16,
    after_minutes: i16,
    group_id: Option<Uuid>,
    title: Option<String>,
    falls_at: Option<DateTime<Utc>>,
    late: Json<Vec<(UserId, i16, i16)>>,
}

impl Row {
    fn booking(self) -> Result<Booking, sqlx::Error> {
        let decode = |e: String| sqlx::Error::Decode(e.into());
        Ok(Booking {
            id: BookingId(self.id),
            student: UserId(self.student_id),
            tutor: UserId(self.tutor_id),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            state: self.state.parse().map_err(decode)?,
            lapses_at: self.lapses_at,
            price_minor: self.price_minor,
            currency: self.currency,
            policy: self.policy.parse().map_err(decode)?,
            at_once: self.at_once,
            competing: self.competing,
            student_in: self.student_in_at.is_some(),
            tutor_in: self.tutor_in_at.is_some(),
            missing: self.missing.map(UserId),
            moves: self.moves,
            proposed_by: self.proposed_by.map(UserId),
            proposed_until: self.proposed_until,
            instead_until: self.instead_until,
            rated: self.rated,
            replied: self.replied,
            answer_hours: self.answer_hours,
            first_starts_at: self.first_starts_at,
            completed_at: self.completed_at,
            student_rated: self.student_rated,
            shown: self.shown,
            student_shown: self.student_shown,
            reporters: self.reporters.into_iter().map(UserId).collect(),
            offering: self.offering_id.map(OfferingId),
            before: TimeDelta::minutes(self.before_minutes.into()),
            after: TimeDelta::minutes(self.after_minutes.into()),
            seat: self.group_id.zip(self.title).map(|(group, title)| Seat {
                group: GroupId(group),
                title,
                falls_at: self.falls_at,
            }),
            late: self.late.0.into_iter().map(|(by, minutes, times)| Late { by, minutes, times }).collect(),
        })
    }
}
