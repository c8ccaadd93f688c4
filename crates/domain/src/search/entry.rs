//! The one place where a tutor's facts become what is searched and what is shown, from what their owners publish.
//!
//! Quality is what orders tutors when nothing else is known, 0 to 1:
//! `0.55 · (b − 1) / 4 + 0.25 · n / (n + 20) + 0.20 · c`, where `b` is the Bayesian rating (1 to 5), `n` counts finished
//! sessions, and `c` is the share of these that the profile has: an account of at least 200 characters, weekly hours, a
//! language. Up to 0.002 by chance, the same for a tutor every day, so that those who are alike in all of this come in no
//! order of age.

use std::collections::HashMap;

use contract::tutors::LANGUAGES;
use sqlx::PgConnection;
use uuid::Uuid;

use super::terms::PRICE_STEPS;
use crate::rating::{SITE_MEAN, SITE_WEIGHT};

/// What a tutor's entry was made to.
pub(super) struct Written {
    pub facets: String,
    pub stamp: i64,
}

/// Writes entry and card of each of these tutors whose page is open. `hours` are the hours of the week in which each is
/// free, as lexemes apart by spaces.
pub(super) async fn write(
    conn: &mut PgConnection,
    tutors: &[Uuid],
    hours: &[String],
) -> Result<HashMap<Uuid, Written>, sqlx::Error> {
    let (codes, names): (Vec<String>, Vec<String>) =
        LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).unzip();
    let rows = sqlx::query!(
        r#"WITH source AS MATERIALIZED (
               SELECT t.person_id AS tutor_id, p.handle, p.name, t.headline, t.price_minor, t.currency, r.rating::real AS rating,
                      r.rating_count, r.taught_count, r.answer_minutes, s.list AS subjects, s.lexemes, l.codes AS languages,
                      (0.55 * (r.rating - 1) / 4 + 0.25 * r.taught_count / (r.taught_count + 20.0)
                           + 0.20 * ((length(t.about) >= 200)::int + (cardinality(l.codes) > 0)::int
                                     + EXISTS (SELECT FROM tutors.public_hours h WHERE h.tutor_id = t.person_id)::int) / 3.0
                           + 0.002 * (hashtextextended(t.person_id::text, 0) & 4095) / 4096.0)::real AS quality,
                      concat_ws(' ', s.facets, (SELECT string_agg('~' || code, ' ') FROM unnest(l.codes) AS code), '$' || t.currency) AS facets,
                      d.words || array_to_tsvector(k.tags) AS doc,
                      hashtextextended(concat_ws(E'\x1f', p.name, p.handle, t.headline, t.about, s.facets, t.price_minor,
                                                 round(r.rating::numeric, 1), r.taught_count, array_to_string(k.tags, ' ')), 0) AS stamp
               FROM unnest($1::uuid[], $2::text[]) AS given (tutor_id, hours)
               JOIN tutors.public_tutor t ON t.person_id = given.tutor_id AND t.published
               JOIN accounts.public_person p ON p.id = t.person_id AND NOT p.disabled
               CROSS JOIN LATERAL (
                   SELECT jsonb_agg(jsonb_build_object('slug', x.slug, 'name', x.name, 'levels', x.levels) ORDER BY x.name) AS list,
                          jsonb_object_agg(x.slug, to_jsonb(tsvector_to_array(x.doc))) AS lexemes,
                          string_agg(x.name || ' ' || x.words, ' ') AS words, string_agg(DISTINCT x.area, ' ') AS areas,
                          string_agg(x.slug || ':' || x.letters, ' ' ORDER BY x.slug) AS facets
                   FROM (SELECT u.slug, u.name, u.area, u.words,
                                to_tsvector('search.words', search.normal(u.name || ' ' || u.words)) AS doc,
                                string_agg(left(c.level, 1), '' ORDER BY c.level) AS letters,
                                jsonb_agg(c.level ORDER BY array_position('{school,university,professional}', c.level)) AS levels
                         FROM tutors.public_specialty c JOIN tutors.public_subject u ON u.slug = c.subject
                         WHERE c.tutor_id = t.person_id GROUP BY u.slug, u.name, u.area, u.words) x) s
               CROSS JOIN LATERAL (
                   SELECT coalesce(array_agg(c.code ORDER BY c.code), '{}') AS codes, string_agg(n.name, ' ') AS names
                   FROM tutors.public_language c LEFT JOIN unnest($3::text[], $4::text[]) AS n (code, name) ON n.code = c.code
                   WHERE c.tutor_id = t.person_id) l
               CROSS JOIN LATERAL (
                   SELECT ($5::float8 * $6::float8 + coalesce(sum(c.rating_sum), 0)::float8)
                              / ($6::float8 + coalesce(sum(c.rating_count), 0)::float8) AS rating,
                          coalesce(sum(c.rating_count), 0)::bigint AS rating_count,
                          coalesce(sum(c.taught_count), 0)::bigint AS taught_count, max(c.answer_minutes) AS answer_minutes
                   FROM tutors.public_standing c WHERE c.tutor_id = t.person_id) r
               CROSS JOIN LATERAL (
                   SELECT ARRAY(SELECT unnest(ARRAY['=' || c.subject, '=' || c.subject || '@' || c.level, '=@' || c.level])
                                FROM tutors.public_specialty c WHERE c.tutor_id = t.person_id
                                UNION SELECT '~' || code FROM unnest(l.codes) AS code
                                UNION SELECT '$' || t.currency
                                UNION SELECT '$' || t.currency || '.' || width_bucket(t.price_minor, $7::bigint[])
                                UNION SELECT '*' || floor(r.rating::real * 10) WHERE r.rating_count > 0
                                UNION SELECT hour FROM unnest(string_to_array(given.hours, ' ')) AS hour WHERE hour <> '') AS tags) k
               CROSS JOIN LATERAL (
                   SELECT setweight(to_tsvector('search.words', search.normal(p.name || ' ' || p.handle)), 'A')
                              || setweight(to_tsvector('search.words', search.normal(s.words)), 'B')
                              || setweight(to_tsvector('search.words', search.normal(t.headline)), 'C')
                              || setweight(to_tsvector('search.words', search.normal(concat_ws(' ', t.about, s.areas, l.names))), 'D')
                              AS words) d
               WHERE s.list IS NOT NULL),
           entry AS (
               INSERT INTO search.entry AS e (tutor_id, quality, tier, price_minor, rating, facets, doc, stamp)
               SELECT s.tutor_id, s.quality, coalesce((SELECT min(t.tier) FROM search.tier t WHERE s.quality >= t.least), 5),
                      s.price_minor, s.rating, s.facets, s.doc, s.stamp
               FROM source s
               ON CONFLICT (tutor_id) DO UPDATE SET
                   quality = excluded.quality, tier = excluded.tier, price_minor = excluded.price_minor,
                   rating = excluded.rating, facets = excluded.facets, doc = excluded.doc, stamp = excluded.stamp
               WHERE (e.quality, e.tier, e.stamp, e.doc) IS DISTINCT FROM (excluded.quality, excluded.tier, excluded.stamp, excluded.doc)),
           card AS (
               INSERT INTO search.card AS c (tutor_id, handle, name, headline, price_minor, currency, rating, rating_count,
                                             taught_count, answer_minutes, subjects, lexemes, languages)
               SELECT s.tutor_id, s.handle, s.name, s.headline, s.price_minor, s.currency, s.rating, s.rating_count, s.taught_count,
                      s.answer_minutes, s.subjects, s.lexemes, s.languages
               FROM source s
               ON CONFLICT (tutor_id) DO UPDATE SET
                   handle = excluded.handle, name = excluded.name, headline = excluded.headline, price_minor = excluded.price_minor,
                   currency = excluded.currency, rating = excluded.rating, rating_count = excluded.rating_count,
                   taught_count = excluded.taught_count, answer_minutes = excluded.answer_minutes, subjects = excluded.subjects,
                   lexemes = excluded.lexemes, languages = excluded.languages
               WHERE (c.handle, c.name, c.headline, c.price_minor, c.currency, c.rating, c.rating_count, c.taught_count,
                      c.answer_minutes, c.subjects, c.lexemes, c.languages)
                     IS DISTINCT FROM (excluded.handle, excluded.name, excluded.headline, excluded.price_minor,
                      excluded.currency, excluded.rating, excluded.rating_count, excluded.taught_count,
                      excluded.answer_minutes, excluded.subjects, excluded.lexemes, excluded.languages))
           SELECT s.tutor_id AS "tutor_id!", s.facets AS "facets!", s.stamp AS "stamp!" FROM source s"#,
        tutors,
        hours,
        &codes,
        &names,
        SITE_MEAN,
        SITE_WEIGHT,
        &PRICE_STEPS,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.tutor_id, Written { facets: row.facets, stamp: row.stamp })).collect())
}
