use chrono::{DateTime, Utc};
use contract::{BookingId, UserId};
use sqlx::PgConnection;

use crate::Ctx;

/// As many as a page shows.
const SHOWN: i64 = 50;

/// A session that somebody waits for.
#[derive(Clone, Debug)]
pub struct OpenBooking {
    pub id: BookingId,
    pub with: String,
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
        r#"SELECT b.id, b.starts_at, b.ends_at, p.name AS "with!", s.name AS "subject!"
           FROM bookings.booking b JOIN tutors.public_subject s ON s.slug = b.subject
           JOIN accounts.public_person p ON p.id = CASE WHEN b.student_id = $1 THEN b.tutor_id ELSE b.student_id END
           WHERE (b.student_id = $1 OR b.tutor_id = $1)
                 AND b.state NOT IN ('held', 'declined', 'expired', 'cancelled', 'completed')
                 AND (b.ends_at > $2 OR b.state NOT IN ('requested', 'accepted'))
           ORDER BY b.starts_at, b.id LIMIT $3"#,
        person.0,
        ctx.now(),
        SHOWN,
    )
    .fetch_all(conn)
    .await?;
    let open = rows.into_iter().map(|row| OpenBooking {
        id: BookingId(row.id),
        with: row.with,
        subject: row.subject,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
    });
    Ok(open.collect())
}
