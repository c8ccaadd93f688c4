use contract::{
    UserId,
    ranking::{Board, Period},
};

use super::Place;
use crate::{Ctx, accounts::User};

/// So many above me and as many below.
const EACH_SIDE: i64 = 5;

/// I and those around me, the highest first, without those whom I block: who is farther away does not move up. Empty for who
/// has no points there or is not listed.
pub async fn near(ctx: &Ctx, user: &User, board: &Board, period: Period) -> Result<Vec<Place>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"WITH me AS (
               SELECT points FROM ranking.tally
               WHERE board = $1 AND period = $2 AND person_id = $3 AND listed AND points > 0
           ), around AS (
               (SELECT person_id, points FROM ranking.tally
                WHERE board = $1 AND period = $2 AND listed AND points > 0
                  AND (points, person_id) > ((SELECT points FROM me), $3)
                ORDER BY points, person_id LIMIT $4)
               UNION ALL
               (SELECT person_id, points FROM ranking.tally
                WHERE board = $1 AND period = $2 AND listed AND points > 0
                  AND (points, person_id) <= ((SELECT points FROM me), $3)
                ORDER BY points DESC, person_id DESC LIMIT $4 + 1)
           )
           SELECT a.person_id AS "person_id!", a.points AS "points!", p.handle AS "handle!", p.name AS "name!",
                  ranking.people_above($1, $2, a.points) AS "above!"
           FROM around a JOIN accounts.public_person p ON p.id = a.person_id
           WHERE NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = $3 AND b.blocked_id = a.person_id)
           ORDER BY a.points DESC, a.person_id DESC"#,
        board.to_string(),
        period.as_str(),
        user.id.0,
        EACH_SIDE
    )
    .fetch_all(&ctx.db)
    .await?;
    let places = rows.into_iter().map(|row| Place {
        rank: row.above + 1,
        person: UserId(row.person_id),
        handle: row.handle,
        name: row.name,
        points: row.points,
    });
    Ok(places.collect())
}
