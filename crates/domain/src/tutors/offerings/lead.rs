//! The price by which tutors are found.

use sqlx::PgConnection;

use crate::accounts::User;

/// The price of an hour is that of the offering which comes first. Whoever offers nothing keeps the price they had.
pub(in crate::tutors) async fn lead(conn: &mut PgConnection, user: &User) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE tutors.tutor SET price_minor = o.price_minor * 60 / o.minutes
         FROM tutors.public_offered($1, NULL, NULL) o WHERE person_id = $1",
        user.id.0
    )
    .execute(conn)
    .await?;
    Ok(())
}
