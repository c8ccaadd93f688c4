use chrono::{DateTime, Utc};
use contract::{BookingId, UserId};

use crate::Ctx;

/// A rating as it stands on a tutor's page.
#[derive(Clone, Debug)]
pub struct PublicRating {
    pub booking: BookingId,
    pub student_id: UserId,
    pub student_name: String,
    pub student_handle: String,
    pub subject: String,
    pub stars: i16,
    pub words: String,
    pub rated_at: DateTime<Utc>,
    pub reply: Option<String>,
}

/// A tutor's latest ratings that came before `before`, at most ten, newest first.
pub async fn ratings_of(
    ctx: &Ctx,
    tutor: UserId,
    before: Option<DateTime<Utc>>,
) -> Result<Vec<PublicRating>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT r.booking_id, r.student_id, r.stars, r.words, r.rated_at, r.reply, p.name AS "name!", p.handle AS "handle!",
                  s.name AS "subject!"
           FROM bookings.rating r
           JOIN bookings.booking b ON b.id = r.booking_id
           JOIN tutors.public_subject s ON s.slug = b.subject
           JOIN accounts.public_person p ON p.id = r.student_id
           WHERE r.tutor_id = $1 AND r.revealed AND ($2::timestamptz IS NULL OR r.rated_at < $2)
           ORDER BY r.rated_at DESC, r.booking_id DESC LIMIT 10"#,
        tutor.0,
        before,
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PublicRating {
            booking: BookingId(row.booking_id),
            student_id: UserId(row.student_id),
            student_name: row.name,
            student_handle: row.handle,
            subject: row.subject,
            stars: row.stars,
            words: row.words,
            rated_at: row.rated_at,
            reply: row.reply,
        })
        .collect())
}
