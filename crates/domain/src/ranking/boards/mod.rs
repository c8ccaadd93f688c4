//! Boards: who has earned how much over the last day, week, month, year and ever, of everything, of one kind of help, of one
//! language or subject. What was earned is counted once boards may (after a day), by one hand at a time, and what has left a
//! window is taken off; so a look at a board never adds anything up. Nobody who chose not to be seen is on one.

mod count;
#[cfg(test)]
mod count_tests;
mod listing;
mod near;
mod prefer;
mod rebuild;
mod top;

use contract::{
    UserId,
    ranking::{Board, Period},
};

pub use count::CountOnBoards;
pub(super) use count::hold;
pub use near::near;
pub use prefer::{prefer, preference};
pub use rebuild::{Rebuilt, rebuild};
pub use top::{boards_in_use, people, top};

use crate::Ctx;

/// Where open pages hear that boards have counted.
pub const TOPIC: &str = "boards";

/// One line of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// One more than there are people with more points: who has equally much shares it.
    pub rank: i64,
    pub person: UserId,
    pub handle: String,
    pub name: String,
    pub points: i64,
}

/// Where a person stands; `None` for who has no points there or is not listed.
pub async fn rank(ctx: &Ctx, person: UserId, board: &Board, period: Period) -> Result<Option<i64>, sqlx::Error> {
    let above = sqlx::query_scalar!(
        r#"SELECT ranking.people_above($1, $2, points) AS "above!" FROM ranking.tally
           WHERE board = $1 AND period = $2 AND person_id = $3 AND listed AND points > 0"#,
        board.to_string(),
        period.as_str(),
        person.0
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(above.map(|above| above + 1))
}
