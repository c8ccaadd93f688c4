//! The waiting list. The group is locked by whoever moves it on, so that a seat goes to one, in order.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{GroupId, UserId};
use sqlx::PgConnection;

use super::{
    GroupEvent, GroupState,
    events::announce,
    facts::read,
    model::Group,
    seat::{self, claim},
};
use crate::{
    Ctx,
    bookings::{facts::load, lapse, life::note_down, take_time::free_lapsed_of},
};

/// A seat is kept for the first in line for so long, and at most until the time to join is over.
pub(super) const KEPT: TimeDelta = TimeDelta::minutes(30);

/// Keeps every free seat for the first in line whose time is free. Who is busy then stays in line, and is passed over.
pub(in crate::bookings) async fn pass_on(ctx: &Ctx, conn: &mut PgConnection, id: GroupId) -> Result<(), sqlx::Error> {
    let Some(group) = read(&mut *conn, id).await? else { return Ok(()) };
    if group.state_at(ctx.now()) != GroupState::Open {
        return Ok(());
    }
    let (mut free, mut after) = (group.seats_max - group.seats_taken, 0);
    while free > 0 {
        let Some((person, number)) = next(conn, &group, after).await? else { break };
        free -= i16::from(keep_for(ctx, conn, &group, person).await?);
        after = number;
    }
    Ok(())
}

/// Whoever stands behind this number and could come: here, and not kept apart from the tutor by a block.
async fn next(conn: &mut PgConnection, group: &Group, after: i32) -> Result<Option<(UserId, i32)>, sqlx::Error> {
    let row = sqlx::query!(
        "SELECT w.person_id, w.number FROM bookings.group_waiting w JOIN accounts.public_person p ON p.id = w.person_id
         WHERE w.group_id = $1 AND w.number > $2 AND NOT p.disabled
           AND NOT EXISTS (SELECT FROM accounts.public_person t WHERE t.id = $3 AND t.disabled)
           AND NOT EXISTS (SELECT FROM accounts.public_block k
                           WHERE (k.blocker_id = w.person_id AND k.blocked_id = $3) OR (k.blocker_id = $3 AND k.blocked_id = w.person_id))
         ORDER BY w.number LIMIT 1 FOR KEY SHARE OF p",
        group.id.0,
        after,
        group.tutor.0,
    );
    Ok(row.fetch_optional(conn).await?.map(|row| (UserId(row.person_id), row.number)))
}

async fn keep_for(ctx: &Ctx, conn: &mut PgConnection, group: &Group, person: UserId) -> Result<bool, sqlx::Error> {
    let until = (ctx.now() + KEPT).min(group.join_until);
    free_lapsed_of(ctx, conn, person, (group.starts_at, group.ends_at)).await?;
    let claim = claim(ctx, group, person, Some(until));
    if !seat::take(ctx, conn, group, &claim).await? {
        return Ok(false);
    }
    leave(conn, group.id, person).await?;
    note_down(ctx, conn, claim.booking, "held", None, "").await?;
    announce(ctx, conn, GroupEvent::SeatKept { group: group.id, booking: claim.booking, person, until }).await?;
    Ok(true)
}

/// Gives up the seats that were kept for too long; the line moves on.
pub(super) async fn drop_lapsed(ctx: &Ctx, conn: &mut PgConnection, id: GroupId) -> Result<(), sqlx::Error> {
    let lapsed = sqlx::query_scalar!(
        "SELECT id FROM bookings.booking WHERE group_id = $1 AND state = 'held' AND lapses_at <= $2 ORDER BY id",
        id.0,
        ctx.now(),
    );
    for booking in lapsed.fetch_all(&mut *conn).await? {
        let Some(mut booking) = load(conn, contract::BookingId(booking)).await? else { continue };
        lapse::write_down(ctx, conn, &mut booking).await?;
    }
    Ok(())
}

/// At the end of the line.
pub(super) async fn stand(
    conn: &mut PgConnection,
    group: GroupId,
    person: UserId,
    since: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO bookings.group_waiting (group_id, person_id, number, since)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3 FROM bookings.group_waiting WHERE group_id = $1",
        group.0,
        person.0,
        since,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether they stood there.
pub(super) async fn leave(conn: &mut PgConnection, group: GroupId, person: UserId) -> Result<bool, sqlx::Error> {
    let left =
        sqlx::query!("DELETE FROM bookings.group_waiting WHERE group_id = $1 AND person_id = $2", group.0, person.0);
    Ok(left.execute(conn).await?.rows_affected() == 1)
}

/// Everybody goes home; who they were, the first in line first.
pub(super) async fn disperse(conn: &mut PgConnection, group: GroupId) -> Result<Vec<UserId>, sqlx::Error> {
    let waited = sqlx::query_scalar!(
        r#"WITH gone AS (DELETE FROM bookings.group_waiting WHERE group_id = $1 RETURNING person_id, number)
           SELECT person_id AS "person_id!" FROM gone ORDER BY number"#,
        group.0
    );
    Ok(waited.fetch_all(conn).await?.into_iter().map(UserId).collect())
}
