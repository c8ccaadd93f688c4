use sqlx::PgConnection;

use super::{Error, PASSWORD, seed::refuse_real_people};
use crate::{Ctx, search};

/// Tutors in one transaction.
const BATCH: i64 = 10_000;

/// Makes the published tutors `gen-1` to `gen-<count>`, with subjects, languages, hours and standings but without
/// sessions. Those that are there stay, so an interrupted run is taken up by the next. `progress` is told after each
/// batch how many there are. At the end all search rows are made anew.
///
/// # Errors
/// `RealPeople` if anybody has an account who is not part of the demo; `NoSubjects` before the migrations have run.
pub async fn generate_tutors(ctx: &Ctx, count: i64, progress: impl Fn(i64)) -> Result<(), Error> {
    let hash = ctx.hasher.hash(PASSWORD).await?;
    let mut first = 1;
    while first <= count {
        let last = (first + BATCH - 1).min(count);
        let mut tx = ctx.begin().await?;
        refuse_real_people(&mut tx).await?;
        people(ctx, &mut tx, first, last, &hash).await?;
        if tutors(ctx, &mut tx, first, last).await? == 0 {
            return Err(Error::NoSubjects);
        }
        details(&mut tx, first, last).await?;
        tx.commit().await?;
        progress(last);
        first = last + 1;
    }
    search::rebuild_all(ctx).await?;
    Ok(())
}

async fn people(ctx: &Ctx, conn: &mut PgConnection, first: i64, last: i64, hash: &str) -> Result<(), sqlx::Error> {
    let of = |part: fn(&super::names::Region) -> &'static [&'static str]| -> Vec<String> {
        super::names::REGIONS.iter().flat_map(part).map(|&text| text.to_owned()).collect()
    };
    sqlx::query!(
        "INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, is_demo, created_at,
                                       verified_at)
         SELECT md5('gen-' || i)::uuid, 'gen-' || i || '@people.demo.test', 'gen-' || i,
                ($3::text[])[1 + i % cardinality($3::text[])] || ' ' || ($4::text[])[1 + i * 7 % cardinality($4::text[])],
                ($5::text[])[1 + i % cardinality($5::text[])], $6, true, $7::timestamptz - (i % 900) * interval '1 day', $7
         FROM generate_series($1::bigint, $2::bigint) i
         ON CONFLICT DO NOTHING",
        first,
        last,
        &of(|region| region.first),
        &of(|region| region.last),
        &of(|region| region.zones),
        hash,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Answers how many subjects there are to choose from.
async fn tutors(ctx: &Ctx, conn: &mut PgConnection, first: i64, last: i64) -> Result<i64, sqlx::Error> {
    sqlx::query!(
        "WITH s AS (SELECT row_number() OVER (ORDER BY slug) - 1 AS n, count(*) OVER () AS of, slug, name FROM tutors.subject),
              made AS (INSERT INTO tutors.tutor (person_id, headline, about, price_minor, currency, published, created_at)
                       SELECT md5('gen-' || i)::uuid, s.name || ' in small steps',
                              'I teach ' || s.name || ' to people of every age, and have done so for ' || 1 + i % 20
                                  || ' years. We take one real task and stay with it until it is done.',
                              1200 + i % 106 * 50, 'EUR', true, $3
                       FROM generate_series($1::bigint, $2::bigint) i JOIN s ON s.n = i % s.of
                       ON CONFLICT DO NOTHING)
         INSERT INTO tutors.specialty (tutor_id, subject, level)
         SELECT md5('gen-' || i)::uuid, s.slug, (ARRAY['school', 'university', 'professional'])[1 + (i / s.of + k) % 3]
         FROM generate_series($1::bigint, $2::bigint) i CROSS JOIN generate_series(0, 1) k JOIN s ON s.n = (i + k * 5) % s.of
         ON CONFLICT DO NOTHING",
        first,
        last,
        ctx.now(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM tutors.subject"#).fetch_one(conn).await
}

async fn details(conn: &mut PgConnection, first: i64, last: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.language (tutor_id, code)
         SELECT md5('gen-' || i)::uuid, unnest(ARRAY['en', (ARRAY['de', 'fr', 'es', 'am', 'hi', 'pt', 'ar'])[1 + i % 7]])
         FROM generate_series($1::bigint, $2::bigint) i ON CONFLICT DO NOTHING",
        first,
        last,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.hours (tutor_id, weekday, starts, ends)
         SELECT md5('gen-' || i)::uuid, (1 + (i + d) % 7)::smallint, (480 + i % 8 * 60)::smallint, (720 + i % 8 * 60)::smallint
         FROM generate_series($1::bigint, $2::bigint) i CROSS JOIN generate_series(0, 3) d ON CONFLICT DO NOTHING",
        first,
        last,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.standing (tutor_id, rating_sum, rating_count, taught_count)
         SELECT md5('gen-' || i)::uuid, i % 60 * 3 + i % 60 * (i % 11) / 5, i % 60, i % 60 + i % 37
         FROM generate_series($1::bigint, $2::bigint) i ON CONFLICT DO NOTHING",
        first,
        last,
    )
    .execute(conn)
    .await?;
    Ok(())
}
