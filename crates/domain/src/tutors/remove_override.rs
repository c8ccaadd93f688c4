use contract::tutors::RemoveOverride;

use super::{
    Error,
    change::{begin_change, finish_change},
};
use crate::{Ctx, accounts::User};

/// The day follows the weekly hours again. Its tests stand with [`super::add_override`].
///
/// # Errors
/// `ProfileFirst`.
pub async fn remove_override(ctx: &Ctx, user: &User, form: RemoveOverride) -> Result<(), Error> {
    let Some(mut tx) = begin_change(ctx, user, form.key).await? else { return Ok(()) };
    let removed = sqlx::query!("DELETE FROM tutors.day_override WHERE tutor_id = $1 AND day = $2", user.id.0, form.day)
        .execute(&mut *tx)
        .await?;
    if removed.rows_affected() == 0 {
        return Ok(());
    }
    finish_change(ctx, tx, user.id).await
}
