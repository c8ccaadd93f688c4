use contract::tutors::EditSaved;

use crate::{Ctx, Once, accounts::User, once, search::Error};

/// Gives a kept question another name, or another way of being told.
///
/// # Errors
/// `NotFound` for one that is not theirs.
pub async fn edit_saved(ctx: &Ctx, user: &User, form: EditSaved) -> Result<(), Error> {
    let id = form.saved.ok_or(Error::NotFound)?;
    let mut tx = ctx.begin().await?;
    if once(ctx, &mut tx, user.id, form.key).await? == Once::Again {
        return Ok(());
    }
    let changed = sqlx::query!(
        "UPDATE search.saved SET name = $3, alert = $4 WHERE id = $1 AND person_id = $2",
        id.0,
        user.id.0,
        form.name,
        form.alert.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(())
}
