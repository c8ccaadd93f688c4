use contract::UserId;

use super::{Streak, keep::outages, streak};
use crate::Ctx;

/// The streak of a person as of today, where they live.
pub async fn of_person(ctx: &Ctx, person: UserId) -> Result<Streak, sqlx::Error> {
    let mut conn = ctx.db.acquire().await?;
    let today = sqlx::query_scalar!(
        r#"SELECT ($2::timestamptz AT TIME ZONE zone)::date AS "today!" FROM accounts.public_person WHERE id = $1"#,
        person.0,
        ctx.now()
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(today) = today else { return Ok(Streak::default()) };
    let days = sqlx::query_scalar!("SELECT day FROM ranking.active_day WHERE person_id = $1", person.0)
        .fetch_all(&mut *conn)
        .await?;
    let forgiven = outages(&mut conn).await?;
    Ok(streak(&days.into_iter().collect(), &forgiven, today))
}
