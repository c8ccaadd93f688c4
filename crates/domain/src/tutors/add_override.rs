use chrono::{NaiveDate, TimeDelta};
use contract::tutors::AddOverride;

use super::{
    Error,
    change::{PLANNED_DAYS, begin_change, finish_change, today},
};
use crate::{Ctx, accounts::User};

/// Sets one day apart from the weekly hours, in place of what was said of it before.
///
/// # Errors
/// `ProfileFirst`, `DayPassed` on the tutor's own calendar, `DayTooFar`.
pub async fn add_override(ctx: &Ctx, user: &User, form: AddOverride) -> Result<(), Error> {
    check(ctx, user, form.day)?;
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    sqlx::query!("DELETE FROM tutors.day_override WHERE tutor_id = $1 AND day = $2", user.id.0, form.day)
        .execute(&mut *tx)
        .await?;
    // A day off is kept as a range from zero to zero.
    let ranges: Vec<(i16, i16)> = match form.ranges.as_slice() {
        [] => vec![(0, 0)],
        some => some.iter().map(|r| (r.starts, r.ends)).collect(),
    };
    sqlx::query!(
        "INSERT INTO tutors.day_override (tutor_id, day, starts, ends)
         SELECT $1, $2, * FROM unnest($3::smallint[], $4::smallint[])",
        user.id.0,
        form.day,
        &ranges.iter().map(|r| r.0).collect::<Vec<_>>(),
        &ranges.iter().map(|r| r.1).collect::<Vec<_>>(),
    )
    .execute(&mut *tx)
    .await?;
    finish_change(ctx, tx, user.id).await
}

fn check(ctx: &Ctx, user: &User, day: NaiveDate) -> Result<(), Error> {
    let today = today(ctx, user);
    if day < today {
        return Err(Error::DayPassed);
    }
    if day > today + TimeDelta::days(PLANNED_DAYS) {
        return Err(Error::DayTooFar);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal, tutors::RemoveOverride};

    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            my_hours, remove_override,
            testing::{new_tutor, other_hours as form, refusal},
        },
    };

    #[tokio::test]
    async fn the_latest_word_on_a_day_counts_until_it_is_taken_back() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        let days = async || my_hours(ctx, &ada).await.unwrap().unwrap().overrides;
        let off = form(ctx, 1, &[]);
        add_override(ctx, &ada, off.clone()).await.unwrap();
        assert!(days().await[0].ranges.is_empty());
        add_override(ctx, &ada, form(ctx, 1, &[(480, 600), (900, 1440)])).await.unwrap();
        add_override(ctx, &ada, off.clone()).await.expect("has had its effect");
        assert_eq!(days().await[0].ranges.len(), 2);
        let back = RemoveOverride { key: CommandKey(ctx.id()), day: off.day };
        remove_override(ctx, &ada, back.clone()).await.unwrap();
        remove_override(ctx, &ada, back).await.unwrap();
        assert!(days().await.is_empty());
        assert_eq!(stage.events("tutors.hours_changed").await, 3);
    }

    #[tokio::test]
    async fn each_refusal() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        add_override(ctx, &ada, form(ctx, 0, &[])).await.expect("today is no past");
        assert!(matches!(add_override(ctx, &ada, form(ctx, -1, &[])).await, Err(Error::DayPassed)));
        assert!(matches!(add_override(ctx, &ada, form(ctx, 367, &[])).await, Err(Error::DayTooFar)));
        let bob = stage.person("bob").await;
        assert_eq!(refusal(add_override(ctx, &bob, form(ctx, 1, &[])).await), Refusal::ProfileFirst);
    }
}
