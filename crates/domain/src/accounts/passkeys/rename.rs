use contract::accounts::RenamePasskey;

use crate::{
    Ctx,
    accounts::{Error, User},
};

/// Calls a passkey of one's own something else.
///
/// # Errors
/// `NotFound`, also for what is another's.
pub async fn rename_passkey(ctx: &Ctx, user: &User, form: RenamePasskey) -> Result<(), Error> {
    let named = sqlx::query!(
        "UPDATE accounts.passkey SET name = $3 WHERE id = $1 AND person_id = $2",
        form.passkey.0,
        user.id.0,
        form.name,
    );
    if named.execute(&ctx.db).await?.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}
