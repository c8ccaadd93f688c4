use sqlx::PgConnection;

use super::{count, listing};
use crate::Ctx;

/// How many rows were kept otherwise than the entries say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    pub tallies: i64,
    pub crowds: i64,
}

/// Makes all boards anew from what was counted, and leaves the windows of this moment. Reads the whole ledger; boards are
/// not changed meanwhile, looking at them goes on.
pub async fn rebuild(ctx: &Ctx) -> Result<Rebuilt, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let now = count::hold(&mut tx, ctx.now()).await?;
    listing::settle(&mut tx, None).await?;
    sqlx::query!(
        "UPDATE ranking.hand SET at = $1::timestamptz - make_interval(days => days), entry_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'",
        now
    )
    .execute(&mut *tx)
    .await?;
    let rebuilt = Rebuilt { tallies: tallies(&mut tx).await?, crowds: crowds(&mut tx).await? };
    tx.commit().await?;
    Ok(rebuilt)
}

async fn tallies(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"WITH truth AS MATERIALIZED (
               SELECT b.board, p.period, e.person_id, sum(e.value) AS points,
                      NOT EXISTS (SELECT FROM ranking.unlisted u WHERE u.person_id = e.person_id) AS listed
               FROM (SELECT period, at FROM ranking.hand UNION ALL VALUES ('all', '-infinity'::timestamptz)) p
               JOIN ranking.entry e ON e.counted_at > p.at
               CROSS JOIN unnest(ranking.boards(e.help, e.topic)) b (board)
               GROUP BY 1, 2, 3 HAVING sum(e.value) <> 0
           ), gone AS (
               DELETE FROM ranking.tally t WHERE NOT EXISTS (
                   SELECT FROM truth w WHERE w.board = t.board AND w.period = t.period AND w.person_id = t.person_id)
               RETURNING 1
           ), put AS (
               INSERT INTO ranking.tally AS t (board, period, person_id, points, listed)
               SELECT board, period, person_id, points, listed FROM truth
               ON CONFLICT (board, period, person_id) DO UPDATE SET points = excluded.points, listed = excluded.listed
               WHERE t.points <> excluded.points OR t.listed <> excluded.listed
               RETURNING 1
           )
           SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM put) AS "wrong!""#
    )
    .fetch_one(conn)
    .await
}

/// Counts the people anew: whatever else changed them, from here on they are those of the tallies.
async fn crowds(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"WITH truth AS MATERIALIZED (
               SELECT t.board, t.period, w.width, CASE WHEN w.width = 0 THEN 0 ELSE t.points / w.width END AS bucket,
                      count(*) AS people
               FROM ranking.tally t, (VALUES (0), (1), (64), (4096)) w (width)
               WHERE t.listed AND t.points > 0 GROUP BY 1, 2, 3, 4
           ), gone AS (
               DELETE FROM ranking.crowd c WHERE NOT EXISTS (
                   SELECT FROM truth w
                   WHERE w.board = c.board AND w.period = c.period AND w.width = c.width AND w.bucket = c.bucket)
               RETURNING 1
           ), put AS (
               INSERT INTO ranking.crowd AS c (board, period, width, bucket, people)
               SELECT board, period, width, bucket, people FROM truth
               ON CONFLICT (board, period, width, bucket) DO UPDATE SET people = excluded.people
               WHERE c.people <> excluded.people
               RETURNING 1
           )
           SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM put) AS "wrong!""#
    )
    .fetch_one(conn)
    .await
}
