//! With 20,000 submissions in the queue, and others behind them, no list reads a whole table, whatever is asked.

use contract::{SubmissionId, reviews::Level};
use serde_json::Value;
use sqlx::{Postgres, QueryBuilder};

use super::{Browse, Cursor, State, browse::browse_sql, queue::Asked, testing::Desk};

/// 400 authors; 30,000 submissions, of which two in three are open and queued; four frequent languages and a rare one. One
/// reader has reviewed many, blocks some and is blocked by some.
const GENERATED: [&str; 11] = [
    "INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, created_at)
     SELECT md5('p' || i)::uuid, 'p' || i || '@example.org', 'person-' || i, 'Person ' || i, 'UTC', '', now()
     FROM generate_series(1, 400) i",
    "INSERT INTO reviews.blob (hash, text, lines)
     SELECT sha256(i::text::bytea), repeat('line of code' || chr(10), 40), 40 FROM generate_series(1, 500) i",
    "INSERT INTO reviews.submission (id, author_id, title, ask, language, level, urgency, visibility, link, state, iteration,
                                     turn, turn_since, queued_at, created_at, published_at, ended_at)
     SELECT md5('s' || i)::uuid, md5('p' || 1 + i % 400)::uuid, 'Submission ' || i, repeat('Is it right? ', 20),
            CASE WHEN i % 5000 = 1 THEN 'rare' ELSE (ARRAY['python', 'rust', 'go', 'zig'])[1 + i / 3 % 4] END,
            (ARRAY['beginner', 'intermediate', 'advanced'])[1 + i / 7 % 3], 'whenever', 'public', 's' || i,
            CASE WHEN i % 3 > 0 THEN 'open' WHEN i % 3000 = 0 THEN 'closed' ELSE 'finished' END, 1,
            CASE WHEN i % 2 = 0 THEN 'author' ELSE 'reviewer' END, t.at, t.at, t.at, t.at, CASE WHEN i % 3 = 0 THEN t.at END
     FROM generate_series(1, 30000) i, LATERAL (SELECT timestamptz '2026-03-02' - i * interval '1 minute' AS at) t",
    "INSERT INTO reviews.queue (submission_id, language, level, queued_at)
     SELECT id, language, level, queued_at FROM reviews.submission WHERE state = 'open'",
    "INSERT INTO reviews.iteration (submission_id, number, made_at) SELECT id, 1, created_at FROM reviews.submission",
    "INSERT INTO reviews.file (submission_id, iteration, path, hash)
     SELECT md5('s' || i)::uuid, 1, 'a.rs', sha256((1 + i % 500)::text::bytea) FROM generate_series(1, 30000) i",
    "INSERT INTO reviews.thread (id, submission_id, number, opened_by, kind, iteration, state, opened_at, published_at)
     SELECT md5('t' || i)::uuid, md5('s' || i)::uuid, 1, md5('p' || 1 + i % 400)::uuid, 'question', 1, 'open', now(), now()
     FROM generate_series(1, 30000) i",
    "INSERT INTO reviews.review (id, submission_id, reviewer_id, seat, state, claimed_at, claimed_until, over)
     SELECT md5('r' || i)::uuid, md5('s' || i)::uuid, md5('p' || CASE WHEN i % 20 = 1 THEN 7 ELSE 1 + i % 399 END)::uuid, 1,
            'published', now(), now(), i % 3 = 0
     FROM generate_series(1, 30000) i WHERE i % 3 = 0 OR i % 20 = 1",
    "INSERT INTO reviews.round (review_id, number, iteration, verdict, summary, published_at)
     SELECT id, 1, 1, 'ship_it', '', now() FROM reviews.review",
    "INSERT INTO accounts.block (blocker_id, blocked_id, at)
     SELECT md5('p' || a)::uuid, md5('p' || b)::uuid, now() FROM generate_series(1, 400) a, generate_series(1, 400) b
     WHERE a <> b AND (a * 31 + b) % 50 = 0",
    "VACUUM (ANALYZE)",
];

/// Buffers of 8 kB that one page may touch.
const BUFFERS_MAX: i64 = 1_000;

#[tokio::test]
async fn no_list_reads_a_whole_table() {
    let desk = Desk::new().await;
    for sql in GENERATED {
        sqlx::query(sql).execute(&desk.ctx().db).await.unwrap();
    }
    let reader = sqlx::query_scalar("SELECT id FROM accounts.person WHERE handle = 'person-7'");
    let reader = contract::UserId(reader.fetch_one(&desk.ctx().db).await.unwrap());
    let slugs = |list: &[&str]| list.iter().map(|slug| (*slug).to_owned()).collect::<Vec<_>>();
    for languages in [slugs(&[]), slugs(&["rust"]), slugs(&["rare"]), slugs(&["rust", "rare", "nothing"])] {
        for level in [None, Some(Level::Advanced)] {
            for after in [None, Some(middle())] {
                let asked = Asked { person: reader, now: desk.now(), languages: &languages, level, after };
                let what = format!("queue of {languages:?} {level:?} after {after:?}");
                assert_frugal(&desk, asked.sql(EXPLAIN), &what).await;
            }
        }
    }
    for language in [None, Some("rust"), Some("rare"), Some("nothing")] {
        for state in [None, Some(State::Open), Some(State::Closed)] {
            for after in [None, Some(middle())] {
                let filter = Browse { language: language.map(str::to_owned), state, reader: None };
                assert_frugal(
                    &desk,
                    browse_sql(EXPLAIN, &filter, after, desk.now()),
                    &format!("list of {filter:?} after {after:?}"),
                )
                .await;
            }
        }
    }
}

const EXPLAIN: &str = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ";

/// A place deep inside.
fn middle() -> Cursor {
    Cursor { at: crate::testing::monday() - chrono::TimeDelta::days(10), id: SubmissionId(uuid::Uuid::nil()) }
}

async fn assert_frugal(desk: &Desk, mut sql: QueryBuilder<Postgres>, what: &str) {
    let plan: Value = sql.build_query_scalar().persistent(false).fetch_one(&desk.ctx().db).await.unwrap();
    let top = &plan[0]["Plan"];
    let buffers = top["Shared Hit Blocks"].as_i64().unwrap() + top["Shared Read Blocks"].as_i64().unwrap();
    assert!(buffers <= BUFFERS_MAX, "the {what} touches {buffers} buffers: {plan:#}");
    let reads = whole_tables(&plan);
    let large = ["queue", "submission", "review", "round", "file", "thread", "block"];
    assert!(!reads.iter().any(|table| large.contains(table)), "the {what} reads whole {reads:?}: {plan:#}");
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
