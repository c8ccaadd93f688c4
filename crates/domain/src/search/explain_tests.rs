//! With 10,000 tutors neither the list nor the facets read the whole table, whatever is asked.

use contract::tutors::{Level, PriceLimit, Search, Sort};
use serde_json::Value;
use sqlx::{Postgres, QueryBuilder};

use super::{CAP, answer, candidates::Match, currency::most_common_sql, facets::facets_sql, find::list_sql};
use crate::{Ctx, testing::Stage};

/// Words of the text come in every frequency: `every`, every second, every tenth, hundredth and thousandth tutor.
const GENERATED: &str = "
    INSERT INTO search.tutor
    SELECT md5(i::text)::uuid, 'tutor-' || i, md5('n' || i), 'Headline ' || i, 1000 + i * 37 % 9000, c.code,
           3.5 + (i * 13 % 150) / 100.0, i * 7 % 60, i % 90, (i * 31 % 10000) / 10000.0,
           jsonb_build_array(jsonb_build_object('slug', s.slug, 'name', s.name, 'levels', jsonb_build_array(l.level))),
           ARRAY[g.code], ARRAY[s.slug, s.slug || '@' || l.level, '@' || l.level, '~' || g.code, '$' || c.code],
           to_tsvector('search.words', concat_ws(' ', 'every', s.name, CASE WHEN i % 2 = 0 THEN 'second' END,
               CASE WHEN i % 10 = 0 THEN 'tenth' END, CASE WHEN i % 100 = 0 THEN 'hundredth' END,
               CASE WHEN i % 1000 = 0 THEN 'thousandth' END,
               (SELECT string_agg(md5((i * 40 + w)::text), ' ') FROM generate_series(1, 30) w)))
    FROM generate_series(1, 10000) i
    JOIN (SELECT slug, name, row_number() OVER (ORDER BY slug) AS n FROM tutors.subject) s ON s.n = i % 50 + 1
    JOIN (VALUES (0, 'school'), (1, 'university'), (2, 'professional')) l (n, level) ON l.n = i % 3
    JOIN (VALUES (0, 'en'), (1, 'en'), (2, 'de'), (3, 'am')) g (n, code) ON g.n = i / 3 % 4
    CROSS JOIN LATERAL (SELECT CASE WHEN i % 500 = 0 THEN 'CHF' WHEN i % 3 = 0 THEN 'USD' ELSE 'EUR' END AS code) c";

#[tokio::test]
async fn no_question_reads_the_whole_table() {
    let stage = Stage::new().await;
    for sql in [GENERATED, "VACUUM (ANALYZE) search.tutor"] {
        sqlx::query(sql).execute(&stage.ctx.db).await.unwrap();
    }
    let nothing = Search::default();
    assert_no_seq_scan(&stage.ctx, most_common_sql("EXPLAIN (FORMAT JSON) "), &nothing).await;
    for search in questions() {
        for sql in [list_sql, facets_sql] {
            let explained = sql("EXPLAIN (FORMAT JSON) ", Match::of(&search), &search);
            assert_no_seq_scan(&stage.ctx, explained, &search).await;
        }
    }
    for words in ["", "every"] {
        let search = Search { words: words.into(), ..Search::default() };
        let (page, facets) = answer(&stage.ctx, &search).await.unwrap();
        assert_eq!(page.total_capped, (CAP, true));
        assert!(facets.capped);
    }
}

/// Each filter alone and with others, in each order, with words of each frequency.
fn questions() -> Vec<Search> {
    let mut filters = vec![Search::default()];
    let changes: [fn(&mut Search); 7] = [
        |s| s.subject = Some("algebra".into()),
        |s| s.level = Some(Level::School),
        |s| s.language = Some("en".into()),
        |s| s.max_price = Some(PriceLimit::new(3_000, "EUR")),
        |s| s.max_price = Some(PriceLimit::new(3_000, "CHF")),
        |s| s.min_rating = Some(45),
        |s| {
            let limit = PriceLimit::new(5_000, "EUR");
            (s.subject, s.level, s.max_price) = (Some("algebra".into()), Some(Level::School), Some(limit));
        },
    ];
    filters.extend(changes.map(|change| Search::default().with(change)));
    let words = ["", "every", "second", "tenth", "hundredth", "thousandth", "nowhere", "second tenth"];
    let with_words = |search: &Search| words.map(|words| Search { words: words.into(), ..search.clone() });
    let with_order = |search: Search| Sort::ALL.map(|sort| Search { sort, ..search.clone() });
    filters.iter().flat_map(with_words).flat_map(with_order).collect()
}

async fn assert_no_seq_scan(ctx: &Ctx, mut sql: QueryBuilder<Postgres>, search: &Search) {
    let plan: Value = sql.build_query_scalar().persistent(false).fetch_one(&ctx.db).await.unwrap();
    let reads = whole_tables(&plan);
    assert!(!reads.contains(&"tutor"), "{search:?} reads the whole table: {plan:#}");
}

/// The tables under each `Seq Scan`.
fn whole_tables(plan: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open = vec![plan];
    while let Some(node) = open.pop() {
        match node {
            Value::Array(list) => open.extend(list),
            Value::Object(fields) => {
                if fields.get("Node Type").and_then(Value::as_str) == Some("Seq Scan") {
                    found.extend(fields.get("Relation Name").and_then(Value::as_str));
                }
                open.extend(fields.values());
            }
            _ => {}
        }
    }
    found
}
