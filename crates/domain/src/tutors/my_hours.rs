use chrono::{DateTime, NaiveDate, Utc};
use contract::{
    HolidayId, SeasonId,
    tutors::{Days, HourRange, WeekdayRange},
};
use sqlx::types::Json;

use super::change::today;
use crate::{Ctx, accounts::User};

/// A day that differs from the weekly hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOverride {
    pub day: NaiveDate,
    /// Empty: a day off.
    pub ranges: Vec<HourRange>,
}

/// Weekly hours that stand instead of the ordinary ones on some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Season {
    pub id: SeasonId,
    pub name: String,
    pub days: Days,
    /// In the order of the week.
    pub week: Vec<WeekdayRange>,
}

/// Days off in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    pub id: HolidayId,
    pub name: String,
    pub days: Days,
}

/// The plan as it was before the last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former {
    pub number: i64,
    pub saved_at: DateTime<Utc>,
}

/// Everything that says when I am free, as far as it is not over.
#[derive(Clone, Debug)]
pub struct MyHours {
    /// In the order of the week.
    pub week: Vec<WeekdayRange>,
    /// The next one first, as in all lists here.
    pub overrides: Vec<DayOverride>,
    pub seasons: Vec<Season>,
    pub holidays: Vec<Holiday>,
    pub former: Option<Former>,
}

type Hours = Vec<(i16, i16, i16)>;
type DayRow = (NaiveDate, i16, i16);
type SeasonRow = (SeasonId, String, NaiveDate, NaiveDate, Hours);
type HolidayRow = (HolidayId, String, NaiveDate, NaiveDate);

/// My hours. `None` for someone who does not teach.
pub async fn my_hours(ctx: &Ctx, user: &User) -> Result<Option<MyHours>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT (SELECT coalesce(jsonb_agg(jsonb_build_array(h.weekday, h.starts, h.ends) ORDER BY h.weekday, h.starts), '[]')
                   FROM tutors.hours h WHERE h.tutor_id = t.person_id) AS "week!: Json<Hours>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(o.day, o.starts, o.ends) ORDER BY o.day, o.starts), '[]')
                   FROM tutors.day_override o WHERE o.tutor_id = t.person_id AND o.day >= $2)
                      AS "overrides!: Json<Vec<DayRow>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(s.id, s.name, lower(s.days), upper(s.days) - 1,
                              (SELECT coalesce(jsonb_agg(jsonb_build_array(h.weekday, h.starts, h.ends) ORDER BY h.weekday, h.starts), '[]')
                               FROM tutors.season_hours h WHERE h.season_id = s.id)) ORDER BY lower(s.days)), '[]')
                   FROM tutors.season s WHERE s.tutor_id = t.person_id AND upper(s.days) > $2)
                      AS "seasons!: Json<Vec<SeasonRow>>",
                  (SELECT coalesce(jsonb_agg(jsonb_build_array(f.id, f.name, lower(f.days), upper(f.days) - 1) ORDER BY lower(f.days), f.id), '[]')
                   FROM tutors.holiday f WHERE f.tutor_id = t.person_id AND upper(f.days) > $2)
                      AS "holidays!: Json<Vec<HolidayRow>>",
                  p.number AS "number?", p.saved_at AS "saved_at?"
           FROM tutors.tutor t LEFT JOIN tutors.former_plan p ON p.tutor_id = t.person_id WHERE t.person_id = $1"#,
        user.id.0,
        today(ctx, user),
    )
    .fetch_optional(&ctx.db)
    .await?;
    Ok(row.map(|row| MyHours {
        week: week(row.week.0),
        overrides: overrides(row.overrides.0),
        seasons: row.seasons.0.into_iter().map(season).collect(),
        holidays: row.holidays.0.into_iter().map(holiday).collect(),
        former: row.number.zip(row.saved_at).map(|(number, saved_at)| Former { number, saved_at }),
    }))
}

fn week(hours: Hours) -> Vec<WeekdayRange> {
    let range = |(weekday, starts, ends)| WeekdayRange { weekday, range: HourRange { starts, ends } };
    hours.into_iter().map(range).collect()
}

fn overrides(rows: Vec<DayRow>) -> Vec<DayOverride> {
    let mut overrides: Vec<DayOverride> = Vec::new();
    for (day, starts, ends) in rows {
        if overrides.last().is_none_or(|last| last.day != day) {
            overrides.push(DayOverride { day, ranges: Vec::new() });
        }
        if let Some(last) = overrides.last_mut().filter(|_| ends > 0) {
            last.ranges.push(HourRange { starts, ends });
        }
    }
    overrides
}

fn season((id, name, from, until, hours): SeasonRow) -> Season {
    Season { id, name, days: Days { from, until }, week: week(hours) }
}

fn holiday((id, name, from, until): HolidayRow) -> Holiday {
    Holiday { id, name, days: Days { from, until } }
}
