use contract::{
    UserId,
    ranking::{Board, Period},
};

use super::Place;
use crate::{Ctx, accounts::User};

/// People of a board's top.
const TOP: i64 = 100;
/// Boards that are offered.
const BOARDS: i64 = 200;

/// The first hundred, without those whom the reader blocks: they leave a gap, and everyone else keeps their rank.
pub async fn top(ctx: &Ctx, reader: Option<&User>, board: &Board, period: Period) -> Result<Vec<Place>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT t.person_id, t.points, t.rank AS "rank!", p.handle AS "handle!", p.name AS "name!"
           FROM (SELECT person_id, points, rank() OVER (ORDER BY points DESC) AS rank FROM (
                     SELECT person_id, points FROM ranking.tally
                     WHERE board = $1 AND period = $2 AND listed AND points > 0
                     ORDER BY points DESC, person_id DESC LIMIT $3) first) t
           JOIN accounts.public_person p ON p.id = t.person_id
           WHERE NOT EXISTS (SELECT FROM accounts.public_block b WHERE b.blocker_id = $4 AND b.blocked_id = t.person_id)
           ORDER BY t.points DESC, t.person_id DESC"#,
        board.to_string(),
        period.as_str(),
        TOP,
        reader.map(|reader| reader.id.0),
    )
    .fetch_all(&ctx.db)
    .await?;
    let places = rows.into_iter().map(|row| Place {
        rank: row.rank,
        person: UserId(row.person_id),
        handle: row.handle,
        name: row.name,
        points: row.points,
    });
    Ok(places.collect())
}

/// How many people a board has.
pub async fn people(ctx: &Ctx, board: &Board, period: Period) -> Result<i64, sqlx::Error> {
    let people = sqlx::query_scalar!(
        "SELECT people FROM ranking.crowd WHERE board = $1 AND period = $2 AND width = 0 AND bucket = 0",
        board.to_string(),
        period.as_str()
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(people.unwrap_or_default())
}

/// The boards on which somebody stands, those with most people first.
pub async fn boards_in_use(ctx: &Ctx) -> Result<Vec<Board>, sqlx::Error> {
    let boards = sqlx::query_scalar!(
        "SELECT board FROM ranking.crowd WHERE period = 'all' AND width = 0 ORDER BY people DESC, board LIMIT $1",
        BOARDS
    )
    .fetch_all(&ctx.db)
    .await?;
    Ok(boards.iter().filter_map(|board| board.parse().ok()).collect())
}
