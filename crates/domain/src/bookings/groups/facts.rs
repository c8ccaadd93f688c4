//! Groups, read from the database.

use chrono::{DateTime, Utc};
use contract::{GroupId, UserId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::model::Group;

/// The group, locked until the transaction ends. Whoever changes a seat locks its group first, so that seats and line are looked
/// at by one at a time.
pub(super) async fn load(conn: &mut PgConnection, id: GroupId) -> Result<Option<Group>, sqlx::Error> {
    let locked = sqlx::query_scalar!("SELECT id FROM bookings.group_session WHERE id = $1 FOR UPDATE", id.0);
    let Some(id) = locked.fetch_optional(&mut *conn).await? else { return Ok(None) };
    read(conn, GroupId(id)).await
}

pub(super) async fn read(db: impl PgExecutor<'_>, id: GroupId) -> Result<Option<Group>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, tutor_id, subject, starts_at, ends_at, join_until, price_minor, currency, policy, seats_min, seats_max,
                seats_taken, seats_held, state
         FROM bookings.group_session WHERE id = $1",
        id.0
    );
    row.fetch_optional(db).await?.map(Row::group).transpose()
}

struct Row {
    id: Uuid,
    tutor_id: Uuid,
    subject: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    join_until: DateTime<Utc>,
    price_minor: i64,
    currency: String,
    policy: String,
    seats_min: i16,
    seats_max: i16,
    seats_taken: i16,
    seats_held: i16,
    state: String,
}

impl Row {
    fn group(self) -> Result<Group, sqlx::Error> {
        let decode = |e: String| sqlx::Error::Decode(e.into());
        Ok(Group {
            id: GroupId(self.id),
            tutor: UserId(self.tutor_id),
            subject: self.subject,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            join_until: self.join_until,
            price_minor: self.price_minor,
            currency: self.currency,
            policy: self.policy.parse().map_err(decode)?,
            seats_min: self.seats_min,
            seats_max: self.seats_max,
            seats_taken: self.seats_taken,
            seats_held: self.seats_held,
            state: self.state.parse().map_err(decode)?,
        })
    }
}
