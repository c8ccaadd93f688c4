//! With 20,000 tutors no question touches more than some thousand pages of the database, whatever is asked: the measure
//! of work that does not depend on the machine.

use chrono_tz::Tz;
use contract::tutors::{Search, Sort, Wish, Within};
use serde_json::Value;
use sqlx::{Postgres, QueryBuilder};

use super::{
    Asker, CAP,
    ask::Ask,
    candidates::{Match, Question},
    find,
    look::{look_sql, walk_sql},
    tally, tiers,
    tiers::Tier,
    wish::{self, Asked},
};
use crate::{Ctx, testing::Stage};

/// Words come in every frequency, `every`, every second, every tenth, hundredth and thousandth tutor; so do filters. Half
/// of them are free in the evening, one in a hundred on Sundays alone.
const GENERATED: &[&str] = &[
    "SELECT search.drop_word_indexes()",
    "INSERT INTO search.entry (tutor_id, quality, tier, price_minor, rating, facets, doc, stamp)
     SELECT md5(i::text)::uuid, (i * 31 % 20000) / 20000.0 + i / 100000000.0, 5, 1000 + i * 37 % 9000, 3.5 + (i * 13 % 150) / 100.0,
            s.slug || ':' || left(l.level, 1) || ' ~' || g.code || ' $' || c.code,
            to_tsvector('search.words', concat_ws(' ', 'every', s.name, CASE WHEN i % 2 = 0 THEN 'second' END,
                CASE WHEN i % 10 = 0 THEN 'tenth' END, CASE WHEN i % 100 = 0 THEN 'hundredth' END,
                CASE WHEN i % 1000 = 0 THEN 'thousandth' END, CASE WHEN i * 31 % 20000 < 6000 THEN 'beginner' END,
                (SELECT string_agg(md5((i * 40 + w)::text), ' ') FROM generate_series(1, 30) w)))
              || array_to_tsvector(ARRAY['=' || s.slug, '=' || s.slug || '@' || l.level, '=@' || l.level, '~' || g.code, '$' || c.code,
                 '$' || c.code || '.' || i % 12, '*' || 35 + i * 13 % 150 / 10, CASE WHEN i % 2 = 0 THEN '#18' ELSE '#9' END,
                 CASE WHEN i % 100 = 7 THEN '#160' ELSE '#10' END]), i
     FROM generate_series(1, 20000) i
     JOIN (SELECT slug, name, row_number() OVER (ORDER BY slug) AS n FROM tutors.subject) s ON s.n = i % 50 + 1
     JOIN (VALUES (0, 'school'), (1, 'university'), (2, 'professional')) l (n, level) ON l.n = i % 3
     JOIN (VALUES (0, 'en'), (1, 'en'), (2, 'de'), (3, 'am')) g (n, code) ON g.n = i / 3 % 4
     CROSS JOIN LATERAL (SELECT CASE WHEN i % 500 = 0 THEN 'CHF' WHEN i % 3 = 0 THEN 'USD' ELSE 'EUR' END AS code) c",
    "INSERT INTO search.card (tutor_id, handle, name, headline, price_minor, currency, rating, rating_count, taught_count, subjects, lexemes, languages)
     SELECT e.tutor_id, 'tutor-' || e.stamp, md5('n' || e.stamp), 'Headline', e.price_minor, 'EUR', e.rating, 3, 3, '[]', '{}', '{en}'
     FROM search.entry e",
    "INSERT INTO search.free (tutor_id, minutes, notice_hours, on_quarter, runs, counted_at)
     SELECT e.tutor_id, 60, 2, CASE WHEN e.stamp % 2 = 0 THEN ~ 0::bit(3072) ELSE 0::bit(3072) END, '{}', '2026-03-02T08:00Z'
     FROM search.entry e",
];

async fn twenty_thousand() -> Stage {
    let stage = Stage::new().await;
    for sql in GENERATED {
        sqlx::query(*sql).execute(&stage.ctx.db).await.unwrap();
    }
    tiers::keep(&stage.ctx).await.unwrap();
    tally::recount(&stage.ctx).await.unwrap();
    let after = [
        "SELECT search.make_word_indexes()",
        "VACUUM (ANALYZE) search.entry",
        "VACUUM (ANALYZE) search.card",
        "VACUUM (ANALYZE) search.free",
    ];
    for sql in after {
        sqlx::query(sql).execute(&stage.ctx.db).await.unwrap();
    }
    stage
}

#[tokio::test]
async fn no_question_touches_much() {
    let stage = twenty_thousand().await;
    let mut worst = (0, String::new());
    for search in questions() {
        let touched = touched(&stage.ctx, &search).await;
        // Each who may fit a wish is looked up among the free times.
        let most = if search.when.is_some() { 14_000 } else { 6_000 };
        assert!(touched <= most, "{} touches {touched} pages", search.query());
        worst = worst.max((touched, search.query()));
    }
    println!("at most {} pages, by {}", worst.0, worst.1);
    for words in ["", "every"] {
        let search = Search { words: words.into(), ..Search::default() };
        let (page, facets) = find(&stage.ctx, &search, Asker::NOBODY).await.unwrap();
        let everyone = words.is_empty();
        assert_eq!(page.total_capped, if everyone { (20_000, false) } else { (CAP, true) });
        assert_eq!(facets.capped, !everyone);
    }
}

/// Also where the words are the worst that one can think of: so many use them that they are common, and none of these is
/// among the best.
#[tokio::test]
async fn words_that_only_the_last_use_are_bounded() {
    let stage = twenty_thousand().await;
    let search = Search { words: "beginner".into(), ..Search::default() };
    let touched = touched(&stage.ctx, &search).await;
    assert!(touched <= 20_000, "{touched} pages");
    let (page, _) = find(&stage.ctx, &search, Asker::NOBODY).await.unwrap();
    assert_eq!(page.total_capped, (CAP, true));
}

/// Each filter alone and with others, in each kind of order, with words of each frequency.
fn questions() -> Vec<Search> {
    let filters = [
        "",
        "subject=algebra",
        "level=school",
        "language=en",
        "price=30&currency=EUR",
        "price=30&currency=CHF",
        "rating=4.5",
        "subject=algebra&level=school&price=50&currency=EUR",
        "from=18:00&to=21:00",
        "day=sun&from=16:00&to=18:00",
        "subject=algebra&day=tue&from=18:00&to=20:00",
    ];
    let words = ["", "every", "tenth", "hundredth", "nowhere", "second tenth"];
    let with_words = |filter: &&str| words.map(|words| Search { words: words.into(), ..Search::parse(filter) });
    // An order by rating is walked like one by price.
    let with_order = |search: Search| [Sort::Best, Sort::Price].map(|sort| Search { sort, ..search.clone() });
    filters.iter().flat_map(with_words).flat_map(with_order).collect()
}

/// Pages that all statements of a question touch, as the list runs them.
async fn touched(ctx: &Ctx, search: &Search) -> i64 {
    let ask = Ask::read(ctx, search, Asker::NOBODY).await.unwrap();
    let spans = search.when.map(|wish| wish::spans(&wish, Tz::UTC, ctx.now(), &[]));
    let when = spans.map(|spans| Asked::new(&spans, ctx.now()));
    let q = Question { search, words: &ask.words.query, when: when.as_ref(), apart: &[] };
    let matching = if search.words.is_empty() { Match::Everyone } else { Match::Words };
    if ask.asks_nothing(search) {
        return explain(ctx, walk_sql(EXPLAIN, &q, &matching)).await.0;
    }
    let (mut tier, mut pages) = (Tier::BEST, 0);
    loop {
        let (touched, seen) = explain(ctx, look_sql(EXPLAIN, &q, &matching, tier)).await;
        pages += touched;
        if seen > CAP && tier.is_dense(seen) && (search.words.is_empty() || search.sort != Sort::Best) {
            return pages + explain(ctx, walk_sql(EXPLAIN, &q, &matching)).await.0;
        }
        if seen > CAP || tier == Tier::EVERYONE {
            return pages;
        }
        tier = tier.wider(seen);
    }
}

const EXPLAIN: &str = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ";

/// The pages touched, and the rows of `hit`.
async fn explain(ctx: &Ctx, mut sql: QueryBuilder<Postgres>) -> (i64, i64) {
    let plan: Value = sql.build_query_scalar().persistent(false).fetch_one(&ctx.db).await.unwrap();
    let root = &plan[0]["Plan"];
    let count = |name: &str| root[name].as_i64().unwrap();
    (count("Shared Hit Blocks") + count("Shared Read Blocks"), rows_of_hit(root).unwrap_or_default())
}

fn rows_of_hit(node: &Value) -> Option<i64> {
    if node["Subplan Name"] == "CTE hit" {
        #[expect(clippy::cast_possible_truncation, reason = "a number of rows")]
        return node["Actual Rows"].as_f64().map(|rows| rows as i64);
    }
    node["Plans"].as_array()?.iter().find_map(rows_of_hit)
}

/// A list that goes far is as cheap at its end.
#[tokio::test]
async fn a_late_page_touches_what_the_first_does() {
    let stage = twenty_thousand().await;
    let late = Search { after: Some("0.1_00000000000000000000000000000000".into()), ..Search::default() };
    let first = touched(&stage.ctx, &Search::default()).await;
    assert!(touched(&stage.ctx, &late).await <= first + 10);
    let evening = Wish { from: 18 * 60, to: 21 * 60, within: Within::TwoWeeks, ..Wish::ANY };
    assert!(touched(&stage.ctx, &Search { when: Some(evening), ..Search::default() }).await < 14_000);
}
