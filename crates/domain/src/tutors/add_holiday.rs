use contract::tutors::{AddHoliday, RemoveHoliday};

use super::{
    Error,
    change::{begin_change, check_days, finish_change, today},
};
use crate::{Ctx, accounts::User};

/// So many holidays at a time that are not over.
pub const HOLIDAYS_MAX: usize = 50;

/// Takes days off in a row. A day that was set apart by itself stays as it is.
///
/// # Errors
/// `ProfileFirst`, `DaysPassed`, `DaysTooFar`, `TooManyHolidays`.
pub async fn add_holiday(ctx: &Ctx, user: &User, form: AddHoliday) -> Result<(), Error> {
    let today = today(ctx, user);
    check_days(today, form.days)?;
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    let added = sqlx::query!(
        "INSERT INTO tutors.holiday (id, tutor_id, name, days)
         SELECT $1, $2, $3, daterange($4, $5, '[]')
         WHERE (SELECT count(*) FROM tutors.holiday WHERE tutor_id = $2 AND upper(days) > $6) < $7",
        ctx.id(),
        user.id.0,
        form.name,
        form.days.from,
        form.days.until,
        today,
        i64::try_from(HOLIDAYS_MAX).unwrap_or(i64::MAX),
    )
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        return Err(Error::TooManyHolidays);
    }
    finish_change(ctx, tx, user.id).await
}

/// The days follow the weekly hours again. What is not there is removed already.
///
/// # Errors
/// `ProfileFirst`.
pub async fn remove_holiday(ctx: &Ctx, user: &User, form: RemoveHoliday) -> Result<(), Error> {
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    let removed = sqlx::query!(
        "DELETE FROM tutors.holiday WHERE tutor_id = $1 AND id = $2",
        user.id.0,
        form.holiday.map(|id| id.0),
    )
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() == 0 {
        return Ok(());
    }
    finish_change(ctx, tx, user.id).await
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal};

    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            my_hours,
            testing::{holiday, new_tutor, refusal},
        },
    };

    #[tokio::test]
    async fn one_is_taken_listed_and_given_back() {
        let stage = Stage::new().await;
        let (ctx, ada, eve) = (&stage.ctx, new_tutor(&stage, "ada").await, new_tutor(&stage, "eve").await);
        let list = async || my_hours(ctx, &ada).await.unwrap().unwrap().holidays;
        let form = holiday(ctx, 10, 20);
        add_holiday(ctx, &ada, form.clone()).await.unwrap();
        add_holiday(ctx, &ada, form.clone()).await.expect("the same form again is no error");
        add_holiday(ctx, &ada, holiday(ctx, -2, 0)).await.unwrap();
        let listed = list().await;
        assert_eq!((listed.len(), listed[1].days, listed[1].name.as_str()), (2, form.days, "Travelling"));

        let remove = || RemoveHoliday { key: CommandKey(ctx.id()), holiday: Some(listed[1].id) };
        remove_holiday(ctx, &eve, remove()).await.unwrap();
        assert_eq!(list().await.len(), 2, "others take away nothing");
        remove_holiday(ctx, &ada, remove()).await.unwrap();
        remove_holiday(ctx, &ada, remove()).await.expect("twice is once");
        assert_eq!(list().await.len(), 1);
        assert_eq!(stage.events("tutors.hours_changed").await, 3);
        ctx.clock.advance(chrono::TimeDelta::days(1));
        assert!(list().await.is_empty(), "what is over is not listed");
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        assert!(matches!(add_holiday(ctx, &ada, holiday(ctx, -9, -1)).await, Err(Error::DaysPassed)));
        assert!(matches!(add_holiday(ctx, &ada, holiday(ctx, -400, 1)).await, Err(Error::BegunLongAgo)));
        assert!(matches!(add_holiday(ctx, &ada, holiday(ctx, 1, 367)).await, Err(Error::DaysTooFar)));
        for _ in 0..HOLIDAYS_MAX {
            add_holiday(ctx, &ada, holiday(ctx, 1, 2)).await.unwrap();
        }
        assert!(matches!(add_holiday(ctx, &ada, holiday(ctx, 1, 2)).await, Err(Error::TooManyHolidays)));
        let bob = stage.person("bob").await;
        assert_eq!(refusal(add_holiday(ctx, &bob, holiday(ctx, 1, 2)).await), Refusal::ProfileFirst);
    }
}
