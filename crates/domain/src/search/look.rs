//! Looks for those who fit, as far as is needed and no further, and finds the page among them.

use contract::{UserId, tutors::Sort};
use sqlx::{FromRow, Postgres, QueryBuilder};
use uuid::Uuid;

use super::{
    PAGE,
    candidates::{CAP, Match, Question, push_candidates, push_exact},
    cursor::{Cursor, order, real_column},
    tiers::Tier,
};
use crate::Ctx;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// How many fit, counted up to one more than [`CAP`].
    pub total: i64,
    /// What these are counted by, of all of them.
    pub facets: String,
    /// The page's rows in order, and one more if there is one.
    pub rows: Vec<Key>,
}

/// A row by what it is ordered by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Key {
    pub tutor: UserId,
    pub price_minor: i64,
    pub real: f32,
}

/// The best first, then as many more as it takes to find a thousand or everyone.
pub(super) async fn look(ctx: &Ctx, q: &Question<'_>, matching: &Match) -> Result<Found, sqlx::Error> {
    let mut tier = match matching {
        Match::Name | Match::Ranked(_) => Tier::EVERYONE,
        Match::Everyone | Match::Words => Tier::BEST,
    };
    loop {
        let row = look_at(ctx, q, matching, tier).await?;
        if row.total <= CAP && tier < Tier::EVERYONE {
            tier = tier.wider(row.seen);
            continue;
        }
        let mut found = row.found();
        if found.total > CAP && tier.is_dense(row.seen) && can_be_walked(q, matching) {
            found.rows = walk(ctx, q, matching).await?;
        }
        return Ok(found);
    }
}

/// Where many fit, an order that does not come from the words is walked until the page is full.
fn can_be_walked(q: &Question<'_>, matching: &Match) -> bool {
    match matching {
        Match::Everyone => true,
        Match::Words => q.search.sort != Sort::Best,
        Match::Name | Match::Ranked(_) => false,
    }
}

async fn look_at(ctx: &Ctx, q: &Question<'_>, matching: &Match, tier: Tier) -> Result<Row, sqlx::Error> {
    look_sql("", q, matching, tier).build_query_as().fetch_one(&ctx.db).await
}

/// One statement, after a prefix.
pub(super) fn look_sql(prefix: &str, q: &Question<'_>, matching: &Match, tier: Tier) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new(prefix);
    sql.push("WITH ");
    push_candidates(&mut sql, q, matching, tier);
    let (sort, real) = (q.search.sort, real_column(matching, q.search.sort));
    sql.push(", page AS (SELECT e.tutor_id, e.price_minor, e.").push(real).push(" AS real FROM best e WHERE true");
    if let Some(cursor) = q.search.after.as_deref().and_then(|text| Cursor::parse(text, sort)) {
        cursor.push(&mut sql, real);
    }
    sql.push(order(real, sort)).push(" LIMIT ").push(PAGE + 1);
    sql.push(
        ") SELECT (SELECT count(*) FROM hit) AS seen, (SELECT count(*) FROM best) AS total,
                  coalesce((SELECT string_agg(b.facets, ' ') FROM best b), '') AS facets,
                  ARRAY(SELECT p.tutor_id FROM page p) AS tutors, ARRAY(SELECT p.price_minor FROM page p) AS prices,
                  ARRAY(SELECT p.real FROM page p) AS reals",
    );
    sql
}

/// The page by walking along its order.
pub(super) async fn walk(ctx: &Ctx, q: &Question<'_>, matching: &Match) -> Result<Vec<Key>, sqlx::Error> {
    let rows: Vec<(Uuid, i64, f32)> = walk_sql("", q, matching).build_query_as().fetch_all(&ctx.db).await?;
    Ok(rows.into_iter().map(|(tutor, price_minor, real)| Key { tutor: UserId(tutor), price_minor, real }).collect())
}

/// The condition is asked by its function, of which no index knows: the order is walked, not the words looked up.
pub(super) fn walk_sql(prefix: &str, q: &Question<'_>, matching: &Match) -> QueryBuilder<Postgres> {
    let sort = q.search.sort;
    let real = if sort == Sort::Rating { "rating" } else { "quality" };
    let mut sql = QueryBuilder::new(prefix);
    sql.push("SELECT e.tutor_id, e.price_minor, e.").push(real).push(" AS real FROM search.entry e WHERE true");
    let condition = q.condition(matching);
    if !condition.is_empty() {
        sql.push(" AND ts_match_vq(e.doc, (SELECT ").push_bind(condition).push("::tsquery))");
    }
    push_exact(&mut sql, q);
    if let Some(cursor) = q.search.after.as_deref().and_then(|text| Cursor::parse(text, sort)) {
        cursor.push(&mut sql, real);
    }
    sql.push(order(real, sort)).push(" LIMIT ").push(PAGE + 1);
    sql
}

#[derive(FromRow)]
struct Row {
    seen: i64,
    total: i64,
    facets: String,
    tutors: Vec<Uuid>,
    prices: Vec<i64>,
    reals: Vec<f32>,
}

impl Row {
    fn found(&self) -> Found {
        let rows = self.tutors.iter().zip(&self.prices).zip(&self.reals);
        let key = |((tutor, price), real): ((&Uuid, &i64), &f32)| Key {
            tutor: UserId(*tutor),
            price_minor: *price,
            real: *real,
        };
        Found { total: self.total, facets: self.facets.clone(), rows: rows.map(key).collect() }
    }
}
