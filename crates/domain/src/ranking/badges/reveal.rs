use crate::{Ctx, accounts::User, ranking::Error};

/// Opens a badge that the person has earned: from then on others see it too. Doing it again changes nothing.
///
/// # Errors
/// `NotFound` if they do not have it.
pub async fn reveal(ctx: &Ctx, user: &User, slug: &str) -> Result<(), Error> {
    let done = sqlx::query!(
        "UPDATE ranking.badge SET revealed_at = coalesce(revealed_at, $3)
         WHERE person_id = $1 AND slug = $2 AND undone_at IS NULL",
        user.id.0,
        slug,
        ctx.now()
    )
    .execute(&ctx.db)
    .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}
