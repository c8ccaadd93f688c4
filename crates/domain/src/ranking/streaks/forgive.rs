use chrono::NaiveDate;
use contract::UserId;

use crate::{Ctx, ranking::badges::CheckBadges};

/// Declares a day on which nobody could work, so that it breaks no streak, and says whether it is new. Those who were active
/// around it have their badges looked at anew.
pub async fn forgive(ctx: &Ctx, day: NaiveDate) -> Result<bool, sqlx::Error> {
    let mut tx = ctx.begin().await?;
    let new = sqlx::query!(
        "INSERT INTO ranking.outage (day, declared_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        day,
        ctx.now()
    )
    .execute(&mut *tx)
    .await?
    .rows_affected()
        > 0;
    if new {
        // With both freezes used, three days lie between two active ones.
        let near = sqlx::query_scalar!(
            "SELECT DISTINCT person_id FROM ranking.active_day WHERE day BETWEEN $1::date + 1 AND $1::date + 3",
            day
        )
        .fetch_all(&mut *tx)
        .await?;
        for person in near {
            ctx.jobs.enqueue(&mut tx, CheckBadges::job(UserId(person))).await?;
        }
    }
    tx.commit().await?;
    Ok(new)
}
