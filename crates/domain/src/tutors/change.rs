//! What every change to one's hours begins and ends with. The plan as it was is kept beside it, so that the change can be
//! taken back.

use chrono::{NaiveDate, TimeDelta};
use contract::{CommandKey, UserId, tutors::Days};
use sqlx::{PgConnection, Postgres, Transaction};

use super::{
    Error, Event,
    begin::{announce, begin},
};
use crate::{Ctx, accounts::User};

/// How many days ahead hours can be planned.
pub const PLANNED_DAYS: i64 = 366;

/// Locks the tutor, takes the form's key and keeps the plan. `None` if this very form has had its effect already.
///
/// # Errors
/// `ProfileFirst`.
pub(super) async fn begin_change(
    ctx: &Ctx,
    user: &User,
    key: CommandKey,
) -> Result<Option<Transaction<'static, Postgres>>, Error> {
    let Some((mut tx, _)) = begin(ctx, user, key).await? else { return Ok(None) };
    keep(ctx, &mut tx, user.id).await?;
    Ok(Some(tx))
}

/// Tells the other modules, and it holds.
pub(super) async fn finish_change(
    ctx: &Ctx,
    mut tx: Transaction<'static, Postgres>,
    tutor: UserId,
) -> Result<(), Error> {
    announce(ctx, &mut tx, Event::HoursChanged { tutor }).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps the plan in place of the one that was kept before.
pub(super) async fn keep(ctx: &Ctx, conn: &mut PgConnection, tutor: UserId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO tutors.former_plan (tutor_id, number, saved_at, plan)
         SELECT tutor_id, 1, $2, plan FROM tutors.plan WHERE tutor_id = $1
         ON CONFLICT (tutor_id) DO UPDATE
         SET number = former_plan.number + 1, saved_at = excluded.saved_at, plan = excluded.plan",
        tutor.0,
        ctx.now(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Today on the tutor's own calendar.
pub(super) fn today(ctx: &Ctx, user: &User) -> NaiveDate {
    ctx.now().with_timezone(&user.reader.zone).date_naive()
}

/// Days that can be planned: not all of them over, and not too far away.
///
/// # Errors
/// `BegunLongAgo`, `DaysPassed`, `DaysTooFar`.
pub(super) fn check_days(today: NaiveDate, days: Days) -> Result<(), Error> {
    match () {
        () if days.until < today => Err(Error::DaysPassed),
        () if days.from < today - TimeDelta::days(PLANNED_DAYS) => Err(Error::BegunLongAgo),
        () if days.until > today + TimeDelta::days(PLANNED_DAYS) => Err(Error::DaysTooFar),
        () => Ok(()),
    }
}
