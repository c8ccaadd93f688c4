use chrono::{DateTime, Utc};
use contract::{BookingId, GroupId, UserId};
use sqlx::PgConnection;

use crate::{Ctx, calendar::Of};

/// As many as a page shows.
const SHOWN: i64 = 50;

/// A session that somebody waits for.
#[derive(Clone, Debug)]
pub struct OpenBooking {
    pub of: Of,
    /// Whom one has it with; empty for a group that one teaches.
    pub with: String,
    /// Or the title of the group.
    pub subject: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Sessions of a person on either side that are still to come, or about which something is still to be settled, the next one
/// first.
pub async fn open_bookings(
    ctx: &Ctx,
    conn: &mut PgConnection,
    person: UserId,
) -> Result<Vec<OpenBooking>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT b.id AS "id!", false AS "is_group!", b.starts_at AS "starts_at!", b.ends_at AS "ends_at!", p.name AS "with!",
                  s.name AS "subject!"
           FROM bookings.booking b JOIN tutors.public_subject s ON s.slug = b.subject
           JOIN accounts.public_person p ON p.id = CASE WHEN b.student_id = $1 THEN b.tutor_id ELSE b.student_id END
           WHERE (b.student_id = $1 OR b.tutor_id = $1)
                 AND b.state NOT IN ('held', 'declined', 'expired', 'cancelled', 'completed')
                 AND (b.ends_at > $2 OR b.state NOT IN ('requested', 'accepted'))
           UNION ALL
           SELECT id, true, starts_at, ends_at, '', title FROM bookings.group_session
           WHERE tutor_id = $1 AND ends_at > $2 AND state <> 'cancelled'
           ORDER BY 3, 1 LIMIT $3"#,
        person.0,
        ctx.now(),
        SHOWN,
    )
    .fetch_all(conn)
    .await?;
    let open = rows.into_iter().map(|row| OpenBooking {
        of: if row.is_group { Of::Group(GroupId(row.id)) } else { Of::Booking(BookingId(row.id)) },
        with: row.with,
        subject: row.subject,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
    });
    Ok(open.collect())
}
