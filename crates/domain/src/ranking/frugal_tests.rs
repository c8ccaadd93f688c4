//! With 20,000 people and 60,000 entries no page of what was earned reads a whole table: Postgres counts what it read so.

use contract::ranking::{Board, Period};
use sqlx::PgPool;

use super::{badges, boards, leagues, streaks, xp};
use crate::{
    Ctx,
    accounts::{self, User},
    testing::Stage,
};

const GENERATED: [&str; 7] = [
    "INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, created_at)
     SELECT md5('p' || i)::uuid, 'p' || i || '@example.org', 'person-' || i, 'Person ' || i, 'UTC', '', now()
     FROM generate_series(1, 20000) i",
    "INSERT INTO ranking.entry (id, person_id, kind, reason, cause, value, base, help, topic, path, earned_at, counts_at, counted_at,
                                noted_at)
     SELECT md5(i || ':' || n)::uuid, md5('p' || i)::uuid, 'award', 'review_published', 'c:' || n, 1 + i % 700, 1 + i % 700,
            'reviewing', 'language:rust', '/', t.at, t.at, t.at, t.at
     FROM generate_series(1, 20000) i, generate_series(1, 3) n,
          LATERAL (SELECT timestamptz '2026-03-01' - (i % 600) * interval '1 hour' AS at) t",
    "INSERT INTO ranking.standing (person_id, xp, own)
     SELECT person_id, sum(value), sum(value) FROM ranking.entry GROUP BY 1
     ON CONFLICT (person_id) DO UPDATE SET xp = excluded.xp",
    "INSERT INTO ranking.tally (board, period, person_id, points, listed)
     SELECT board, period, md5('p' || i)::uuid, 1 + i % 700, true
     FROM generate_series(1, 20000) i, unnest(ARRAY['all', 'language:rust']) board, unnest(ARRAY['week', 'all']) period",
    "INSERT INTO ranking.badge (person_id, slug, earned_at)
     SELECT md5('p' || i)::uuid, slug, now() FROM generate_series(1, 20000, 3) i, unnest(ARRAY['week', 'brave']) slug",
    "WITH week AS (INSERT INTO ranking.league_week (week, placed_at) VALUES ('2026-03-02', now()) RETURNING week)
     INSERT INTO ranking.league_member (week, person_id, tier, number)
     SELECT week, md5('p' || i)::uuid, 1, 1 + i / 25 FROM week, generate_series(1, 20000) i",
    "VACUUM (ANALYZE)",
];

/// Rows that whole tables gave, by table. Connections say what they read when they end.
async fn read_whole(pool: &PgPool) -> Vec<(String, i64)> {
    let options = (*pool.connect_options()).clone();
    pool.close().await;
    let pool = PgPool::connect_with(options).await.unwrap();
    sqlx::query_as(
        "SELECT schemaname || '.' || relname, seq_tup_read FROM pg_stat_user_tables
         WHERE schemaname IN ('ranking', 'accounts') AND seq_tup_read > 2000 ORDER BY 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap()
}

async fn look_at_everything(ctx: &Ctx, me: &User) {
    for board in [Board::All, Board::Language("rust".into()), Board::Language("none".into())] {
        for period in [Period::Week, Period::All] {
            boards::top(ctx, Some(me), &board, period).await.unwrap();
            boards::near(ctx, me, &board, period).await.unwrap();
            boards::rank(ctx, me.id, &board, period).await.unwrap();
            boards::people(ctx, &board, period).await.unwrap();
        }
    }
    boards::boards_in_use(ctx).await.unwrap();
    assert!(leagues::my_league(ctx, me).await.unwrap().is_some());
    let standing = xp::standing(ctx, Some(me), "person-7").await.unwrap().unwrap();
    assert!(!xp::entries(ctx, &standing, None, None).await.unwrap().entries.is_empty());
    xp::news(ctx, me).await.unwrap();
    xp::earned_since(ctx, me.id, ctx.now()).await.unwrap();
    xp::weeks(ctx, me.id, standing.xp).await.unwrap();
    xp::year(ctx, me.id).await.unwrap();
    streaks::of_person(ctx, me.id).await.unwrap();
    assert!(!badges::of_person(ctx, me.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn no_page_reads_a_whole_table() {
    let stage = Stage::new().await;
    for sql in GENERATED {
        sqlx::query(sql).execute(&stage.ctx.db).await.unwrap();
    }
    let me = sqlx::query_scalar("SELECT id FROM accounts.person WHERE handle = 'person-7'");
    let me = contract::UserId(me.fetch_one(&stage.ctx.db).await.unwrap());
    let me = accounts::user(&stage.ctx, me).await.unwrap().unwrap();
    let options = (*stage.ctx.db.connect_options()).clone();
    stage.ctx.db.close().await;

    let pool = PgPool::connect_with(options.clone()).await.unwrap();
    sqlx::query("SELECT pg_stat_reset()").execute(&pool).await.unwrap();
    sqlx::query("SELECT count(*) FROM ranking.entry WHERE value = 3").execute(&pool).await.unwrap();
    assert_eq!(read_whole(&pool).await, [("ranking.entry".to_owned(), 60_000)], "this is how it is found out");

    let ctx = Ctx { db: PgPool::connect_with(options).await.unwrap(), ..stage.ctx.clone() };
    sqlx::query("SELECT pg_stat_reset()").execute(&ctx.db).await.unwrap();
    look_at_everything(&ctx, &me).await;
    assert_eq!(read_whole(&ctx.db).await, []);
}
