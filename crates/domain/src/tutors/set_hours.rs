use contract::tutors::EditHours;

use super::{
    Error,
    change::{begin_change, finish_change},
};
use crate::{Ctx, accounts::User};

/// The whole week anew, on the tutor's own clock. Sessions that are booked stay.
///
/// # Errors
/// `ProfileFirst`.
pub async fn set_hours(ctx: &Ctx, user: &User, form: EditHours) -> Result<(), Error> {
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    sqlx::query!("DELETE FROM tutors.hours WHERE tutor_id = $1", user.id.0).execute(&mut *tx).await?;
    sqlx::query!(
        "INSERT INTO tutors.hours (tutor_id, weekday, starts, ends)
         SELECT $1, * FROM unnest($2::smallint[], $3::smallint[], $4::smallint[])",
        user.id.0,
        &form.week.iter().map(|w| w.weekday).collect::<Vec<_>>(),
        &form.week.iter().map(|w| w.range.starts).collect::<Vec<_>>(),
        &form.week.iter().map(|w| w.range.ends).collect::<Vec<_>>(),
    )
    .execute(&mut *tx)
    .await?;
    finish_change(ctx, tx, user.id).await
}

#[cfg(test)]
mod tests {
    use contract::Refusal;

    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            my_hours,
            testing::{new_tutor, refusal, week},
        },
    };

    #[tokio::test]
    async fn the_week_is_replaced_and_the_same_form_changes_nothing() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        let first = week(ctx, &[(1, 480, 720), (1, 780, 1440), (7, 600, 660)]);
        set_hours(ctx, &ada, first.clone()).await.unwrap();
        let hours = async || my_hours(ctx, &ada).await.unwrap().unwrap().week;
        assert_eq!(hours().await, first.week);
        let second = week(ctx, &[(2, 0, 60)]);
        set_hours(ctx, &ada, second.clone()).await.unwrap();
        set_hours(ctx, &ada, first).await.unwrap();
        assert_eq!(hours().await, second.week, "a form that comes late has had its effect");
        assert_eq!(stage.events("tutors.hours_changed").await, 2);
    }

    #[tokio::test]
    async fn someone_who_does_not_teach() {
        let stage = Stage::new().await;
        let bob = stage.person("bob").await;
        assert_eq!(refusal(set_hours(&stage.ctx, &bob, week(&stage.ctx, &[])).await), Refusal::ProfileFirst);
    }
}
