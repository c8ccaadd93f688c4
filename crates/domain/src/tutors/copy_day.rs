use contract::tutors::CopyDay;

use super::{
    Error,
    change::{begin_change, finish_change},
};
use crate::{Ctx, accounts::User};

/// Other weekdays get the hours of one of them, in place of their own.
///
/// # Errors
/// `ProfileFirst`.
pub async fn copy_day(ctx: &Ctx, user: &User, form: CopyDay) -> Result<(), Error> {
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    let to: Vec<i16> = form.to.iter().copied().filter(|to| *to != form.from).collect();
    sqlx::query!("DELETE FROM tutors.hours WHERE tutor_id = $1 AND weekday = ANY($2)", user.id.0, &to)
        .execute(&mut *tx)
        .await?;
    sqlx::query!(
        "INSERT INTO tutors.hours (tutor_id, weekday, starts, ends)
         SELECT h.tutor_id, d.weekday, h.starts, h.ends
         FROM tutors.hours h, (SELECT DISTINCT unnest($3::smallint[]) AS weekday) d WHERE h.tutor_id = $1 AND h.weekday = $2",
        user.id.0,
        form.from,
        &to,
    )
    .execute(&mut *tx)
    .await?;
    finish_change(ctx, tx, user.id).await
}

#[cfg(test)]
mod tests {
    use contract::{CommandKey, Refusal};

    use super::*;
    use crate::{
        testing::Stage,
        tutors::{
            my_hours, set_hours,
            testing::{new_tutor, refusal, week},
        },
    };

    #[tokio::test]
    async fn others_get_the_hours_and_lose_their_own() {
        let stage = Stage::new().await;
        let (ctx, ada) = (&stage.ctx, new_tutor(&stage, "ada").await);
        set_hours(ctx, &ada, week(ctx, &[(1, 480, 720), (1, 800, 900), (2, 60, 120), (3, 60, 120)])).await.unwrap();
        let form = CopyDay { key: CommandKey(ctx.id()), from: 1, to: vec![2, 7, 7, 1] };
        copy_day(ctx, &ada, form.clone()).await.unwrap();
        let expected = [(1, 480), (1, 800), (2, 480), (2, 800), (3, 60), (7, 480), (7, 800)];
        let hours = async || {
            let week = my_hours(ctx, &ada).await.unwrap().unwrap().week;
            week.iter().map(|w| (w.weekday, w.range.starts)).collect::<Vec<_>>()
        };
        assert_eq!(hours().await, expected);
        set_hours(ctx, &ada, week(ctx, &[])).await.unwrap();
        copy_day(ctx, &ada, form.clone()).await.expect("has had its effect");
        assert!(hours().await.is_empty());
        let bob = stage.person("bob").await;
        assert_eq!(refusal(copy_day(ctx, &bob, form).await), Refusal::ProfileFirst);
    }
}
