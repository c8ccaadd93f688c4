use chrono::NaiveDate;
use contract::tutors::HourRange;

use super::{Profile, application::pending_words, profile};
use crate::{Ctx, accounts::User};

/// A day that differs from the weekly hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOverride {
    pub day: NaiveDate,
    /// Empty: a day off.
    pub ranges: Vec<HourRange>,
}

/// Everything about one's own teaching.
#[derive(Clone, Debug)]
pub struct Teaching {
    /// `None` for someone who does not teach yet.
    pub profile: Option<Profile>,
    /// From today on, the next one first.
    pub overrides: Vec<DayOverride>,
}

/// What I teach and when, also before I am a tutor. Words that wait for a moderator stand in the place of those that others see.
pub async fn my_teaching(ctx: &Ctx, user: &User) -> Result<Teaching, sqlx::Error> {
    let (headline, about) = pending_words(ctx, user.id).await?;
    let profile = profile(ctx, &user.handle, Some(user.id)).await?.map(|public| Profile {
        headline: headline.unwrap_or_else(|| public.headline.clone()),
        about: about.unwrap_or_else(|| public.about.clone()),
        ..public
    });
    let today = ctx.now().with_timezone(&user.reader.zone).date_naive();
    let rows = sqlx::query!(
        "SELECT day, starts, ends FROM tutors.day_override WHERE tutor_id = $1 AND day >= $2 ORDER BY day, starts LIMIT 1500",
        user.id.0,
        today,
    )
    .fetch_all(&ctx.db)
    .await?;
    let mut overrides: Vec<DayOverride> = Vec::new();
    for row in rows {
        if overrides.last().is_none_or(|last| last.day != row.day) {
            overrides.push(DayOverride { day: row.day, ranges: Vec::new() });
        }
        if let Some(last) = overrides.last_mut().filter(|_| row.ends > 0) {
            last.ranges.push(HourRange { starts: row.starts, ends: row.ends });
        }
    }
    Ok(Teaching { profile, overrides })
}
