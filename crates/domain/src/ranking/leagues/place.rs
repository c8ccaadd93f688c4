use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{MOVE, SIZE, begins, week};
use crate::{
    Ctx,
    jobs::{Job, JobError, Run},
    live,
    ranking::boards::{self, hold},
};

/// Ends the weeks that are over and makes the leagues of this one. A second time it finds them made.
#[derive(Debug, Serialize, Deserialize)]
pub struct PlaceInLeagues;

#[async_trait]
impl Job for PlaceInLeagues {
    const NAME: &'static str = "ranking.place_in_leagues";

    async fn run(self, ctx: &Ctx, _: &Run) -> Result<(), JobError> {
        let mut tx = ctx.begin().await?;
        // From here on nothing is counted for a week that is over.
        let now = hold(&mut tx, ctx.now()).await?;
        let week = week(now);
        let made = sqlx::query!(
            "INSERT INTO ranking.league_week (week, placed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            week,
            now
        )
        .execute(&mut *tx)
        .await?;
        if made.rows_affected() == 0 {
            return Ok(());
        }
        end(&mut tx, week).await?;
        place(&mut tx, week, begins(week)).await?;
        live::tell(&mut tx, boards::TOPIC).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whoever has as much as the last who goes up goes up too; whoever has as much as the first who stays, stays.
async fn end(conn: &mut PgConnection, before: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH scored AS (
             SELECT m.week, m.person_id, m.tier, m.number, coalesce(sum(e.value), 0)::bigint AS points
             FROM ranking.league_member m
             LEFT JOIN ranking.entry e
                ON e.person_id = m.person_id AND e.help <> 'learning'
               AND e.counted_at >= m.week::timestamp AT TIME ZONE 'UTC'
               AND e.counted_at < (m.week + 7)::timestamp AT TIME ZONE 'UTC'
             WHERE m.moved IS NULL AND m.week < $1 GROUP BY 1, 2, 3, 4
         ), ranked AS (
             SELECT week, person_id, tier, number, points, rank() OVER (PARTITION BY week, tier, number ORDER BY points DESC) AS rank,
                    count(*) OVER (PARTITION BY week, tier, number) AS size
             FROM scored
         )
         UPDATE ranking.league_member m
         SET points = r.points,
             moved = CASE WHEN r.points > 0 AND r.rank <= least($2, r.size / 3) THEN 1
                          WHEN r.size - r.rank < least($2, r.size / 3) THEN -1
                          ELSE 0 END
         FROM ranked r WHERE (m.person_id, m.week) = (r.person_id, r.week)",
        before,
        MOVE
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Who helped in the two weeks before is placed in the tier where they were last, moved as they were moved.
async fn place(conn: &mut PgConnection, week: NaiveDate, begins: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH active AS (
             SELECT e.person_id, sum(e.value) AS points FROM ranking.entry e
             WHERE e.counted_at >= $2::timestamptz - interval '14 days' AND e.counted_at < $2 AND e.help <> 'learning'
               AND NOT EXISTS (SELECT FROM ranking.unlisted u WHERE u.person_id = e.person_id)
               AND NOT EXISTS (SELECT FROM ranking.preference p WHERE p.person_id = e.person_id AND p.hide_boards)
             GROUP BY 1 HAVING sum(e.value) > 0
         ), tiered AS (
             SELECT a.person_id, a.points, coalesce(least(greatest(l.tier + l.moved, 1), 5), 1) AS tier
             FROM active a
             LEFT JOIN LATERAL (SELECT tier, moved FROM ranking.league_member m
                                WHERE m.person_id = a.person_id AND m.week < $1 ORDER BY m.week DESC LIMIT 1) l ON true
         ), ordered AS (
             SELECT person_id, tier, row_number() OVER (PARTITION BY tier ORDER BY points DESC, person_id) - 1 AS before,
                    count(*) OVER (PARTITION BY tier) AS people
             FROM tiered
         )
         INSERT INTO ranking.league_member (week, person_id, tier, number)
         SELECT $1, person_id, tier, 1 + before * greatest((people + $3 / 2) / $3, 1) / people FROM ordered",
        week,
        begins,
        SIZE
    )
    .execute(conn)
    .await?;
    Ok(())
}
