//! What moderators have to decide: sessions of which one side says that the other did not come, and the other that it was
//! not so.

use chrono::{DateTime, Utc};
use contract::{BookingId, UserId};

use super::Error;
use crate::{
    Ctx,
    accounts::{Power, User},
};

/// Disputes on one page.
const PAGE: i64 = 50;

/// A disputed session with the evidence.
#[derive(Clone, Debug)]
pub struct DisputedSession {
    pub id: BookingId,
    pub subject: String,
    pub student: String,
    pub tutor: String,
    /// Who is said not to have come.
    pub missing: UserId,
    pub student_missing: bool,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub student_in_at: Option<DateTime<Utc>>,
    pub tutor_in_at: Option<DateTime<Utc>>,
    /// What whoever waited said.
    pub claim: String,
    /// What the other one answered.
    pub answer: String,
}

/// The oldest first, at most fifty.
///
/// # Errors
/// `OnlyModerators`.
pub async fn disputes(ctx: &Ctx, user: &User) -> Result<Vec<DisputedSession>, Error> {
    user.must(Power::SettleSessions)?;
    let rows = sqlx::query!(
        r#"SELECT b.id, s.name AS "subject!", st.name AS "student!", tu.name AS "tutor!", b.missing AS "missing!", b.student_id,
                  b.starts_at, b.ends_at, b.student_in_at, b.tutor_in_at,
                  coalesce((SELECT note FROM bookings.step p WHERE p.booking_id = b.id AND happened = 'no_show_claimed'
                            ORDER BY number DESC LIMIT 1), '') AS "claim!",
                  coalesce((SELECT note FROM bookings.step p WHERE p.booking_id = b.id AND happened = 'disputed'
                            ORDER BY number DESC LIMIT 1), '') AS "answer!"
           FROM bookings.booking b
           JOIN tutors.public_subject s ON s.slug = b.subject
           JOIN accounts.public_person st ON st.id = b.student_id
           JOIN accounts.public_person tu ON tu.id = b.tutor_id
           WHERE b.state = 'disputed' ORDER BY b.starts_at, b.id LIMIT $1"#,
        PAGE,
    )
    .fetch_all(&ctx.db)
    .await?;
    let session = rows.into_iter().map(|row| DisputedSession {
        id: BookingId(row.id),
        subject: row.subject,
        student: row.student,
        tutor: row.tutor,
        missing: UserId(row.missing),
        student_missing: row.missing == row.student_id,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        student_in_at: row.student_in_at,
        tutor_in_at: row.tutor_in_at,
        claim: row.claim,
        answer: row.answer,
    });
    Ok(session.collect())
}
