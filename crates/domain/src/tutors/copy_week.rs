use chrono::{NaiveDate, TimeDelta, Weekday};
use contract::{UserId, tutors::CopyWeek};
use sqlx::PgConnection;

use super::{
    Error,
    change::{PLANNED_DAYS, begin_change, check_days, finish_change, today},
};
use crate::{Ctx, accounts::User};

/// Days from one to another become what the same weekdays of a week are: set apart as those, or not at all. The week itself
/// and what is past stay.
///
/// # Errors
/// `ProfileFirst`, `NothingToCopy` for a week of which no day is set apart, `DaysPassed`, `DaysTooFar`.
pub async fn copy_week(ctx: &Ctx, user: &User, form: CopyWeek) -> Result<(), Error> {
    let today = today(ctx, user);
    check_days(today, form.days)?;
    if (form.week - today).abs() > TimeDelta::days(PLANNED_DAYS) {
        return Err(Error::NothingToCopy);
    }
    let monday = form.week.week(Weekday::Mon).first_day();
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    if !is_set_apart(&mut tx, user.id, monday).await? {
        return Err(Error::NothingToCopy);
    }
    copy(&mut tx, user.id, monday, form.days.from.max(today), form.days.until).await?;
    finish_change(ctx, tx, user.id).await
}

async fn is_set_apart(conn: &mut PgConnection, tutor: UserId, monday: NaiveDate) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM tutors.day_override WHERE tutor_id = $1 AND day BETWEEN $2 AND $2::date + 6) AS "is!""#,
        tutor.0,
        monday,
    )
    .fetch_one(conn)
    .await
}

async fn copy(
    conn: &mut PgConnection,
    tutor: UserId,
    monday: NaiveDate,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "DELETE FROM tutors.day_override
         WHERE tutor_id = $1 AND day BETWEEN $3 AND $4 AND day NOT BETWEEN $2 AND $2::date + 6",
        tutor.0,
        monday,
        from,
        until,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO tutors.day_override (tutor_id, day, starts, ends)
         SELECT o.tutor_id, $3::date + n, o.starts, o.ends
         FROM generate_series(0, $4::date - $3::date) n
         JOIN tutors.day_override o ON o.tutor_id = $1 AND o.day = $2::date + extract(isodow FROM $3::date + n)::integer - 1
         WHERE $3::date + n NOT BETWEEN $2 AND $2::date + 6",
        tutor.0,
        monday,
        from,
        until,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal, tutors::Days};

    use super::*;
    use crate::{
        testing::{Stage, monday},
        tutors::{
            add_override, my_hours,
            testing::{day_off, new_tutor, other_hours, refusal},
        },
    };

    /// Today is a Monday.
    fn on(days: i64) -> NaiveDate {
        monday().date_naive() + TimeDelta::days(days)
    }

    fn form(ctx: &Ctx, week: i64, from: i64, until: i64) -> CopyWeek {
        CopyWeek { key: CommandKey(ctx.id()), week: on(week), days: Days { from: on(from), until: on(until) } }
    }

    #[tokio::test]
    async fn other_weeks_become_as_it_is() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        add_override(ctx, &ada, day_off(ctx, 8)).await.unwrap();
        add_override(ctx, &ada, other_hours(ctx, 9, &[(480, 600), (900, 960)])).await.unwrap();
        add_override(ctx, &ada, day_off(ctx, 16)).await.unwrap();
        add_override(ctx, &ada, day_off(ctx, 17)).await.unwrap();
        add_override(ctx, &ada, day_off(ctx, 40)).await.unwrap();
        let copy = form(ctx, 12, -3, 29);
        copy_week(ctx, &ada, copy.clone()).await.unwrap();
        let days = async || {
            let days = my_hours(ctx, &ada).await.unwrap().unwrap().overrides;
            days.iter().map(|o| ((o.day - on(0)).num_days(), o.ranges.len())).collect::<Vec<_>>()
        };
        let expected = [(1, 0), (2, 2), (8, 0), (9, 2), (15, 0), (16, 2), (22, 0), (23, 2), (29, 0), (40, 0)];
        assert_eq!(days().await, expected);
        copy_week(ctx, &ada, copy).await.expect("has had its effect");
        copy_week(ctx, &ada, form(ctx, 8, -3, 29)).await.unwrap();
        assert_eq!(days().await, expected, "twice is once");
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        for week in [1, 2_000_000] {
            assert!(matches!(copy_week(ctx, &ada, form(ctx, week, 7, 20)).await, Err(Error::NothingToCopy)));
        }
        assert!(matches!(copy_week(ctx, &ada, form(ctx, 1, -9, -1)).await, Err(Error::DaysPassed)));
        assert!(matches!(copy_week(ctx, &ada, form(ctx, 1, 0, 367)).await, Err(Error::DaysTooFar)));
        assert!(matches!(copy_week(ctx, &ada, form(ctx, 1, -2_000, 3)).await, Err(Error::BegunLongAgo)));
        let bob = stage.person("bob").await;
        assert_eq!(refusal(copy_week(ctx, &bob, form(ctx, 1, 7, 20)).await), Refusal::ProfileFirst);
    }
}
