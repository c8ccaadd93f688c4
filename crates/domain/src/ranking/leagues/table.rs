use chrono::{DateTime, TimeDelta, Utc};
use contract::{UserId, ranking::Tier};

use super::{MOVE, begins, week};
use crate::{Ctx, accounts::User};

/// My league of this week.
#[derive(Clone, Debug)]
pub struct League {
    pub tier: Tier,
    pub ends: DateTime<Utc>,
    /// The first so many go up, the last so many down.
    pub moves: i64,
    /// With most points first.
    pub members: Vec<Member>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// One more than there are people with more points.
    pub rank: i64,
    pub person: UserId,
    pub handle: String,
    pub name: String,
    /// By help given, counted this week.
    pub points: i64,
    /// Where they would go if the week ended now.
    pub goes: Goes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    Up,
    Down,
    Nowhere,
}

/// `None` for who is in none this week.
pub async fn my_league(ctx: &Ctx, user: &User) -> Result<Option<League>, sqlx::Error> {
    let week = week(ctx.now());
    let (from, ends) = (begins(week), begins(week) + TimeDelta::days(7));
    let rows = sqlx::query!(
        r#"SELECT m.tier, m.person_id, p.handle AS "handle!", p.name AS "name!", s.points AS "points!",
                  rank() OVER (ORDER BY s.points DESC) AS "rank!", count(*) OVER () AS "size!",
                  EXISTS (SELECT FROM ranking.unlisted u WHERE u.person_id = m.person_id) AS "hidden!"
           FROM ranking.league_member me
           JOIN ranking.league_member m USING (week, tier, number)
           JOIN accounts.public_person p ON p.id = m.person_id
           CROSS JOIN LATERAL (SELECT coalesce(sum(e.value), 0)::bigint AS points FROM ranking.entry e
                               WHERE e.person_id = m.person_id AND e.help <> 'learning'
                                 AND e.counted_at >= $3 AND e.counted_at < $4) s
           WHERE me.person_id = $1 AND me.week = $2
           ORDER BY s.points DESC, m.person_id"#,
        user.id.0,
        week,
        from,
        ends
    )
    .fetch_all(&ctx.db)
    .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (tier, moves) = (Tier::of(first.tier), MOVE.min(first.size / 3));
    let size = first.size;
    // Who has hidden since keeps their place, and is not shown.
    let seen = rows.into_iter().filter(|row| !row.hidden || row.person_id == user.id.0);
    let members = seen.map(|row| Member {
        rank: row.rank,
        person: UserId(row.person_id),
        handle: row.handle,
        name: row.name,
        points: row.points,
        goes: goes(row.points, row.rank, size, moves, tier),
    });
    Ok(Some(League { tier, ends, moves, members: members.collect() }))
}

/// As [`PlaceInLeagues`](super::PlaceInLeagues) decides when the week is over.
fn goes(points: i64, rank: i64, size: i64, moves: i64, tier: Tier) -> Goes {
    let (is_first, is_last) = (points > 0 && rank <= moves, size - rank < moves);
    match tier {
        Tier::Ember if is_first => Goes::Nowhere,
        _ if is_first => Goes::Up,
        Tier::Copper => Goes::Nowhere,
        _ if is_last => Goes::Down,
        _ => Goes::Nowhere,
    }
}
