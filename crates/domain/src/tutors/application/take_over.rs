use contract::UserId;
use sqlx::PgConnection;

use crate::{
    Ctx,
    tutors::{Event, begin::announce},
};

/// What was approved becomes the page: its words, subjects and languages, and no others. Price and hours are the tutor's own.
pub(super) async fn take_over(ctx: &Ctx, conn: &mut PgConnection, tutor: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.tutor (person_id, headline, about, price_minor, currency, created_at)
         SELECT person_id, headline, about, 0, 'EUR', $2 FROM tutors.application WHERE person_id = $1
         ON CONFLICT (person_id) DO UPDATE SET headline = excluded.headline, about = excluded.about",
        tutor.0,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "DELETE FROM tutors.specialty s WHERE s.tutor_id = $1
         AND NOT EXISTS (SELECT FROM tutors.application_subject c
                         WHERE c.person_id = $1 AND c.subject = s.subject AND c.level = s.level)",
        tutor.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.specialty (tutor_id, subject, level)
         SELECT person_id, subject, level FROM tutors.application_subject WHERE person_id = $1 ON CONFLICT DO NOTHING",
        tutor.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "DELETE FROM tutors.language l USING tutors.application a
         WHERE l.tutor_id = $1 AND a.person_id = $1 AND l.code <> ALL(a.languages)",
        tutor.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.language (tutor_id, code)
         SELECT person_id, unnest(languages) FROM tutors.application WHERE person_id = $1 ON CONFLICT DO NOTHING",
        tutor.0,
    )
    .execute(&mut *conn)
    .await?;
    announce(ctx, conn, Event::ProfileChanged { tutor }).await
}
