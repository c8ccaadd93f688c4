use contract::UserId;

use crate::Ctx;

/// Whether two have ever had a booking with each other, in whatever state.
pub async fn have_met(ctx: &Ctx, one: UserId, other: UserId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM bookings.booking
                          WHERE (student_id = $1 AND tutor_id = $2) OR (student_id = $2 AND tutor_id = $1)) AS "met!""#,
        one.0,
        other.0,
    )
    .fetch_one(&ctx.db)
    .await
}
