use contract::{Refusal, tutors::UndoHours};
use sqlx::{PgConnection, types::JsonValue};

use super::{
    Error,
    begin::begin,
    change::{finish_change, keep},
};
use crate::{Ctx, accounts::User};

/// The plan becomes what it was before the last change. That is a change itself, and can be undone.
///
/// # Errors
/// `ProfileFirst`; `HoursChangedSince` if another change has come in between, or there was none.
pub async fn undo_hours(ctx: &Ctx, user: &User, form: UndoHours) -> Result<(), Error> {
    let Some((mut tx, _)) = begin(ctx, user, form.key).await? else { return Ok(()) };
    let plan = sqlx::query_scalar!(
        "SELECT plan FROM tutors.former_plan WHERE tutor_id = $1 AND number = $2",
        user.id.0,
        form.number,
    )
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Refusal::HoursChangedSince)?;
    keep(ctx, &mut tx, user.id).await?;
    clear(&mut tx, user).await?;
    put_back(&mut tx, plan).await?;
    finish_change(ctx, tx, user.id).await
}

async fn clear(conn: &mut PgConnection, user: &User) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM tutors.hours WHERE tutor_id = $1", user.id.0).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM tutors.day_override WHERE tutor_id = $1", user.id.0).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM tutors.season WHERE tutor_id = $1", user.id.0).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM tutors.holiday WHERE tutor_id = $1", user.id.0).execute(&mut *conn).await?;
    Ok(())
}

async fn put_back(conn: &mut PgConnection, plan: JsonValue) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "WITH hours AS (INSERT INTO tutors.hours (tutor_id, weekday, starts, ends)
                        SELECT tutor_id, weekday, starts, ends FROM jsonb_populate_recordset(NULL::tutors.hours, $1::jsonb -> 'hours')),
              days AS (INSERT INTO tutors.day_override (tutor_id, day, starts, ends)
                       SELECT tutor_id, day, starts, ends FROM jsonb_populate_recordset(NULL::tutors.day_override, $1::jsonb -> 'days')),
              holidays AS (INSERT INTO tutors.holiday (id, tutor_id, name, days)
                           SELECT id, tutor_id, name, days FROM jsonb_populate_recordset(NULL::tutors.holiday, $1::jsonb -> 'holidays')),
              seasons AS (INSERT INTO tutors.season (id, tutor_id, name, days)
                          SELECT id, tutor_id, name, days FROM jsonb_populate_recordset(NULL::tutors.season, $1::jsonb -> 'seasons'))
         INSERT INTO tutors.season_hours (season_id, weekday, starts, ends)
         SELECT season_id, weekday, starts, ends FROM jsonb_populate_recordset(NULL::tutors.season_hours, $1::jsonb -> 'season_hours')",
        plan,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::CommandKey;

    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            MyHours, add_holiday, add_override, add_season, my_hours, remove_season, set_hours,
            testing::{day_off, exams, holiday, new_tutor, refusal, week},
        },
    };

    async fn mine(stage: &Stage, user: &User) -> MyHours {
        my_hours(&stage.ctx, user).await.unwrap().unwrap()
    }

    fn undo(ctx: &Ctx, mine: &MyHours) -> UndoHours {
        UndoHours { key: CommandKey(ctx.id()), number: mine.former.unwrap().number }
    }

    #[tokio::test]
    async fn the_whole_plan_comes_back_and_goes_again() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        set_hours(ctx, &ada, week(ctx, &[(1, 480, 720)])).await.unwrap();
        add_override(ctx, &ada, day_off(ctx, 3)).await.unwrap();
        add_holiday(ctx, &ada, holiday(ctx, 5, 9)).await.unwrap();
        let season = add_season(ctx, &ada, exams(ctx, 20, 30)).await.unwrap();
        let whole = mine(&stage, &ada).await;
        remove_season(ctx, &ada, contract::tutors::RemoveSeason { key: CommandKey(ctx.id()), season }).await.unwrap();
        let without = mine(&stage, &ada).await;
        assert!(without.seasons.is_empty());

        let form = undo(ctx, &without);
        undo_hours(ctx, &ada, form.clone()).await.unwrap();
        undo_hours(ctx, &ada, form).await.expect("the same form again is no error");
        let back = mine(&stage, &ada).await;
        assert_eq!((&back.week, &back.overrides), (&whole.week, &whole.overrides));
        assert_eq!((&back.seasons, &back.holidays), (&whole.seasons, &whole.holidays));
        assert_eq!(back.seasons[0].week, whole.week, "it began as a copy");

        undo_hours(ctx, &ada, undo(ctx, &back)).await.unwrap();
        assert!(mine(&stage, &ada).await.seasons.is_empty());
        assert_eq!(stage.events("tutors.hours_changed").await, 7);
    }

    #[tokio::test]
    async fn not_after_another_change_not_without_one_and_of_two_at_once_one() {
        let stage = Stage::new().await;
        let (ctx, ada, bob) = (&stage.ctx, new_tutor(&stage, "ada").await, stage.person("bob").await);
        let none = UndoHours { key: CommandKey(ctx.id()), number: 1 };
        assert_eq!(refusal(undo_hours(ctx, &ada, none.clone()).await), Refusal::HoursChangedSince);
        assert_eq!(refusal(undo_hours(ctx, &bob, none).await), Refusal::ProfileFirst);
        set_hours(ctx, &ada, week(ctx, &[(1, 480, 720)])).await.unwrap();
        let old = undo(ctx, &mine(&stage, &ada).await);
        set_hours(ctx, &ada, week(ctx, &[(2, 480, 720)])).await.unwrap();
        assert_eq!(refusal(undo_hours(ctx, &ada, old).await), Refusal::HoursChangedSince);

        let now = mine(&stage, &ada).await;
        let (one, other) =
            tokio::join!(undo_hours(ctx, &ada, undo(ctx, &now)), undo_hours(ctx, &ada, undo(ctx, &now)),);
        assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1);
        assert_eq!(mine(&stage, &ada).await.week[0].weekday, 1);
    }
}
