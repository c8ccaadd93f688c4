use contract::{UserId, tutors::Level};
use serde::Deserialize;
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

use super::{look::Key, model::HitSubject, windows::Known};
use crate::Ctx;

/// What the list shows of a tutor, as it is kept.
pub(super) struct Card {
    pub tutor_id: UserId,
    pub handle: String,
    pub name: String,
    pub headline: String,
    pub price_minor: i64,
    pub currency: String,
    pub rating: f32,
    pub rating_count: i64,
    pub taught_count: i64,
    pub answer_minutes: Option<i32>,
    pub subjects: Vec<HitSubject>,
    /// The words of each subject by its slug; only where words are asked for.
    pub lexemes: HashMap<String, Vec<String>>,
    pub languages: Vec<String>,
    /// Whether the words stand in the name, and in the headline.
    pub by_name: bool,
    pub by_headline: bool,
    pub free: Known,
}

#[derive(Debug, Deserialize)]
struct Subject {
    slug: String,
    name: String,
    levels: Vec<Level>,
}

/// The cards of a page in its order. `in_name` and `in_headline` are `tsquery`s, empty where there are no words.
pub(super) async fn cards(ctx: &Ctx, keys: &[Key], in_name: &str, in_headline: &str) -> Result<Vec<Card>, sqlx::Error> {
    let ids: Vec<Uuid> = keys.iter().map(|key| key.tutor.0).collect();
    let rows = sqlx::query!(
        r#"SELECT c.tutor_id, c.handle, c.name, c.headline, c.price_minor, c.currency, c.rating, c.rating_count,
                  c.taught_count, c.answer_minutes, c.subjects AS "subjects: Json<Vec<Subject>>", c.languages,
                  CASE WHEN $2 <> '' THEN c.lexemes END AS "lexemes: Json<HashMap<String, Vec<String>>>",
                  CASE WHEN $2 <> '' THEN (SELECT e.doc @@ $2::text::tsquery FROM search.entry e WHERE e.tutor_id = c.tutor_id) END AS by_name,
                  CASE WHEN $3 <> '' THEN (SELECT e.doc @@ $3::text::tsquery FROM search.entry e WHERE e.tutor_id = c.tutor_id) END AS by_headline,
                  f.minutes AS "minutes?", f.notice_hours AS "notice_hours?", f.runs AS "runs?"
           FROM unnest($1::uuid[]) WITH ORDINALITY AS page (tutor_id, place)
           JOIN search.card c ON c.tutor_id = page.tutor_id
           LEFT JOIN LATERAL (SELECT x.minutes, x.notice_hours, x.runs FROM search.free x
                              WHERE x.tutor_id = page.tutor_id ORDER BY x.minutes LIMIT 1) f ON true
           ORDER BY page.place"#,
        &ids,
        in_name,
        in_headline,
    )
    .fetch_all(&ctx.db)
    .await?;
    let subject = |s: Subject| HitSubject { slug: s.slug, name: s.name, levels: s.levels };
    Ok(rows
        .into_iter()
        .map(|row| Card {
            tutor_id: UserId(row.tutor_id),
            handle: row.handle,
            name: row.name,
            headline: row.headline,
            price_minor: row.price_minor,
            currency: row.currency,
            rating: row.rating,
            rating_count: row.rating_count,
            taught_count: row.taught_count,
            answer_minutes: row.answer_minutes,
            subjects: row.subjects.0.into_iter().map(subject).collect(),
            lexemes: row.lexemes.map(|lexemes| lexemes.0).unwrap_or_default(),
            languages: row.languages,
            by_name: row.by_name.unwrap_or_default(),
            by_headline: row.by_headline.unwrap_or_default(),
            free: Known {
                minutes: row.minutes.unwrap_or_default(),
                notice_hours: row.notice_hours.unwrap_or_default(),
                runs: row.runs.unwrap_or_default(),
            },
        })
        .collect())
}
