//! What would have been announced, had the demo been lived: facts for those modules that are made from facts alone.
//! Nobody is told of them: no job belongs to them.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::Ctx;

/// Keeps the events of the demo's sessions and reviews, in their order.
pub(in crate::demo) async fn write(ctx: &Ctx, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT e.name AS "name!", e.body AS "body!", e.at AS "at!" FROM (
               SELECT 'bookings.' || s.happened AS name, s.at, jsonb_build_object('module', 'bookings', 'what', jsonb_build_object(
                          'event', s.happened, 'booking', b.id, 'tutor', b.tutor_id, 'student', b.student_id, 'by', s.actor_id)) AS body
               FROM bookings.step s JOIN bookings.booking b ON b.id = s.booking_id
               WHERE s.happened IN ('completed', 'rated') AND s.actor_id IS NOT NULL
               UNION ALL
               SELECT 'reviews.' || w.event, w.at, jsonb_build_object('module', 'reviews', 'what',
                          jsonb_build_object('event', w.event, 'submission', s.id, 'author', s.author_id) || w.more)
               FROM reviews.submission s
               JOIN LATERAL (
                   SELECT 'reviewed' AS event, o.published_at AS at,
                          jsonb_build_object('review', r.id, 'reviewer', r.reviewer_id, 'round', o.number) AS more
                   FROM reviews.review r JOIN reviews.round o ON o.review_id = r.id WHERE r.submission_id = s.id
                   UNION ALL
                   SELECT 'rated', r.rated_at, jsonb_build_object('review', r.id, 'reviewer', r.reviewer_id)
                   FROM reviews.review r WHERE r.submission_id = s.id AND r.rated_at IS NOT NULL
                   UNION ALL
                   SELECT 'applied', g.applied_at, jsonb_build_object('comment', g.comment_id, 'reviewer', c.author_id,
                                                                      'iteration', g.applied_in)
                   FROM reviews.thread t JOIN reviews.comment c ON c.thread_id = t.id
                   JOIN reviews.suggestion g ON g.comment_id = c.id AND g.state = 'applied'
                   WHERE t.submission_id = s.id
                   UNION ALL
                   SELECT 'confirmed', (SELECT max(c.written_at) FROM reviews.comment c WHERE c.thread_id = t.id),
                          jsonb_build_object('thread', t.id, 'reviewer', t.opened_by)
                   FROM reviews.thread t
                   WHERE t.submission_id = s.id AND t.state = 'fixed' AND t.kind IN ('bug', 'improvement')
                     AND t.opened_by <> s.author_id AND s.iteration > t.iteration
                   UNION ALL
                   SELECT 'finished', s.ended_at, jsonb_build_object('reviewers', coalesce(
                              (SELECT jsonb_agg(r.reviewer_id) FROM reviews.review r
                               WHERE r.submission_id = s.id AND r.state = 'published'), '[]'))
                   WHERE s.state = 'finished') w ON w.at IS NOT NULL
               WHERE s.published_at IS NOT NULL) e
           ORDER BY e.at, e.name"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|_| ctx.id()).collect();
    let names: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
    let bodies: Vec<Value> = rows.iter().map(|row| row.body.clone()).collect();
    let times: Vec<DateTime<Utc>> = rows.iter().map(|row| row.at).collect();
    sqlx::query!(
        "INSERT INTO outbox.event (id, name, body, happened_at)
         SELECT id, name, body, at FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::timestamptz[]) AS e (id, name, body, at)",
        &ids,
        &names,
        &bodies,
        &times
    )
    .execute(conn)
    .await?;
    Ok(())
}
