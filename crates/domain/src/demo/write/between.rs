//! What goes on between the two people of a session besides: other times that are proposed, and what tutors say of students.

use sqlx::PgConnection;

use crate::Ctx;

pub(super) async fn write(ctx: &Ctx, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    of_students(conn).await?;
    proposals(ctx, conn).await
}

/// Most tutors say it too, and then both can be read; some have said it first.
async fn of_students(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO bookings.student_rating (booking_id, student_id, tutor_id, stars, words, rated_at, reveals_at, revealed)
         SELECT b.id, b.student_id, b.tutor_id, 4 + (hashtext(b.id::text) & 1),
                (ARRAY['On time and well prepared.', 'Asks good questions.', 'A pleasure to work with.',
                       'Had done the exercises, and it showed.'])[1 + (hashtext(b.id::text) >> 2 & 3)],
                b.completed_at + interval '3 hours', b.completed_at + interval '14 days', r.booking_id IS NOT NULL
         FROM bookings.booking b LEFT JOIN bookings.rating r ON r.booking_id = b.id
         WHERE b.state = 'completed' AND hashtext(b.id::text) % 3 <> 0"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Some students would like to come a week later.
async fn proposals(ctx: &Ctx, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH wish AS (
             SELECT id, student_id, starts_at + interval '7 days' AS starts_at, ends_at + interval '7 days' AS ends_at
             FROM bookings.booking WHERE state = 'accepted' AND group_id IS NULL AND starts_at > $1::timestamptz + interval '3 days'
             ORDER BY hashtext(id::text) LIMIT 12),
         asked AS (
             UPDATE bookings.booking b SET proposed_by = w.student_id, proposed_until = $1::timestamptz + interval '20 hours'
             FROM wish w WHERE w.id = b.id)
         INSERT INTO bookings.proposal (booking_id, number, by_id, starts_at, ends_at, reason, proposed_at)
         SELECT id, 1, student_id, starts_at, ends_at, 'My class was moved to that hour. Would a week later suit you?',
                $1::timestamptz - interval '4 hours'
         FROM wish",
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
