use contract::{UserId, tutors::Search};
use sqlx::{FromRow, Postgres, QueryBuilder, types::Json};
use uuid::Uuid;

use super::{
    candidates::{CAP, Match, push_asked, push_candidates, push_filters},
    correct::correct,
    cursor::{Cursor, order, real_column},
    model::{Hit, HitSubject, Page, Why},
};
use crate::Ctx;

/// Tutors on one page.
pub const PAGE: i64 = 24;

/// Finds tutors. If nobody is found by the words, they are put right from the names of subjects, and then compared with
/// the names of people.
pub async fn find(ctx: &Ctx, search: &Search) -> Result<Page, sqlx::Error> {
    let page = list(ctx, Match::of(search), search).await?;
    if search.words.is_empty() || page.total_capped.0 > 0 {
        return Ok(page);
    }
    if let Some(words) = correct(ctx, &search.words).await? {
        let put_right = Search { words: words.clone(), ..search.clone() };
        let found = list(ctx, Match::of(&put_right), &put_right).await?;
        if !found.hits.is_empty() {
            return Ok(Page { did_you_mean: Some(words), ..found });
        }
    }
    let by_name = list(ctx, Match::Name, search).await?;
    Ok(if by_name.total_capped.0 > 0 { by_name } else { page })
}

async fn list(ctx: &Ctx, matching: Match, search: &Search) -> Result<Page, sqlx::Error> {
    let mut sql = list_sql("", matching, search);
    // Not kept as a prepared statement: after a few runs that would get a plan that knows none of the values.
    let mut rows: Vec<Row> = sql.build_query_as().persistent(false).fetch_all(&ctx.db).await?;
    let total = rows.first().map_or(0, |row| row.total);
    let page = usize::try_from(PAGE).unwrap_or(24);
    let more = rows.len() > page;
    rows.truncate(page);
    let after = |last: &Row| Cursor::text(search.sort, last.price_minor, last.real, UserId(last.tutor_id));
    let next = rows.last().filter(|_| more).map(after);
    let hits = rows.into_iter().map(|row| row.hit(matching)).collect();
    let total_capped = (total.min(CAP), total > CAP);
    Ok(Page { hits, total_capped, next, did_you_mean: None, asked: search.clone(), matching })
}

/// The list and its total in one statement, after a prefix.
pub(super) fn list_sql(prefix: &str, matching: Match, search: &Search) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(prefix);
    push_asked(&mut sql, &search.words);
    sql.push(", found AS MATERIALIZED (");
    push_candidates(&mut sql, matching, search);
    sql.push("), page AS (SELECT t.tutor_id, t.price_minor, t.")
        .push(real_column(matching, search.sort))
        .push(" AS real");
    push_source(&mut sql, matching, search);
    if let Some(cursor) = search.after.as_deref().and_then(|text| Cursor::parse(text, search.sort)) {
        cursor.push(&mut sql, matching, search.sort);
    }
    sql.push(order("t", real_column(matching, search.sort), search.sort)).push(" LIMIT ").push(PAGE + 1).push(")");
    push_hits(&mut sql);
    sql.push(order("p", "real", search.sort));
    sql
}

/// Everyone is walked along the order of the list; of the others there are few enough to sort.
fn push_source(sql: &mut QueryBuilder<Postgres>, matching: Match, search: &Search) {
    if matching == Match::Everyone {
        sql.push(" FROM search.tutor t WHERE true");
        push_filters(sql, search);
    } else {
        sql.push(" FROM found t WHERE true");
    }
}

/// The rows of the page, each looked up by its id.
fn push_hits(sql: &mut QueryBuilder<Postgres>) {
    sql.push(
        r"
SELECT (SELECT count(*) FROM found) AS total, p.real, t.tutor_id, t.handle, t.name, t.headline, t.subjects, t.languages,
       t.price_minor, t.currency, t.rating, t.rating_count, t.taught_count,
       to_tsvector('search.words', t.name) @@ a.any_word AS by_name,
       to_tsvector('search.words', t.headline) @@ a.any_word AS by_headline,
       (SELECT s.name FROM tutors.public_subject s
        WHERE s.slug = ANY (t.tokens) AND to_tsvector('search.words', s.name || ' ' || s.words) @@ a.any_word
        ORDER BY to_tsvector('search.words', s.name) @@ a.any_word DESC, s.name LIMIT 1) AS by_subject
FROM asked a
CROSS JOIN page p
CROSS JOIN LATERAL (SELECT x.tutor_id, x.handle, x.name, x.headline, x.subjects, x.languages, x.price_minor, x.currency,
                           x.rating, x.rating_count, x.taught_count, x.tokens
                    FROM search.tutor x WHERE x.tutor_id = p.tutor_id OFFSET 0) t",
    );
}

#[derive(FromRow)]
struct Row {
    total: i64,
    real: f32,
    tutor_id: Uuid,
    handle: String,
    name: String,
    headline: String,
    subjects: Json<Vec<HitSubject>>,
    languages: Vec<String>,
    price_minor: i64,
    currency: String,
    rating: f32,
    rating_count: i64,
    taught_count: i64,
    by_name: bool,
    by_headline: bool,
    by_subject: Option<String>,
}

impl Row {
    fn hit(self, matching: Match) -> Hit {
        let why = self.why(matching);
        Hit {
            tutor_id: UserId(self.tutor_id),
            handle: self.handle,
            name: self.name,
            headline: self.headline,
            subjects: self.subjects.0,
            languages: self.languages,
            price_minor: self.price_minor,
            currency: self.currency,
            rating: self.rating,
            rating_count: self.rating_count,
            taught_count: self.taught_count,
            why,
        }
    }

    fn why(&self, matching: Match) -> Option<Why> {
        match matching {
            Match::Everyone => (self.rating_count >= 5 && self.rating >= 4.5).then_some(Why::BestRated),
            Match::Name => Some(Why::Name),
            Match::Words => Some(match &self.by_subject {
                _ if self.by_name => Why::Name,
                Some(subject) => Why::Subject(subject.clone()),
                None if self.by_headline => Why::Headline,
                None => Why::Text,
            }),
        }
    }
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
