//! What is new to a person about what they earn.

use chrono::{DateTime, Utc};
use contract::{UserId, ranking::Seen};

use crate::{Ctx, accounts::User, ranking::reason};

/// Whether there is something they have not seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Entries of the ledger.
    pub entries: bool,
    /// Badges to be opened.
    pub badges: i64,
}

impl News {
    pub fn is_any(self) -> bool {
        self.entries || self.badges > 0
    }
}

pub async fn news(ctx: &Ctx, user: &User) -> Result<News, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT FROM ranking.standing
                          WHERE person_id = $1 AND newest_at > coalesce(seen_at, '-infinity')) AS "entries!",
                  (SELECT count(*) FROM ranking.badge
                   WHERE person_id = $1 AND revealed_at IS NULL AND undone_at IS NULL) AS "badges!""#,
        user.id.0
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok(News { entries: row.entries, badges: row.badges })
}

/// They have seen what was there then; what came meanwhile stays new.
pub async fn seen(ctx: &Ctx, user: &User, form: Seen) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE ranking.standing SET seen_at = greatest(seen_at, least($2::timestamptz, $3::timestamptz)) WHERE person_id = $1",
        user.id.0,
        form.until,
        ctx.now()
    )
    .execute(&ctx.db)
    .await?;
    Ok(())
}

/// What came in since then, summed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earned {
    pub points: i64,
    /// Of the newest award.
    pub title: Option<&'static str>,
    /// Badges that were earned.
    pub badges: i64,
    /// Everything up to here is in it.
    pub until: Option<DateTime<Utc>>,
}

/// What was written to a ledger after that moment, and how many badges wait to be opened.
pub async fn earned_since(ctx: &Ctx, person: UserId, since: DateTime<Utc>) -> Result<Earned, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT coalesce(sum(value), 0) AS "points!", max(noted_at) AS until,
                  (array_agg(reason ORDER BY noted_at DESC, value DESC) FILTER (WHERE kind = 'award' AND value > 0))[1] AS reason,
                  (SELECT count(*) FROM ranking.badge
                   WHERE person_id = $1 AND revealed_at IS NULL AND undone_at IS NULL) AS "badges!"
           FROM ranking.entry WHERE person_id = $1 AND noted_at > $2"#,
        person.0,
        since
    )
    .fetch_one(&ctx.db)
    .await?;
    Ok(Earned {
        points: row.points,
        title: row.reason.and_then(|slug| reason(&slug)).map(|reason| reason.title),
        badges: row.badges,
        until: row.until,
    })
}
