//! The rows that are searched, made from what their owners publish.
//!
//! Quality is what orders tutors when nothing else is known, 0 to 1:
//! `0.55 · (b − 1) / 4 + 0.25 · n / (n + 20) + 0.20 · c`, where `b` is the Bayesian rating (1 to 5), `n` counts finished
//! sessions, and `c` is the share of these that the profile has: an account of at least 200 characters, weekly hours, a
//! language.

use contract::{UserId, tutors::LANGUAGES};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Ctx,
    rating::{SITE_MEAN, SITE_WEIGHT},
};

/// Makes one tutor's row anew, or deletes it.
pub(super) async fn refresh(ctx: &Ctx, tutor: UserId) -> Result<(), sqlx::Error> {
    let mut tx = ctx.begin().await?;
    // One at a time for each tutor, so that an older state never overwrites a newer one.
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('search.tutor:' || $1::uuid, 0))", tutor.0)
        .execute(&mut *tx)
        .await?;
    delete_closed(&mut tx, Some(tutor.0)).await?;
    write_open(&mut tx, Some(tutor.0)).await?;
    tx.commit().await
}

/// Makes every row anew, and says how many there are: for data that was put in without events.
pub async fn rebuild_all(ctx: &Ctx) -> Result<u64, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    delete_closed(&mut tx, None).await?;
    let written = write_open(&mut tx, None).await?;
    tx.commit().await?;
    // So that the planner knows the words, and the walk along an index need not look at the table.
    sqlx::query("VACUUM (ANALYZE) search.tutor").execute(&ctx.db).await?;
    Ok(written)
}

/// The same if there is no row at all; otherwise nothing is changed, and the answer is 0.
pub async fn rebuild_if_empty(ctx: &Ctx) -> Result<u64, sqlx::Error> {
    let empty = sqlx::query_scalar!(r#"SELECT NOT EXISTS (SELECT FROM search.tutor) AS "empty!""#);
    if empty.fetch_one(&ctx.db).await? { rebuild_all(ctx).await } else { Ok(0) }
}

async fn delete_closed(conn: &mut PgConnection, tutor: Option<Uuid>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "DELETE FROM search.tutor d
         WHERE ($1::uuid IS NULL OR d.tutor_id = $1)
           AND NOT EXISTS (SELECT FROM tutors.public_tutor t JOIN accounts.public_person p ON p.id = t.person_id
                           WHERE t.person_id = d.tutor_id AND t.published AND NOT p.disabled
                             AND EXISTS (SELECT FROM tutors.public_specialty s WHERE s.tutor_id = t.person_id))",
        tutor,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn write_open(conn: &mut PgConnection, tutor: Option<Uuid>) -> Result<u64, sqlx::Error> {
    let (codes, names): (Vec<String>, Vec<String>) =
        LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).unzip();
    let done = sqlx::query!(
        r#"INSERT INTO search.tutor (tutor_id, handle, name, headline, price_minor, currency, rating, rating_count,
                                     taught_count, quality, subjects, languages, tokens, doc)
           SELECT t.person_id, p.handle, p.name, t.headline, t.price_minor, t.currency, r.rating, r.rating_count,
                  r.taught_count,
                  0.55 * (r.rating - 1) / 4 + 0.25 * r.taught_count / (r.taught_count + 20.0)
                      + 0.20 * ((length(t.about) >= 200)::int + (cardinality(l.codes) > 0)::int
                                + EXISTS (SELECT FROM tutors.public_hours h WHERE h.tutor_id = t.person_id)::int) / 3.0,
                  s.list, l.codes, k.tokens,
                  setweight(to_tsvector('search.words', p.name || ' ' || p.handle || ' ' || s.words), 'A')
                      || setweight(to_tsvector('search.words', t.headline), 'B')
                      || setweight(to_tsvector('search.words', t.about), 'C')
                      || setweight(to_tsvector('search.words', s.areas || ' ' || coalesce(l.names, '')), 'D')
           FROM tutors.public_tutor t
           JOIN accounts.public_person p ON p.id = t.person_id AND NOT p.disabled
           CROSS JOIN LATERAL (
               SELECT jsonb_agg(jsonb_build_object('slug', x.slug, 'name', x.name, 'levels', x.levels) ORDER BY x.name) AS list,
                      string_agg(x.name || ' ' || x.words, ' ') AS words, string_agg(DISTINCT x.area, ' ') AS areas
               FROM (SELECT u.slug, u.name, u.area, u.words,
                            jsonb_agg(c.level ORDER BY array_position('{school,university,professional}', c.level)) AS levels
                     FROM tutors.public_specialty c JOIN tutors.public_subject u ON u.slug = c.subject
                     WHERE c.tutor_id = t.person_id GROUP BY u.slug, u.name, u.area, u.words) x) s
           CROSS JOIN LATERAL (
               SELECT coalesce(array_agg(c.code ORDER BY c.code), '{}') AS codes, string_agg(n.name, ' ') AS names
               FROM tutors.public_language c LEFT JOIN unnest($2::text[], $3::text[]) AS n (code, name) ON n.code = c.code
               WHERE c.tutor_id = t.person_id) l
           CROSS JOIN LATERAL (
               SELECT ARRAY(SELECT unnest(ARRAY[c.subject, c.subject || '@' || c.level, '@' || c.level])
                            FROM tutors.public_specialty c WHERE c.tutor_id = t.person_id
                            UNION SELECT '~' || code FROM unnest(l.codes) AS code
                            UNION SELECT '$' || t.currency) AS tokens) k
           CROSS JOIN LATERAL (
               SELECT ($4::float8 * $5::float8 + coalesce(sum(c.rating_sum), 0)::float8)
                          / ($5::float8 + coalesce(sum(c.rating_count), 0)::float8) AS rating,
                      coalesce(sum(c.rating_count), 0)::bigint AS rating_count,
                      coalesce(sum(c.taught_count), 0)::bigint AS taught_count
               FROM tutors.public_standing c WHERE c.tutor_id = t.person_id) r
           WHERE t.published AND s.list IS NOT NULL AND ($1::uuid IS NULL OR t.person_id = $1)
           ON CONFLICT (tutor_id) DO UPDATE SET
               handle = excluded.handle, name = excluded.name, headline = excluded.headline,
               price_minor = excluded.price_minor, currency = excluded.currency, rating = excluded.rating,
               rating_count = excluded.rating_count, taught_count = excluded.taught_count, quality = excluded.quality,
               subjects = excluded.subjects, languages = excluded.languages, tokens = excluded.tokens, doc = excluded.doc"#,
        tutor,
        &codes,
        &names,
        SITE_MEAN,
        SITE_WEIGHT,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

#[cfg(test)]
#[path = "refresh_tests.rs"]
mod tests;
