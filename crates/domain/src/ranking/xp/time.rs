//! What was earned when, for the pictures and the tables beside them.

use chrono::{NaiveDate, TimeDelta};
use contract::UserId;

use crate::Ctx;

/// Weeks of the picture of points over time.
const WEEKS: i64 = 26;
/// Days of a year and what is missing to whole weeks.
const DAYS: i64 = 371;

/// What was earned in a week, and the sum of all up to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday (UTC).
    pub begins: NaiveDate,
    pub earned: i64,
    pub sum: i64,
}

/// The last half year, week by week, the oldest first.
pub async fn weeks(ctx: &Ctx, person: UserId, xp: i64) -> Result<Vec<Week>, sqlx::Error> {
    let today = ctx.now().date_naive();
    let this = today.week(chrono::Weekday::Mon).first_day();
    let rows = sqlx::query!(
        r#"SELECT date_trunc('week', earned_at AT TIME ZONE 'UTC')::date AS "week!", sum(value) AS "earned!"
           FROM ranking.entry WHERE person_id = $1 AND earned_at >= $2::date::timestamp AT TIME ZONE 'UTC' GROUP BY 1"#,
        person.0,
        this - TimeDelta::weeks(WEEKS - 1)
    )
    .fetch_all(&ctx.db)
    .await?;
    let mut sum = xp;
    let mut weeks = Vec::new();
    for back in 0..WEEKS {
        let begins = this - TimeDelta::weeks(back);
        let earned = rows.iter().find(|row| row.week == begins).map_or(0, |row| row.earned);
        weeks.push(Week { begins, earned, sum });
        sum -= earned;
    }
    weeks.reverse();
    Ok(weeks)
}

/// What was earned on a day, where the person lives now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub day: NaiveDate,
    pub earned: i64,
}

/// The days of a year on which something was earned, from a Monday up to today, and that Monday and today.
pub async fn year(ctx: &Ctx, person: UserId) -> Result<(NaiveDate, NaiveDate, Vec<Day>), sqlx::Error> {
    let zone = sqlx::query_scalar!(r#"SELECT zone AS "zone!" FROM accounts.public_person WHERE id = $1"#, person.0)
        .fetch_optional(&ctx.db)
        .await?
        .and_then(|zone| zone.parse().ok())
        .unwrap_or(chrono_tz::Tz::UTC);
    let today = ctx.now().with_timezone(&zone).date_naive();
    let first = (today - TimeDelta::days(DAYS - 7)).week(chrono::Weekday::Mon).first_day();
    let rows = sqlx::query!(
        r#"SELECT (earned_at AT TIME ZONE $3)::date AS "day!", sum(value) AS "earned!"
           FROM ranking.entry
           WHERE person_id = $1 AND earned_at >= $2::date::timestamp AT TIME ZONE $3
           GROUP BY 1 ORDER BY 1"#,
        person.0,
        first,
        zone.name()
    )
    .fetch_all(&ctx.db)
    .await?;
    let days = rows.into_iter().map(|row| Day { day: row.day, earned: row.earned }).filter(|day| day.earned > 0);
    Ok((first, today, days.collect()))
}
