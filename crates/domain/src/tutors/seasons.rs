//! Weekly hours for some days of the year. The database refuses two of them on one day.

use contract::{
    SeasonId,
    tutors::{AddSeason, EditSeason, RemoveSeason, WeekdayRange},
};
use sqlx::PgConnection;

use super::{
    Error,
    change::{begin_change, check_days, finish_change, today},
};
use crate::{Ctx, accounts::User, error::breaks};

/// So many seasons at a time that are not over.
pub const SEASONS_MAX: usize = 20;

/// Begins a season, empty or with the ordinary hours. `None` if this very form has had its effect already.
///
/// # Errors
/// `ProfileFirst`, `OtherSeason`, `DaysPassed`, `DaysTooFar`, `TooManySeasons`.
pub async fn add_season(ctx: &Ctx, user: &User, form: AddSeason) -> Result<Option<SeasonId>, Error> {
    let (today, id) = (today(ctx, user), SeasonId(ctx.id()));
    check_days(today, form.days)?;
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(None) };
    let added = sqlx::query!(
        "INSERT INTO tutors.season (id, tutor_id, name, days)
         SELECT $1, $2, $3, daterange($4, $5, '[]')
         WHERE (SELECT count(*) FROM tutors.season WHERE tutor_id = $2 AND upper(days) > $6) < $7",
        id.0,
        user.id.0,
        form.name,
        form.days.from,
        form.days.until,
        today,
        i64::try_from(SEASONS_MAX).unwrap_or(i64::MAX),
    )
    .execute(&mut *tx)
    .await
    .map_err(other_season)?;
    if added.rows_affected() == 0 {
        return Err(Error::TooManySeasons);
    }
    if form.copy {
        copy_week(&mut tx, user, id).await?;
    }
    finish_change(ctx, tx, user.id).await?;
    Ok(Some(id))
}

/// Another name, other days, other hours.
///
/// # Errors
/// `ProfileFirst`, `NotFound`, `OtherSeason`, `DaysPassed`, `DaysTooFar`.
pub async fn edit_season(ctx: &Ctx, user: &User, form: EditSeason) -> Result<(), Error> {
    check_days(today(ctx, user), form.days)?;
    let id = form.season.ok_or(Error::NotFound)?;
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    let changed = sqlx::query!(
        "UPDATE tutors.season SET name = $3, days = daterange($4, $5, '[]') WHERE id = $1 AND tutor_id = $2",
        id.0,
        user.id.0,
        form.name,
        form.days.from,
        form.days.until,
    )
    .execute(&mut *tx)
    .await
    .map_err(other_season)?;
    if changed.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    set_week(&mut tx, id, &form.week).await?;
    finish_change(ctx, tx, user.id).await
}

/// Its days follow the ordinary hours again. What is not there is removed already.
///
/// # Errors
/// `ProfileFirst`.
pub async fn remove_season(ctx: &Ctx, user: &User, form: RemoveSeason) -> Result<(), Error> {
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    let removed = sqlx::query!(
        "DELETE FROM tutors.season WHERE tutor_id = $1 AND id = $2",
        user.id.0,
        form.season.map(|id| id.0),
    )
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() == 0 {
        return Ok(());
    }
    finish_change(ctx, tx, user.id).await
}

fn other_season(error: sqlx::Error) -> Error {
    if breaks(&error, "one_season_a_day") { Error::OtherSeason } else { error.into() }
}

async fn copy_week(conn: &mut PgConnection, user: &User, season: SeasonId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.season_hours (season_id, weekday, starts, ends)
         SELECT $2, weekday, starts, ends FROM tutors.hours WHERE tutor_id = $1",
        user.id.0,
        season.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn set_week(conn: &mut PgConnection, season: SeasonId, week: &[WeekdayRange]) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM tutors.season_hours WHERE season_id = $1", season.0).execute(&mut *conn).await?;
    sqlx::query!(
        "INSERT INTO tutors.season_hours (season_id, weekday, starts, ends)
         SELECT $1, * FROM unnest($2::smallint[], $3::smallint[], $4::smallint[])",
        season.0,
        &week.iter().map(|w| w.weekday).collect::<Vec<_>>(),
        &week.iter().map(|w| w.range.starts).collect::<Vec<_>>(),
        &week.iter().map(|w| w.range.ends).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
#[path = "seasons_tests.rs"]
mod tests;
