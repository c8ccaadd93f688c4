//! Those that a question is about, as a piece of SQL: `hit` has everyone who fits as far as one looked, `best` the best
//! thousand of these by quality, each with the score that orders the list. What is bound and cast stands in a subquery of
//! its own: there it is read once, whatever the plan, and not for each row.

use contract::tutors::Search;
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::{find::PAGE, terms, tiers::Tier, wish::Asked};

/// Nothing is counted further than this.
pub const CAP: i64 = 1_000;
/// Where a rare word is not as rare as the best made believe, no more than these are looked at.
const MOST: i64 = 5_000;
/// Where hardly anybody is free when somebody wishes, so many of those who have hours then are asked, in no order.
const MOST_ASKED: i64 = 20_000;
/// So many names that are alike are looked at.
const ALIKE: i64 = 200;

/// How tutors are matched before the filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Everyone,
    /// All of the question's words are there.
    Words,
    /// The words are a name that is spelt alike.
    Name,
    /// Another engine has found them by the words, the best first.
    Ranked(Vec<Uuid>),
}

/// A question as the database is asked.
pub(super) struct Question<'a> {
    pub search: &'a Search,
    /// The words as a `tsquery`.
    pub words: &'a str,
    pub when: Option<&'a Asked>,
    /// Who is not found, whatever is asked.
    pub apart: &'a [Uuid],
}

impl Question<'_> {
    /// Words and filters as one `tsquery`.
    pub(super) fn condition(&self, matching: &Match) -> String {
        let words = if *matching == Match::Words { self.words } else { "" };
        let hours = self.when.map(|when| when.hours.clone()).unwrap_or_default();
        terms::condition(words, self.search, &hours)
    }

    /// Whether nothing narrows it.
    pub(super) fn asks_nothing(&self) -> bool {
        self.when.is_none() && self.condition(&Match::Everyone).is_empty()
    }
}

/// `hit AS (…), best AS (…)`. Where there is a wish, the best of those who fit otherwise are asked for it one by one until
/// there are enough.
pub(super) fn push_candidates(sql: &mut QueryBuilder<Postgres>, q: &Question<'_>, matching: &Match, tier: Tier) {
    let best = if matches!(matching, Match::Ranked(_) | Match::Name) { "score" } else { "quality" };
    sql.push("hit AS MATERIALIZED (");
    if let Some(when) = q.when {
        sql.push("SELECT e.tutor_id, e.quality, e.price_minor, e.rating, e.facets, e.score FROM (");
        push_fitting(sql, q, matching, tier);
        if tier == Tier::EVERYONE && matches!(matching, Match::Everyone | Match::Words) {
            sql.push(" LIMIT ").push(MOST_ASKED).push(") e WHERE true");
        } else {
            sql.push(" ORDER BY ").push(best).push(" DESC, tutor_id DESC LIMIT ").push(MOST).push(") e WHERE true");
        }
        push_when(sql, when);
        sql.push(" LIMIT ").push(CAP + 1);
    } else {
        push_fitting(sql, q, matching, tier);
        if tier == Tier::EVERYONE {
            sql.push(" LIMIT ").push(MOST);
        }
    }
    sql.push("), best AS MATERIALIZED (SELECT h.tutor_id, h.quality, h.price_minor, h.rating, h.facets, h.score FROM hit h ORDER BY h.");
    sql.push(best).push(" DESC, h.tutor_id DESC LIMIT ").push(CAP + 1).push(")");
}

/// Those of a tier who fit words and filters, whenever they are free.
fn push_fitting(sql: &mut QueryBuilder<Postgres>, q: &Question<'_>, matching: &Match, tier: Tier) {
    sql.push("SELECT e.tutor_id, e.quality, e.price_minor, e.rating, e.facets, ");
    match matching {
        Match::Everyone => _ = sql.push("e.quality AS score FROM search.entry e WHERE true"),
        Match::Words => {
            // By weight, D to A. 32: between 0 and 1.
            sql.push("(ts_rank('{0.1, 0.3, 0.9, 1}', e.doc, (SELECT ").push_bind(q.words.to_owned());
            sql.push("::tsquery), 32) + 0.2 * e.quality)::real AS score FROM search.entry e WHERE true");
        }
        Match::Name => push_named_alike(sql, &q.search.words),
        Match::Ranked(ids) => {
            sql.push("(1 - r.place / 10000.0)::real AS score FROM unnest(").push_bind(ids.clone());
            sql.push("::uuid[]) WITH ORDINALITY AS r (tutor_id, place) JOIN search.entry e ON e.tutor_id = r.tutor_id WHERE true");
        }
    }
    if matches!(matching, Match::Everyone | Match::Words) {
        sql.push(tier.condition());
    }
    let condition = q.condition(matching);
    if !condition.is_empty() {
        sql.push(" AND e.doc @@ (SELECT ").push_bind(condition).push("::tsquery)");
    }
    push_price(sql, q);
    push_apart(sql, q);
}

/// The words are alike to a part of the name.
fn push_named_alike(sql: &mut QueryBuilder<Postgres>, words: &str) {
    sql.push("n.score FROM search.named_alike(").push_bind(words.to_owned());
    sql.push(", ").push(PAGE).push(", ").push(ALIKE);
    sql.push(") n JOIN search.entry e ON e.tutor_id = n.tutor_id WHERE true");
}

/// What lexemes say only roughly.
pub(super) fn push_exact(sql: &mut QueryBuilder<Postgres>, q: &Question<'_>) {
    push_price(sql, q);
    push_apart(sql, q);
    if let Some(when) = q.when {
        push_when(sql, when);
    }
}

fn push_price(sql: &mut QueryBuilder<Postgres>, q: &Question<'_>) {
    if let Some((minor, _)) = q.search.price_limit() {
        sql.push(" AND e.price_minor <= ").push_bind(minor).push("::bigint");
    }
}

fn push_apart(sql: &mut QueryBuilder<Postgres>, q: &Question<'_>) {
    if !q.apart.is_empty() {
        sql.push(" AND e.tutor_id <> ALL ((SELECT ").push_bind(q.apart.to_vec()).push("::uuid[])::uuid[])");
    }
}

/// There is a start that the wish takes and that leaves the tutor's notice. One within a quarter counts from the next
/// quarter on. `bool_or`, because an `EXISTS` would be turned into reading the times of everyone.
fn push_when(sql: &mut QueryBuilder<Postgres>, when: &Asked) {
    sql.push(" AND (SELECT bool_or((((f.on_quarter & (SELECT ").push_bind(when.on_quarter.clone());
    sql.push("::text[]::bit(3072)[])[f.minutes / 15]) | coalesce(f.off_quarter & (SELECT ");
    sql.push_bind(when.off_quarter.clone()).push("::text[]::bit(3072)[])[f.minutes / 15], 0::bit(3072)))");
    sql.push(" & ~ search.stretch(").push_bind(when.first).push("::int, f.notice_hours * 4 + ").push_bind(when.more);
    sql.push("::int)) <> 0::bit(3072)) FROM search.free f WHERE f.tutor_id = e.tutor_id AND f.counted_at > ");
    sql.push_bind(when.counted_since).push(")");
}
