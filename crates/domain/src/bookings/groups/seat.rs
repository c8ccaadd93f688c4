//! A seat is a booking: it takes the time of its student alone.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{BookingId, GroupId, UserId};
use sqlx::{PgConnection, PgExecutor};

use super::model::Group;
use crate::{
    Ctx,
    bookings::{
        rules::SETTLES,
        slots::Slot,
        state::State,
        take_time::{Claim, take_span},
    },
};

/// The student's time, and nothing of the tutor's: the group has that.
pub(super) fn claim(ctx: &Ctx, group: &Group, student: UserId, lapses_at: Option<DateTime<Utc>>) -> Claim {
    Claim {
        booking: BookingId(ctx.id()),
        student,
        tutor: group.tutor,
        before: TimeDelta::zero(),
        after: TimeDelta::zero(),
        slot: Slot { starts_at: group.starts_at, ends_at: group.ends_at },
        lapses_at,
        competing: true,
    }
}

/// Takes a seat and the student's time; `false`, and nothing is left, if they have something else then.
///
/// # Errors
/// By the database: more seats than there are, a second one for the same person, people who leave.
pub(super) async fn take(
    ctx: &Ctx,
    conn: &mut PgConnection,
    group: &Group,
    claim: &Claim,
) -> Result<bool, sqlx::Error> {
    insert(ctx, conn, group, claim).await?;
    let span = (group.starts_at, group.ends_at);
    let free = take_span(conn, claim.booking, claim.student, span, claim.lapses_at).await?;
    if !free {
        sqlx::query!("DELETE FROM bookings.booking WHERE id = $1", claim.booking.0).execute(conn).await?;
    }
    Ok(free)
}

async fn insert(ctx: &Ctx, conn: &mut PgConnection, group: &Group, claim: &Claim) -> Result<(), sqlx::Error> {
    let state = if claim.lapses_at.is_some() { State::Held } else { State::Accepted };
    sqlx::query!(
        "INSERT INTO bookings.booking (id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor, currency,
                                       state, asked_at, asked, lapses_at, policy, at_once, first_starts_at, group_id, place,
                                       place_detail, room)
         SELECT $1, $2, $3, $4, $5, $6, '', $7, $8, $9, $10, $9 <> 'held', $11, $12, true, $4, g.id,
                g.place, g.place_detail, g.room
         FROM bookings.group_session g WHERE g.id = $13",
        claim.booking.0,
        claim.student.0,
        group.tutor.0,
        group.starts_at,
        group.ends_at,
        group.subject,
        group.price_minor,
        group.currency,
        state.as_str(),
        ctx.now(),
        claim.lapses_at.unwrap_or(group.ends_at + SETTLES),
        group.policy.as_str(),
        group.id.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The seat that somebody has or that is kept for them.
pub(super) async fn of(
    db: impl PgExecutor<'_>,
    group: GroupId,
    person: UserId,
) -> Result<Option<BookingId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "SELECT id FROM bookings.booking WHERE group_id = $1 AND student_id = $2 AND state <> 'cancelled'",
        group.0,
        person.0,
    );
    Ok(id.fetch_optional(db).await?.map(BookingId))
}

/// All that are not cancelled, in the order in which everybody locks them.
pub(super) async fn all(conn: &mut PgConnection, group: GroupId) -> Result<Vec<BookingId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM bookings.booking WHERE group_id = $1 AND state <> 'cancelled' ORDER BY id",
        group.0
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(BookingId).collect())
}
