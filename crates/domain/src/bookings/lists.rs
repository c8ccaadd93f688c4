use std::{collections::HashMap, str::FromStr};

use chrono::{DateTime, Utc};
use contract::{BookingId, UserId};
use uuid::Uuid;

use super::{
    facts,
    model::Booking,
    state::{Action, Side, State},
};
use crate::{Ctx, accounts::User, row_key};

/// Bookings on one page of the list.
const PAGE: i64 = 20;

/// Which of my bookings to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Still to come: requested or accepted, the next one first.
    Coming,
    /// Over, in whatever way, the latest first.
    Past,
}

/// The last row of a page; the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub starts_at: DateTime<Utc>,
    pub id: BookingId,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        row_key::write(f, self.starts_at, self.id.0)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        row_key::read(text).map(|(starts_at, id)| Self { starts_at, id: BookingId(id) })
    }
}

/// One booking as a row.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: BookingId,
    pub side: Side,
    pub other_id: UserId,
    pub other_name: String,
    pub other_handle: String,
    /// The subject's name, or the title of the group.
    pub subject: String,
    /// It is a seat of a group.
    pub is_seat: bool,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: State,
    /// When the state ends by itself.
    pub lapses_at: Option<DateTime<Utc>>,
    /// What I may do now.
    pub actions: Vec<Action>,
}

/// What the home page shows: what waits for me, and what comes next.
#[derive(Debug, Default)]
pub struct Needs {
    pub waiting: Vec<Listed>,
    pub coming: Vec<Listed>,
}

/// A page of my bookings and, if there are more, where the next one begins.
pub async fn list(
    ctx: &Ctx,
    user: &User,
    view: View,
    after: Option<Cursor>,
) -> Result<(Vec<Listed>, Option<Cursor>), sqlx::Error> {
    let now = ctx.now();
    let rows = match view {
        View::Coming => coming(ctx, user, now, after).await?,
        View::Past => past(ctx, user, now, after).await?,
    };
    let full = i64::try_from(rows.len()).unwrap_or(0) > PAGE;
    let rows = rows.into_iter().take(usize::try_from(PAGE).unwrap_or(20)).collect();
    let listed = listed(ctx, user, rows).await?;
    let next = listed.last().filter(|_| full).map(|last| Cursor { starts_at: last.starts_at, id: last.id });
    Ok((listed, next))
}

/// At most 50 bookings that ask something of me, and the next five sessions.
pub async fn needs(ctx: &Ctx, user: &User) -> Result<Needs, sqlx::Error> {
    let now = ctx.now();
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT b.id, s.name AS "subject!", o.id AS "other_id!", o.name AS "other_name!", o.handle AS "other_handle!"
           FROM bookings.booking b
           JOIN tutors.public_subject s ON s.slug = b.subject
           JOIN accounts.public_person o ON o.id = CASE WHEN b.tutor_id = $1 THEN b.student_id ELSE b.tutor_id END
           WHERE b.id IN (
               (SELECT id FROM bookings.booking WHERE tutor_id = $1 AND state IN ('requested', 'accepted', 'in_session', 'no_show_claimed')
                ORDER BY starts_at LIMIT 30)
               UNION
               (SELECT id FROM bookings.booking
                WHERE student_id = $1 AND (state IN ('requested', 'accepted', 'in_session', 'no_show_claimed') OR state = 'held' AND lapses_at > $2
                                           OR state = 'declined' AND instead_until > $2)
                ORDER BY starts_at LIMIT 30)
               UNION
               (SELECT id FROM bookings.booking c WHERE student_id = $1 AND state = 'completed' AND starts_at > $2::timestamptz - interval '30 days'
                AND NOT EXISTS (SELECT FROM bookings.rating x WHERE x.booking_id = c.id) ORDER BY starts_at DESC LIMIT 10))
           ORDER BY b.starts_at, b.id"#,
        user.id.0,
        now,
    )
    .fetch_all(&ctx.db)
    .await?;
    let mut needs = Needs::default();
    for listed in listed(ctx, user, rows).await? {
        if listed.waits_for_me() {
            needs.waiting.push(listed);
        } else if listed.is_coming(now) && needs.coming.len() < 5 {
            needs.coming.push(listed);
        }
    }
    Ok(needs)
}

/// How many bookings ask something of me, for the header.
pub async fn waiting(ctx: &Ctx, user: &User) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT ((SELECT count(*) FROM bookings.booking WHERE tutor_id = $1 AND state = 'requested' AND lapses_at > $2)
                 + (SELECT count(*) FROM bookings.booking
                    WHERE student_id = $1 AND (state IN ('accepted', 'in_session') AND ends_at <= $2 AND lapses_at > $2
                                               OR state = 'held' AND lapses_at > $2 OR state = 'declined' AND instead_until > $2))
                 + (SELECT count(*) FROM bookings.booking
                    WHERE (tutor_id = $1 OR student_id = $1) AND state = 'no_show_claimed' AND missing = $1 AND lapses_at > $2)
                 + (SELECT count(*) FROM bookings.booking c
                    WHERE student_id = $1 AND (state = 'completed' OR state IN ('accepted', 'in_session') AND lapses_at <= $2)
                      AND starts_at > $2::timestamptz - interval '30 days'
                      AND NOT EXISTS (SELECT FROM bookings.rating x WHERE x.booking_id = c.id))) AS "count!""#,
        user.id.0,
        ctx.now(),
    )
    .fetch_one(&ctx.db)
    .await
}

impl Listed {
    /// Whether the next move is mine.
    pub fn waits_for_me(&self) -> bool {
        use Action as A;
        self.actions.iter().any(|action| {
            matches!(action, A::Ask | A::Accept | A::Take | A::Agree | A::CheckIn | A::Complete | A::Dispute | A::Rate)
        })
    }

    fn is_coming(&self, now: DateTime<Utc>) -> bool {
        matches!(self.state, State::Requested | State::Accepted | State::InSession) && now < self.ends_at
    }
}

/// A row without what the rules say of it.
struct Row {
    id: Uuid,
    subject: String,
    other_id: Uuid,
    other_name: String,
    other_handle: String,
}

/// The rows as this reader sees them, in their order.
async fn listed(ctx: &Ctx, user: &User, rows: Vec<Row>) -> Result<Vec<Listed>, sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let known = facts::read(&ctx.db, &ids).await?;
    let mut known: HashMap<Uuid, Booking> = known.into_iter().map(|booking| (booking.id.0, booking)).collect();
    let both = rows.into_iter().filter_map(|row| known.remove(&row.id).map(|booking| (row, booking)));
    Ok(both.filter_map(|(row, booking)| row.listed(user, booking, ctx.now())).collect())
}

impl Row {
    fn listed(self, user: &User, booking: Booking, now: DateTime<Utc>) -> Option<Listed> {
        let side = booking.side(user.id)?;
        Some(Listed {
            id: booking.id,
            side,
            other_id: UserId(self.other_id),
            other_name: self.other_name,
            other_handle: self.other_handle,
            subject: booking.about(self.subject),
            is_seat: booking.seat.is_some(),
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            state: booking.state_at(now),
            lapses_at: booking.lapses_at,
            actions: booking.allowed(side, now),
        })
    }
}

async fn coming(ctx: &Ctx, user: &User, now: DateTime<Utc>, after: Option<Cursor>) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"SELECT b.id AS "id!", s.name AS "subject!", o.id AS "other_id!", o.name AS "other_name!", o.handle AS "other_handle!"
           FROM (
               (SELECT id, student_id, tutor_id, starts_at, subject FROM bookings.booking
                WHERE tutor_id = $1 AND state IN ('requested', 'accepted', 'in_session') AND ends_at > $2
                  AND lapses_at > $2 AND ($3::timestamptz IS NULL OR (starts_at, id) > ($3, $4))
                ORDER BY starts_at, id LIMIT $5)
               UNION ALL
               (SELECT id, student_id, tutor_id, starts_at, subject FROM bookings.booking
                WHERE student_id = $1 AND state IN ('held', 'requested', 'accepted', 'in_session') AND ends_at > $2
                  AND lapses_at > $2 AND ($3::timestamptz IS NULL OR (starts_at, id) > ($3, $4))
                ORDER BY starts_at, id LIMIT $5)
           ) b
           JOIN tutors.public_subject s ON s.slug = b.subject
           JOIN accounts.public_person o ON o.id = CASE WHEN b.tutor_id = $1 THEN b.student_id ELSE b.tutor_id END
           ORDER BY b.starts_at, b.id LIMIT $5"#,
        user.id.0,
        now,
        after.map(|c| c.starts_at),
        after.map(|c| c.id.0),
        PAGE + 1,
    )
    .fetch_all(&ctx.db)
    .await
}

async fn past(ctx: &Ctx, user: &User, now: DateTime<Utc>, after: Option<Cursor>) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"SELECT b.id AS "id!", s.name AS "subject!", o.id AS "other_id!", o.name AS "other_name!", o.handle AS "other_handle!"
           FROM (
               (SELECT id, student_id, tutor_id, starts_at, subject FROM bookings.booking
                WHERE tutor_id = $1 AND state <> 'held'
                  AND (state NOT IN ('requested', 'accepted', 'in_session') OR ends_at <= $2 OR lapses_at <= $2)
                  AND ($3::timestamptz IS NULL OR (starts_at, id) < ($3, $4))
                ORDER BY starts_at DESC, id DESC LIMIT $5)
               UNION ALL
               (SELECT id, student_id, tutor_id, starts_at, subject FROM bookings.booking
                WHERE student_id = $1 AND state <> 'held'
                  AND (state NOT IN ('requested', 'accepted', 'in_session') OR ends_at <= $2 OR lapses_at <= $2)
                  AND ($3::timestamptz IS NULL OR (starts_at, id) < ($3, $4))
                ORDER BY starts_at DESC, id DESC LIMIT $5)
           ) b
           JOIN tutors.public_subject s ON s.slug = b.subject
           JOIN accounts.public_person o ON o.id = CASE WHEN b.tutor_id = $1 THEN b.student_id ELSE b.tutor_id END
           ORDER BY b.starts_at DESC, b.id DESC LIMIT $5"#,
        user.id.0,
        now,
        after.map(|c| c.starts_at),
        after.map(|c| c.id.0),
        PAGE + 1,
    )
    .fetch_all(&ctx.db)
    .await
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::bookings::testing::Classroom;

    #[tokio::test]
    async fn each_side_sees_what_waits_for_it() {
        let room = Classroom::new().await;
        room.requested().await;
        let tutor = needs(room.ctx(), &room.tutor).await.unwrap();
        let student = needs(room.ctx(), &room.student).await.unwrap();
        assert_eq!((tutor.waiting.len(), tutor.coming.len()), (1, 0));
        assert_eq!((student.waiting.len(), student.coming.len()), (0, 1));
        assert_eq!(waiting(room.ctx(), &room.tutor).await.unwrap(), 1);
        assert_eq!(waiting(room.ctx(), &room.student).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_booking_moves_from_coming_to_past() {
        let room = Classroom::new().await;
        room.accepted().await;
        let of = async |view| list(room.ctx(), &room.student, view, None).await.unwrap().0.len();
        assert_eq!((of(View::Coming).await, of(View::Past).await), (1, 0));
        room.ctx().clock.advance(TimeDelta::days(2));
        assert_eq!((of(View::Coming).await, of(View::Past).await), (0, 1));
        assert_eq!(waiting(room.ctx(), &room.student).await.unwrap(), 1, "to be marked as done");
        assert_eq!(waiting(room.ctx(), &room.tutor).await.unwrap(), 0);
        room.ctx().clock.advance(TimeDelta::days(4));
        assert_eq!(waiting(room.ctx(), &room.student).await.unwrap(), 1, "to be rated");
    }

    #[test]
    fn a_cursor_reads_what_it_writes() {
        let cursor = Cursor { starts_at: crate::testing::monday(), id: BookingId(uuid::Uuid::from_u128(7)) };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        assert!("nonsense".parse::<Cursor>().is_err());
    }
}
