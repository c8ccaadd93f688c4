use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{Ctx, accounts::User, when};

/// What takes somebody's time then, in their own words and zone: "Algebra with Samuel, Tue 24 Nov, 14:00–15:00". What another one
/// only holds is not told: nobody else has heard of it.
pub(super) async fn what_is_there(
    ctx: &Ctx,
    conn: &mut PgConnection,
    user: &User,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) -> Result<String, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT coalesce(b.starts_at, g.starts_at, lower(t.span)) AS "from!", coalesce(b.ends_at, g.ends_at, upper(t.span)) AS "to!",
                  CASE WHEN b.state = 'held' AND b.student_id <> $1 THEN NULL ELSE coalesce(g.title, s.name) END AS what,
                  CASE WHEN b.state = 'held' AND b.student_id <> $1 THEN NULL ELSE o.name END AS "with"
           FROM bookings.busy t
           LEFT JOIN bookings.booking b ON b.id = t.booking_id
           LEFT JOIN bookings.group_session g ON g.id = coalesce(t.group_id, b.group_id)
           LEFT JOIN tutors.public_subject s ON s.slug = b.subject
           LEFT JOIN accounts.public_person o ON o.id = CASE WHEN b.student_id = $1 THEN b.tutor_id ELSE b.student_id END
           WHERE t.person_id = $1 AND t.span && tstzrange($2, $3) ORDER BY lower(t.span) LIMIT 1"#,
        user.id.0,
        from,
        to,
    )
    .fetch_optional(conn)
    .await?;
    // Gone in the same moment: the next try succeeds.
    let Some(row) = row else { return Ok("something".into()) };
    let span = when::span(row.from, row.to, user.reader, ctx.now());
    Ok(match (row.what, row.with) {
        (Some(what), Some(with)) => format!("{what} with {with}, {span}"),
        (Some(what), None) => format!("{what}, {span}"),
        (None, _) => format!("something, {span}"),
    })
}
