use contract::tutors::RemoveSaved;

use crate::{Ctx, accounts::User, search::Error};

/// Forgets a question. Done twice, it is gone.
///
/// # Errors
/// `NotFound` for a form that names none.
pub async fn remove_saved(ctx: &Ctx, user: &User, form: RemoveSaved) -> Result<(), Error> {
    let id = form.saved.ok_or(Error::NotFound)?;
    sqlx::query!("DELETE FROM search.saved WHERE id = $1 AND person_id = $2", id.0, user.id.0).execute(&ctx.db).await?;
    Ok(())
}
