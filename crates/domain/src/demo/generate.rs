use sqlx::PgConnection;

use super::{Error, PASSWORD, seed::refuse_real_people};
use crate::{Ctx, search};

/// Tutors in one transaction.
const BATCH: i64 = 10_000;
/// Different words that they use, and words in a text.
const WORDS: i32 = 20_000;
const WORDS_EACH: i32 = 40;

/// Makes the published tutors `gen-1` to `gen-<count>`, with subjects, languages, hours and standings but without
/// sessions. What they write follows Zipf's law: the n-th word comes once in n times the first. Each batch is there as a
/// whole, so an interrupted run is taken up where it ended; so is the making of the search. `progress` is told how many
/// are made, and then how many can be found.
///
/// # Errors
/// `RealPeople` if anybody has an account who is not part of the demo; `NoSubjects` before the migrations have run.
pub async fn generate_tutors(ctx: &Ctx, count: i64, progress: impl Fn(&str, i64)) -> Result<(), Error> {
    let hash = ctx.hasher.hash(PASSWORD).await?;
    let mut first = there(ctx).await? / BATCH * BATCH + 1;
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
        progress("made", last);
        first = last + 1;
    }
    search::rebuild_all(ctx, |done| progress("can be found", i64::try_from(done).unwrap_or(i64::MAX))).await?;
    Ok(())
}

/// How many there are; made in order, so they are the first.
async fn there(ctx: &Ctx) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM tutors.tutor t JOIN accounts.person p ON p.id = t.person_id WHERE p.handle LIKE 'gen-%'"#
    )
    .fetch_one(&ctx.db)
    .await
}

/// Names as people have them: a first name of a region with a last name of its own or, for two of three, one put together
/// from syllables, so that a name is as rare as it is among a million.
async fn people(ctx: &Ctx, conn: &mut PgConnection, first: i64, last: i64, hash: &str) -> Result<(), sqlx::Error> {
    let of = |part: fn(&super::names::Region) -> &'static [&'static str]| -> Vec<String> {
        super::names::REGIONS.iter().flat_map(part).map(|&text| text.to_owned()).collect()
    };
    sqlx::query!(
        "INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, is_demo, created_at,
                                       verified_at)
         SELECT md5('gen-' || i)::uuid, 'gen-' || i || '@people.demo.test', 'gen-' || i,
                ($3::text[])[1 + abs(hashint8(i) % cardinality($3::text[]))] || ' '
                    || CASE WHEN i % 3 = 0 THEN ($4::text[])[1 + abs(hashint8(i + 7) % cardinality($4::text[]))]
                       ELSE initcap((ARRAY['bar','kel','lind','mor','nov','ras','sten','tor','vol','zar','dum','fer','gol','hag','jan','pet'])[1 + (h.n & 15)]
                                    || (ARRAY['a','e','i','o','u','ai','ei','ou'])[1 + ((h.n >> 4) & 7)]
                                    || (ARRAY['ber','den','ger','kov','lan','man','nik','ros','sel','ter','vic','wen','yas','mar','sha','bek'])[1 + ((h.n >> 7) & 15)]
                                    || (ARRAY['','a','e','i','sen','ski','ova','son','ez','ian','man','berg','ic','u','enko','ato'])[1 + ((h.n >> 11) & 15)]) END,
                ($5::text[])[1 + i % cardinality($5::text[])], $6, true, $7::timestamptz - (i % 900) * interval '1 day', $7
         FROM generate_series($1::bigint, $2::bigint) i CROSS JOIN LATERAL (SELECT abs(hashint8(i + 13)::bigint) AS n) h
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
              -- Words of four syllables, each another one.
              word AS MATERIALIZED (
                  SELECT n, (SELECT string_agg((ARRAY['ba','ke','li','mo','nu','ra','se','ti','vo','za','du','fe','gi','ho','ju','pa'])
                                               [1 + (n * 7919 / (16 ^ k)::int) % 16], '' ORDER BY k) FROM generate_series(0, 3) k) AS word
                  FROM generate_series(1, $4::int) n),
              -- `exp(u ln N)` has the density of 1/n.
              text AS (
                  SELECT i, string_agg(word.word, ' ' ORDER BY k) AS words
                  FROM generate_series($1::bigint, $2::bigint) i CROSS JOIN generate_series(1, $5::int) k
                  JOIN word ON word.n = floor(exp((hashint8extended(i * 64 + k, 1) & 1073741823) / 1073741824.0 * ln($4::int)))::int
                  GROUP BY i),
              made AS (INSERT INTO tutors.tutor (person_id, headline, about, price_minor, currency, published, created_at)
                       SELECT md5('gen-' || i)::uuid, s.name || ' in small steps', initcap(left(text.words, 1)) || substr(text.words, 2) || '.',
                              1200 + i % 106 * 50, 'EUR', true, $3
                       FROM text JOIN s ON s.n = i % s.of
                       ON CONFLICT DO NOTHING),
              admitted AS (INSERT INTO tutors.application (person_id, state, version, begun_at, decided_at)
                           SELECT md5('gen-' || i)::uuid, 'approved', md5('gen-' || i)::uuid, $3, $3
                           FROM generate_series($1::bigint, $2::bigint) i ON CONFLICT DO NOTHING)
         INSERT INTO tutors.specialty (tutor_id, subject, level)
         SELECT md5('gen-' || i)::uuid, s.slug, (ARRAY['school', 'university', 'professional'])[1 + (i / s.of + k) % 3]
         FROM generate_series($1::bigint, $2::bigint) i CROSS JOIN generate_series(0, 1) k JOIN s ON s.n = (i + k * 5) % s.of
         ON CONFLICT DO NOTHING",
        first,
        last,
        ctx.now(),
        WORDS,
        WORDS_EACH,
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
        "WITH made AS (INSERT INTO tutors.offering (id, tutor_id, kind, title, before_minutes, created_at)
                       SELECT md5('gen-offer-' || i)::uuid, md5('gen-' || i)::uuid, 'single', 'Lesson', 10, now()
                       FROM generate_series($1::bigint, $2::bigint) i ON CONFLICT DO NOTHING RETURNING id, tutor_id)
         INSERT INTO tutors.offering_length (offering_id, minutes, price_minor)
         SELECT m.id, 60, t.price_minor FROM made m JOIN tutors.tutor t ON t.person_id = m.tutor_id",
        first,
        last,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.standing (tutor_id, rating_sum, rating_count, taught_count, let_down_count, answer_minutes)
         SELECT md5('gen-' || i)::uuid, i % 60 * 3 + i % 60 * (i % 11) / 5, i % 60, i % 60 + i % 37, i % 23 / 20,
                CASE WHEN i % 60 > 3 THEN 7 + i % 53 * 41 END
         FROM generate_series($1::bigint, $2::bigint) i ON CONFLICT DO NOTHING",
        first,
        last,
    )
    .execute(conn)
    .await?;
    Ok(())
}
