use chrono::TimeDelta;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Ctx,
    demo::{
        plan::Plan,
        tutors::{Subject, Tutor},
    },
};

/// The currency of all demo tutors, so that prices can be compared.
const CURRENCY: &str = "EUR";

pub(super) async fn write(
    ctx: &Ctx,
    conn: &mut PgConnection,
    plan: &Plan,
    ids: &[Uuid],
    subjects: &[Subject],
) -> Result<(), sqlx::Error> {
    pages(ctx, conn, plan, ids).await?;
    offerings(conn, plan, ids).await?;
    specialties(conn, plan, ids, subjects).await?;
    languages(conn, plan, ids).await?;
    hours(conn, plan, ids).await?;
    overrides(conn, plan, ids).await?;
    year(ctx, conn, plan, ids).await
}

async fn pages(ctx: &Ctx, conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    let tutors = &plan.tutors;
    let since: Vec<_> = tutors.iter().map(|t| ctx.now() - TimeDelta::days(plan.people[t.person].joined)).collect();
    sqlx::query!(
        "INSERT INTO tutors.tutor (person_id, headline, about, price_minor, created_at, currency, published)
         SELECT person_id, headline, about, price, created_at, $6, true
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[])
              AS t (person_id, headline, about, price, created_at)",
        &tutors.iter().map(|t| ids[t.person]).collect::<Vec<_>>(),
        &tutors.iter().map(|t| t.headline.clone()).collect::<Vec<_>>(),
        &tutors.iter().map(|t| t.about.clone()).collect::<Vec<_>>(),
        &tutors.iter().map(|t| t.price_minor).collect::<Vec<_>>(),
        &since,
        CURRENCY,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lessons for one on all kinds of terms: some take all requests, at some several may ask for one time. Most offer more than one
/// length, and some a trial lesson.
async fn offerings(conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    let numbers = |get: fn(&Tutor) -> i16| -> Vec<i16> { plan.tutors.iter().map(get).collect() };
    let tutors: Vec<Uuid> = plan.tutors.iter().map(|t| ids[t.person]).collect();
    sqlx::query!(
        "WITH said AS (
             SELECT o.*, t.price_minor, t.created_at
             FROM unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::smallint[]) WITH ORDINALITY
                      AS o (tutor_id, minutes, buffer, notice, n)
             JOIN tutors.tutor t ON t.person_id = o.tutor_id),
         lesson AS (
             INSERT INTO tutors.offering (id, tutor_id, kind, title, about, before_minutes, after_minutes, notice_hours, policy,
                                          approval, competing, answer_hours, created_at)
             SELECT gen_random_uuid(), tutor_id, 'single', (ARRAY['Lesson', 'Private lesson', 'One to one'])[1 + n % 3],
                    (ARRAY['We work on whatever you bring.', 'With a plan for the next weeks and small tasks in between.', ''])[1 + n % 3],
                    buffer, buffer, notice, (ARRAY['flexible', 'moderate', 'strict'])[1 + n % 3],
                    CASE n % 5 WHEN 2 THEN 'at_once' ELSE 'by_hand' END, n % 5 = 4, 24, created_at
             FROM said RETURNING id, tutor_id),
         trial AS (
             INSERT INTO tutors.offering (id, tutor_id, kind, title, about, before_minutes, after_minutes, notice_hours, policy,
                                          position, created_at)
             SELECT gen_random_uuid(), tutor_id, 'trial', 'Trial lesson', 'We get to know each other, and you see how I explain things.',
                    0, buffer, notice, 'flexible', 1, created_at
             FROM said WHERE n % 2 = 1 RETURNING id, tutor_id)
         INSERT INTO tutors.offering_length (offering_id, minutes, price_minor)
         SELECT l.id, s.minutes, s.price_minor * s.minutes / 60 FROM lesson l JOIN said s USING (tutor_id)
         UNION ALL
         SELECT l.id, s.minutes + 30, s.price_minor * (s.minutes + 30) / 60 * 95 / 100
         FROM lesson l JOIN said s USING (tutor_id) WHERE s.minutes <> 45 AND s.n % 3 <> 0
         UNION ALL
         SELECT t.id, 30, CASE WHEN s.n % 4 = 1 THEN 0 ELSE s.price_minor / 4 END FROM trial t JOIN said s USING (tutor_id)",
        &tutors,
        &numbers(|t| t.session_minutes),
        &numbers(|t| t.buffer_minutes),
        &numbers(|t| t.notice_hours),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn specialties(
    conn: &mut PgConnection,
    plan: &Plan,
    ids: &[Uuid],
    subjects: &[Subject],
) -> Result<(), sqlx::Error> {
    let rows = || plan.tutors.iter().flat_map(|t| t.specialties.iter().map(move |s| (ids[t.person], s)));
    sqlx::query!(
        "INSERT INTO tutors.specialty (tutor_id, subject, level)
         SELECT tutor_id, subject, level
         FROM unnest($1::uuid[], $2::text[], $3::text[]) AS s (tutor_id, subject, level)",
        &rows().map(|(id, _)| id).collect::<Vec<_>>(),
        &rows().map(|(_, &(subject, _))| subjects[subject].slug.clone()).collect::<Vec<_>>(),
        &rows().map(|(_, &(_, level))| level.to_owned()).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn languages(conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    let rows = || plan.tutors.iter().flat_map(|t| t.languages.iter().map(move |&code| (ids[t.person], code)));
    sqlx::query!(
        "INSERT INTO tutors.language (tutor_id, code)
         SELECT tutor_id, code FROM unnest($1::uuid[], $2::text[]) AS l (tutor_id, code)",
        &rows().map(|(id, _)| id).collect::<Vec<_>>(),
        &rows().map(|(_, code)| code.to_owned()).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn hours(conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    let rows = || plan.tutors.iter().flat_map(|t| t.weekly.iter().map(move |range| (ids[t.person], range)));
    sqlx::query!(
        "INSERT INTO tutors.hours (tutor_id, weekday, starts, ends)
         SELECT tutor_id, weekday, starts, ends
         FROM unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::smallint[]) AS h (tutor_id, weekday, starts, ends)",
        &rows().map(|(id, _)| id).collect::<Vec<_>>(),
        &rows().map(|(_, range)| range.weekday).collect::<Vec<_>>(),
        &rows().map(|(_, range)| range.starts).collect::<Vec<_>>(),
        &rows().map(|(_, range)| range.ends).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn overrides(conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    let rows = || plan.tutors.iter().flat_map(|t| t.overrides.iter().map(move |range| (ids[t.person], range)));
    sqlx::query!(
        "INSERT INTO tutors.day_override (tutor_id, day, starts, ends)
         SELECT tutor_id, day, starts, ends
         FROM unnest($1::uuid[], $2::date[], $3::smallint[], $4::smallint[]) AS o (tutor_id, day, starts, ends)",
        &rows().map(|(id, _)| id).collect::<Vec<_>>(),
        &rows().map(|(_, range)| range.day).collect::<Vec<_>>(),
        &rows().map(|(_, range)| range.starts).collect::<Vec<_>>(),
        &rows().map(|(_, range)| range.ends).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Each fifth travels in a while and has longer hours before exams; all of it later than anything is booked.
async fn year(ctx: &Ctx, conn: &mut PgConnection, plan: &Plan, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    let some: Vec<Uuid> = plan.tutors.iter().step_by(5).map(|t| ids[t.person]).collect();
    let today = ctx.now().date_naive();
    sqlx::query!(
        "INSERT INTO tutors.holiday (id, tutor_id, name, days)
         SELECT gen_random_uuid(), id, 'Travelling', daterange($2, $2::date + 10, '[]') FROM unnest($1::uuid[]) AS t (id)",
        &some,
        today + TimeDelta::days(70),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "WITH begun AS (
             INSERT INTO tutors.season (id, tutor_id, name, days)
             SELECT gen_random_uuid(), id, 'Exam season', daterange($2, $2::date + 20, '[]') FROM unnest($1::uuid[]) AS t (id)
             RETURNING id, tutor_id)
         INSERT INTO tutors.season_hours (season_id, weekday, starts, ends)
         SELECT b.id, h.weekday, h.starts, h.ends FROM begun b JOIN tutors.hours h ON h.tutor_id = b.tutor_id
         UNION ALL
         SELECT b.id, 7, 600, 840 FROM begun b
         WHERE NOT EXISTS (SELECT FROM tutors.hours h WHERE h.tutor_id = b.tutor_id AND h.weekday = 7)",
        &some,
        today + TimeDelta::days(100),
    )
    .execute(conn)
    .await?;
    Ok(())
}
