//! The tutors that a question is about, at most a few thousand, as a piece of SQL. Two ways lead to them by words. A word
//! that few use is looked up in the word index. A word that many use is not: the best tutors are walked in order of
//! quality and their words read one by one until there are enough, as ranking all its matches takes linear time.
//! Whoever is asked for without words is walked along an index that carries all that the filters look at
//! (`explain_tests.rs`).

use contract::tutors::Search;
use sqlx::{Postgres, QueryBuilder};

/// Nothing is counted further than this.
pub const CAP: i64 = 1_000;
/// So many matches of a rare word are ranked, the best by quality.
const RANKED: i64 = 2_000;
/// So many tutors are walked for a common word.
const WALKED: i64 = 5_000;
/// So many names that are alike are looked at.
const ALIKE: i64 = 200;

/// How tutors are matched before the filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Everyone,
    /// All of the question's words are there.
    Words,
    /// The words are a name that is spelt alike.
    Name,
}

impl Match {
    pub(super) fn of(search: &Search) -> Self {
        if search.words.is_empty() { Self::Everyone } else { Self::Words }
    }
}

/// Opens the statement with what the words mean: `WITH asked AS (…)` with `query`, `any_word` (one of them is enough),
/// `folded` and `common`. The next part of the `WITH` follows after a comma.
pub(super) fn push_asked(sql: &mut QueryBuilder<Postgres>, words: &str) {
    sql.push(
        "WITH asked AS MATERIALIZED (
             SELECT q.query, replace(q.query::text, ' & ', ' | ')::tsquery AS any_word, search.fold(",
    )
    .push_bind(words.to_owned())
    .push("::text) AS folded, search.is_common(")
    .push_bind(words.to_owned())
    .push("::text) AS common FROM (SELECT websearch_to_tsquery('search.words', ")
    .push_bind(words.to_owned())
    .push("::text) AS query) q)");
}

/// `SELECT tutor_id, quality, price_minor, rating, tokens, score …` of those that match and pass the filters.
pub(super) fn push_candidates(sql: &mut QueryBuilder<Postgres>, matching: Match, search: &Search) {
    match matching {
        Match::Everyone => push_everyone(sql, search),
        Match::Words => push_by_words(sql, search),
        Match::Name => push_by_name(sql, search),
    }
}

fn push_everyone(sql: &mut QueryBuilder<Postgres>, search: &Search) {
    sql.push(
        "SELECT t.tutor_id, t.quality, t.price_minor, t.rating, t.tokens, t.quality AS score
         FROM search.tutor t WHERE true",
    );
    push_filters(sql, search);
    sql.push(" ORDER BY t.quality DESC, t.tutor_id DESC LIMIT ").push(CAP + 1);
}

fn push_by_words(sql: &mut QueryBuilder<Postgres>, search: &Search) {
    let rank = "(ts_rank(w.doc, (SELECT query FROM asked), 32) + 0.2 * w.quality)::real AS score";
    sql.push("(SELECT w.tutor_id, w.quality, w.price_minor, w.rating, w.tokens, ").push(rank);
    sql.push(
        " FROM (SELECT t.tutor_id, t.quality, t.price_minor, t.rating, t.tokens, t.doc FROM search.tutor t
          WHERE NOT (SELECT common FROM asked) AND t.doc @@ (SELECT query FROM asked)",
    );
    push_filters(sql, search);
    sql.push(" ORDER BY t.quality DESC, t.tutor_id DESC LIMIT ").push(RANKED).push(") w)");
    sql.push(" UNION ALL (SELECT w.tutor_id, w.quality, w.price_minor, w.rating, w.tokens, ").push(rank);
    sql.push(
        " FROM (SELECT k.tutor_id, k.quality, k.price_minor, k.rating, k.tokens, d.doc
          FROM (SELECT t.tutor_id, t.quality, t.price_minor, t.rating, t.tokens FROM search.tutor t
                WHERE (SELECT common FROM asked)",
    );
    push_filters(sql, search);
    sql.push(" ORDER BY t.quality DESC, t.tutor_id DESC LIMIT ").push(WALKED).push(
        ") k CROSS JOIN LATERAL (SELECT s.doc FROM search.tutor s WHERE s.tutor_id = k.tutor_id OFFSET 0) d
          WHERE d.doc @@ (SELECT query FROM asked) LIMIT ",
    );
    sql.push(CAP + 1).push(") w)");
}

/// Alike in the eyes of the trigram index, or with the same beginning and somewhat alike: a slip in a short name leaves
/// few trigrams whole.
fn push_by_name(sql: &mut QueryBuilder<Postgres>, search: &Search) {
    sql.push(
        "SELECT t.tutor_id, t.quality, t.price_minor, t.rating, t.tokens,
                greatest(similarity(search.fold(t.name), (SELECT folded FROM asked)),
                         word_similarity((SELECT folded FROM asked), search.fold(t.name)))::real AS score
         FROM search.tutor t
         WHERE (search.fold(t.name) % (SELECT folded FROM asked) OR search.fold(t.name) %> (SELECT folded FROM asked)",
    );
    let beginning: String = search.words.chars().take(3).collect();
    if beginning.chars().count() == 3 && beginning.chars().all(char::is_alphanumeric) {
        sql.push(" OR (search.fold(t.name) LIKE '%' || search.fold(").push_bind(beginning);
        sql.push(") || '%' AND word_similarity((SELECT folded FROM asked), search.fold(t.name)) >= 0.4)");
    }
    sql.push(")");
    push_filters(sql, search);
    sql.push(" LIMIT ").push(ALIKE);
}

/// ` AND …` for each filter on `t`.
pub(super) fn push_filters(sql: &mut QueryBuilder<Postgres>, search: &Search) {
    let tokens = tokens(search);
    if !tokens.is_empty() {
        sql.push(" AND t.tokens @> ").push_bind(tokens).push("::text[]");
    }
    if let Some((minor, _)) = search.price_limit() {
        sql.push(" AND t.price_minor <= ").push_bind(minor).push("::bigint");
    }
    if let Some(tenths) = search.min_rating {
        sql.push(" AND t.rating_count > 0 AND t.rating >= ").push_bind(f32::from(tenths) / 10.0).push("::real");
    }
}

/// What a tutor's tokens must hold: a subject and a level must be one specialty.
fn tokens(search: &Search) -> Vec<String> {
    let taught = match (&search.subject, search.level) {
        (Some(subject), Some(level)) => Some(format!("{subject}@{level}")),
        (Some(subject), None) => Some(subject.clone()),
        (None, Some(level)) => Some(format!("@{level}")),
        (None, None) => None,
    };
    let language = search.language.as_ref().map(|code| format!("~{code}"));
    let currency = search.price_limit().map(|(_, code)| format!("${code}"));
    [taught, language, currency].into_iter().flatten().collect()
}
